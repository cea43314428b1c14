"""A decision as a form without scripts: a fieldset for each piece of information, with the facts to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from gongkai.desk.cases.situation import Situation
from gongkai.law.catalogue import GROUNDS, exits_of
from gongkai.law.clock import State
from gongkai.law.outcomes import (
    EXIT_CONDITIONS,
    FACTS,
    GROUND_CONDITIONS,
    OUTCOMES,
    REPORT_GROUPS,
    REPORT_ROWS,
    DecisionPart,
    FactKind,
    Outcome,
)
from gongkai.requests.acts.deciding import parts_of
from gongkai.requests.models import CaseStage, Decision
from gongkai.requests.personal import asked_of
from gongkai.requests.reply_fields import known_facts

MOST_PARTS = 20
MOST_TEXT = 3000
YES = "是"
WHOLE = "全部申请内容"
_LAPSES = {CaseStage.CORRECTING: "lapsed_correction", CaseStage.PAYING: "lapsed_fee"}
_REFUSAL_GROUP = "不予公开"
Errors = Mapping[str, str]


@dataclass(frozen=True)
class FactField:
    """One fact to fill in: how it is asked and what stands in it."""

    code: str
    name: str
    label: str
    kind: str
    hint: str
    value: str
    error: str

    @property
    def is_long(self) -> bool:
        """Whether several lines are needed."""
        return self.kind in (FactKind.TEXT, FactKind.EXIT)


@dataclass(frozen=True)
class GroundBox:
    """A ground for refusing, to tick."""

    code: str
    label: str
    article: str
    checked: bool


@dataclass(frozen=True)
class PartView:
    """A piece of information as the form shows it; `carried` are facts typed before, not asked now."""

    number: int
    prefix: str
    title: str
    title_error: str
    outcome: Outcome | None
    outcome_error: str
    grounds: list[GroundBox]
    grounds_error: str
    facts: list[FactField]
    carried: list[tuple[str, str]]


@dataclass
class Typed:
    """What was typed for one piece of information, complete or not."""

    title: str = ""
    outcome: str = ""
    grounds: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)

    def part(self) -> DecisionPart:
        """As the law knows it: only the facts that this outcome asks for."""
        asked = set(facts_asked(self.outcome, self.grounds))
        told = {code: value for code, value in self.facts.items() if code in asked and value.strip()}
        return DecisionPart(self.title.strip(), self.outcome, self._grounds(), told)

    def _grounds(self) -> tuple[str, ...]:
        outcome = _outcome(self.outcome)
        return self.grounds if outcome is None or outcome.needs_ground or outcome.is_open else ()


def _outcome(code: str) -> Outcome | None:
    return next((one for one in OUTCOMES if one.code == code), None)


def facts_asked(outcome: str, grounds: Iterable[str]) -> list[str]:
    """The facts to ask for: those of the outcome, of each ground, and the ways out where it is open."""
    if outcome not in OUTCOMES:
        return []
    found, chosen = OUTCOMES[outcome], [code for code in grounds if code in GROUNDS]
    codes = [*found.required_facts]
    if found.needs_ground:
        for code in chosen:
            if code in GROUND_CONDITIONS:
                codes += GROUND_CONDITIONS[code].requirements.codes()
    if found.is_open:
        for way_out in (one for code in chosen for one in exits_of(code)):
            codes.append(way_out.code)
            if way_out.code in EXIT_CONDITIONS:
                codes += EXIT_CONDITIONS[way_out.code].requirements.codes()
    return [code for code in dict.fromkeys(codes) if code in FACTS]


def read_parts(data: QueryDict) -> list[Typed]:
    """What was typed, part by part; nonsense in the names is dropped."""
    count = data.get("count", "1")
    number = min(int(count), MOST_PARTS) if count.isdecimal() and len(count) < 4 else 1
    return [_read(data, f"part{place}-") for place in range(max(number, 1))]


def _read(data: QueryDict, prefix: str) -> Typed:
    facts = {
        name.removeprefix(f"{prefix}fact-"): data.get(name, "")[:MOST_TEXT]
        for name in data
        if name.startswith(f"{prefix}fact-") and name.removeprefix(f"{prefix}fact-") in FACTS
    }
    grounds = tuple(code for code in data.getlist(f"{prefix}grounds") if code in GROUNDS)
    return Typed(data.get(f"{prefix}title", "")[:500], data.get(f"{prefix}outcome", ""), grounds, facts)


def first_parts(situation: Situation) -> list[Typed]:
    """What the form begins with: the decision drawn up before, or what the case suggests."""
    case = situation.case
    standing = Decision.objects.select_related("case__key").filter(case=case, superseded_at=None).first()
    known = known_facts(case)
    if standing is not None:
        return [Typed(p.title, p.outcome, p.grounds, known | dict(p.facts)) for p in parts_of(standing)]
    if case.stage in _LAPSES and situation.reading.state is State.LAPSED:
        return [Typed(WHOLE, _LAPSES[CaseStage(case.stage)], facts=known)]
    if case.repeats_id is not None:
        return [Typed(WHOLE, "repeat", facts=known)]
    return [Typed(asked_of(case).description[:200], "", facts=known)]


def views_of(parts: Sequence[Typed], errors: Errors, *, is_fresh: bool) -> list[PartView]:
    """The parts as the form shows them, each error at its field; a fresh form begins without complaint."""
    return [_view(place, part, errors, is_fresh=is_fresh) for place, part in enumerate(parts)]


def _view(place: int, part: Typed, errors: Errors, *, is_fresh: bool) -> PartView:
    path, prefix = f"parts[{place}]", f"part{place}-"
    asked = facts_asked(part.outcome, part.grounds)
    outcome = _outcome(part.outcome)
    unchosen = "" if outcome or is_fresh or not errors else "请选择结果。"
    return PartView(
        number=place + 1, prefix=prefix, title=part.title, title_error=errors.get(f"{path}.title", ""),
        outcome=outcome, outcome_error=errors.get(f"{path}.outcome", unchosen),
        grounds=[
            GroundBox(one.code, one.label, one.basis.article, one.code in part.grounds) for one in GROUNDS
        ],
        grounds_error=errors.get(f"{path}.grounds", ""),
        facts=[_fact(code, part, prefix, errors.get(f"{path}.facts.{code}", "")) for code in asked],
        carried=[
            (f"{prefix}fact-{code}", value)
            for code, value in part.facts.items()
            if code not in asked and value
        ],
    )  # fmt: skip


def _fact(code: str, part: Typed, prefix: str, error: str) -> FactField:
    fact = FACTS[code]
    return FactField(
        code, f"{prefix}fact-{code}", fact.label, str(fact.kind), fact.hint, part.facts.get(code, ""), error
    )


def outcome_groups(on: date) -> list[tuple[str, list[Outcome]]]:
    """The outcomes that may be chosen on that day, grouped as the report's rows are."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in OUTCOMES:
        if not outcome.basis.in_force(on):
            continue
        groups.setdefault(_group_of(outcome), []).append(outcome)
    return list(groups.items())


def _group_of(outcome: Outcome) -> str:
    if outcome.report_row is None:
        return _REFUSAL_GROUP
    return str(REPORT_GROUPS.label(REPORT_ROWS[outcome.report_row].group))
