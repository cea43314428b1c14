"""The named figures an annual report quotes: computed by a duty, or entered with source and person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from gongkai.disclosure.figures import published_by_category
from gongkai.kernel.models import Organ
from gongkai.kernel.registry import registry
from gongkai.law.report_form import RESULT_TOTAL
from gongkai.law.report_form.quoted import QUOTED_FIGURES, FigureKind
from gongkai.reporting.counting import CARRIED_IN, CARRIED_OUT, NEW, counted_cases, frame_conditions
from gongkai.reporting.entered import Provided, Value, is_before_use, provided
from gongkai.reporting.models import Origin, ReportEdition
from gongkai.reports.writing.figures import printed
from gongkai.requests.models import FeeNotice

FEN = Decimal(100)
_RATE, _ANSWERED, _ASKED = "proposals.rate", "proposals.answered", ("proposals.npc", "proposals.cppcc")
_REQUESTS = {
    "requests.received": NEW, "requests.carried_in": CARRIED_IN, "requests.answered": RESULT_TOTAL,
    "requests.carried_out": CARRIED_OUT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One named figure. `value` is None where nobody provided it; a share is a text such as «100%»."""

    code: str
    label: str
    unit: str
    value: Value | str | None
    provider: str = ""
    origin: str = Origin.COMPUTED
    source: str = ""
    person: str = ""

    @property
    def text(self) -> str:
        """The value as it is written in a sentence, without its unit; nothing for None."""
        return self.value if isinstance(self.value, str) else printed(self.value)

    @property
    def number(self) -> int | None:
        """The value as a whole number, None for anything else."""
        return self.value if isinstance(self.value, int) else None

    def frozen(self) -> dict[str, Any]:
        """As it is kept in the content of an edition."""
        is_amount = isinstance(self.value, Decimal)
        return {
            "label": self.label, "text": None if self.value is None else self.text, "number": self.number,
            "unit": self.unit, "value": str(self.value) if is_amount else self.value, "is_amount": is_amount,
            "provider": self.provider, "origin": str(self.origin), "source": self.source,
            "person": self.person,
        }  # fmt: skip

    @classmethod
    def thawed(cls, code: str, kept: Mapping[str, Any]) -> Figure:
        """The figure again from what `frozen` wrote."""
        value = Decimal(kept["value"]) if kept["is_amount"] else kept["value"]
        named = {name: kept[name] for name in ("label", "unit", "provider", "origin", "source", "person")}
        return cls(code=code, value=value, **named)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of an organ's year, in the order of their table."""

    rows: Mapping[str, Figure]

    def __getitem__(self, code: str) -> Figure:
        return self.rows[code]

    def __contains__(self, code: object) -> bool:
        return code in self.rows

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.rows.values())

    def text(self, code: str) -> str | None:
        """What the figure is written as; None for a name there is not, nothing for a value there is not."""
        return self.rows[code].text if code in self.rows else None

    def nested(self) -> dict[str, Any]:
        """For programs: `published.total` as {"published": {"total": …}}; amounts are strings."""
        result: dict[str, Any] = {}
        for family in QUOTED_FIGURES:
            if family.letters:
                _place(result, family.code.split("."))
        for figure in self:
            *path, last = figure.code.split(".")
            value = str(figure.value) if isinstance(figure.value, Decimal) else figure.value
            _place(result, path)[last] = value
        return result

    def frozen(self) -> dict[str, dict[str, Any]]:
        """As they are kept in the content of an edition, under «figures»."""
        return {figure.code: figure.frozen() for figure in self}


def _place(tree: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """The object at that path, made where there is none yet."""
    for step in path:
        tree = tree.setdefault(step, {})
    return tree


def thawed(kept: Mapping[str, Mapping[str, Any]]) -> Figures:
    """The figures an edition was frozen with."""
    return Figures({code: Figure.thawed(code, entry) for code, entry in kept.items()})


def figures_of(organ: Organ, year: int, *, edition: ReportEdition | None = None) -> Figures:
    """The figures as they stand now; of a frozen edition those it was frozen with. Raises NoForm.

    What a duty provides wins over what people entered, except for a year before the organ opened here.
    """
    if edition is not None and edition.frozen_at is not None:
        return thawed((edition.content or {}).get("figures", {}))
    given, before = provided(organ, year), is_before_use(organ, year)
    computed = _computed(organ, year)
    rows: dict[str, Figure] = {}
    for figure in QUOTED_FIGURES:
        for code, label in figure.parts():
            value, entered = computed.get(code), given.get(code)
            if figure.kind is FigureKind.SHARE:
                value, entered = None, None
            if entered is not None and (before or value is None):
                rows[code] = _entered(code, label, figure.unit, figure.provider, entered)
            else:
                known = None if before and not value else value
                rows[code] = Figure(code, label, figure.unit, known, figure.provider)
    rows[_RATE] = _rate(rows)
    return Figures(_without_empty_grades(rows))


def _entered(code: str, label: str, unit: str, provider: str, entered: Provided) -> Figure:
    return Figure(code, label, unit, entered.value, provider, entered.origin, entered.source, entered.person)


def _computed(organ: Organ, year: int) -> dict[str, Value]:
    """What the duties provide: registered under the figure's own name, or counted here."""
    names = {code for figure in QUOTED_FIGURES for code, _ in figure.parts()} - _REQUESTS.keys()
    found: dict[str, Value] = {
        name: count(organ, year) for name, count in registry.figures.items() if name in names
    }
    for category, number in published_by_category(organ, year).items():
        found[f"published.by_category.{category}"] = number
    found["processing_fee"] = _fees_paid(organ, year)
    conditions = frame_conditions(year)
    for code, row in _REQUESTS.items():
        found[code] = counted_cases(organ).filter(conditions[row]).count()
    return found


def _fees_paid(organ: Organ, year: int) -> Decimal:
    """What applicants paid in the year, in 元; paid is paid, whatever became of the notice later."""
    paid = FeeNotice.objects.filter(case__organ=organ, paid_on__year=year).order_by()
    return Decimal(paid.aggregate(fen=Sum("amount_fen"))["fen"] or 0) / FEN


def _rate(rows: Mapping[str, Figure]) -> Figure:
    """Answered over received, as «100%»; with a decimal where it is not whole, never rounded up to 100."""
    asked = [rows[code].value for code in _ASKED]
    answered, rate = rows[_ANSWERED].value, rows[_RATE]
    known = [number for number in asked if isinstance(number, int)]
    if not known or not isinstance(answered, int) or sum(known) == 0:
        return rate
    share = Decimal(answered * 1000 // sum(known)) / 10
    return Figure(rate.code, rate.label, rate.unit, f"{printed(share)}%", rate.provider)


def _without_empty_grades(rows: Mapping[str, Figure]) -> dict[str, Figure]:
    """Grades nobody gave are left out: a list of grades names those there were."""
    return {
        code: figure
        for code, figure in rows.items()
        if not (code.startswith("proposals.grades.") and figure.value is None)
    }
