"""One side of an equation as read: its terms, what they add up to, which are unknown, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.report_form import Instance, Term
from gongkai.reports.checks.declared import LIMITS, Subject
from gongkai.reports.checks.labels import term_label
from gongkai.reports.report import Kind

_LACKS = {
    Kind.BLANK: "“{label}”是空格（{where}）",
    Kind.DASH: "“{label}”画了线（{where}）",
    Kind.UNREADABLE: "“{label}”读不出数（{where}）",
}
_MISSING = "没有找到“{label}”"
_SUM = "{terms}＝{total}"
_MORE = "{terms}等{count}项＝{total}"
_SPAN = "{first}至{last}"


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """A term with what stands in its cell; `value` None means that no number is known."""

    term: Term
    label: str
    value: Decimal | None
    kind: Kind
    where: str
    lack: str


def read_term(subject: Subject, instance: Instance, term: Term) -> ReadTerm:
    """The cell of a term, from the report itself or the one before it."""
    report = subject.previous if term.previous and subject.previous else subject.report
    label = term_label(subject.report.form, instance, term)
    cell = report.cells.get(term.cell)
    if cell is None:
        return ReadTerm(term, label, None, Kind.UNREADABLE, "", _MISSING.format(label=label))
    value = None if cell.value is None else Decimal(cell.value)
    lack = "" if value is not None else _LACKS.get(cell.kind, _LACKS[Kind.UNREADABLE])
    return ReadTerm(term, label, value, cell.kind, cell.where, lack.format(label=label, where=cell.where))


@dataclass(frozen=True, slots=True)
class Side:
    """The terms of one side."""

    terms: tuple[ReadTerm, ...]

    @property
    def unknown(self) -> tuple[ReadTerm, ...]:
        """The terms whose cells hold no number."""
        return tuple(read for read in self.terms if read.value is None)

    @property
    def total(self) -> Decimal:
        """The sum of what is known."""
        return sum((read.term.sign * (read.value or Decimal(0)) for read in self.terms), Decimal(0))

    @property
    def where(self) -> str:
        """Where its cells stand: each, or the first and the last of many."""
        places = list(dict.fromkeys(read.where for read in self.terms if read.where))
        if len(places) > LIMITS["places_shown"]:
            return _SPAN.format(first=places[0], last=places[-1])
        return "、".join(places)

    def told(self, *, all_terms: bool) -> str:
        """«新收34＋上年结转2＝36»; of many terms those that are zero are left out."""
        if len(self.terms) == 1:
            return f"{self.terms[0].label}{written(self.total)}"
        shown = [read for read in self.terms if read.value]
        if len(self.terms) <= 2:
            shown = [read for read in self.terms if read.value is not None]
        if not shown:
            return _SUM.format(terms="各项", total=written(self.total))
        most = len(shown) if all_terms else int(LIMITS["terms_shown"])
        terms = "".join(_signed(read, first=at == 0) for at, read in enumerate(shown[:most]))
        sentence = _MORE if len(shown) > most else _SUM
        return sentence.format(terms=terms, count=len(shown), total=written(self.total))


def known(side: Side) -> bool:
    """Whether any of its cells holds a number."""
    return any(read.value is not None for read in side.terms)


def written(number: Decimal) -> str:
    """A number as people write it, without trailing zeros or an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(read: ReadTerm, *, first: bool) -> str:
    sign = "－" if read.term.sign < 0 else "" if first else "＋"
    return f"{sign}{read.label}{written(read.value or Decimal(0))}"
