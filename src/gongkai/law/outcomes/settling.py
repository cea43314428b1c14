"""One decision brought to one report row, one letter and one kind of remedy, with all its problems."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.catalogue import GROUNDS, Table
from gongkai.law.outcomes.checking import part_advice, part_problems
from gongkai.law.outcomes.decisions import DecisionPart, Problem
from gongkai.law.outcomes.kinds import MIXED_RULES, OUTCOMES, MixedRule, Outcome, RemedyClass
from gongkai.law.provenance import Basis

OPEN_GIVEN, PARTIAL = "open_given", "partial"
LETTER_OF_SEVERAL = "reply_mixed"

_NOTHING_DECIDED = "请至少对一项信息作出决定。"
_NOT_BESIDE_OTHERS = "“{outcome}”了结整件申请，不能与“{others}”并存。"


class NothingDecided(ValueError):
    """A decision without any part."""

    def __init__(self) -> None:
        super().__init__(_NOTHING_DECIDED)


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from a decision.

    `report_row` is a key of REPORT_ROWS, None only where a refusal names no ground. `remedy_classes`
    are those of the parts, the open and the withheld half of a partial part apart. The decision
    may be issued when there are no `problems`; `advice` does not hinder it.
    """

    outcome: str
    report_row: str | None
    row_basis: Basis
    letter: str
    remedy_class: RemedyClass
    remedy_classes: tuple[RemedyClass, ...]
    articles: tuple[str, ...]
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]

    @property
    def may_be_issued(self) -> bool:
        """Whether nothing is missing."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class _Decided:
    part: DecisionPart
    outcome: Outcome
    row: str | None


def settle(
    parts: Sequence[DecisionPart],
    *,
    on: date,
    outcomes: Table[Outcome] = OUTCOMES,
    mixed: Table[MixedRule] = MIXED_RULES,
) -> Settled:
    """What follows from the parts of a decision made on that local date.

    Tables with values the organ has confirmed may be handed in. Raises NothingDecided without
    parts, UnknownCode for an outcome or a ground that is not in its table.
    """
    if not parts:
        raise NothingDecided
    decided = [_decided(part, outcomes, mixed) for part in parts]
    row, row_basis = _row_of(decided, mixed)
    classes = _remedy_classes(decided)
    return Settled(
        outcome=_headline(decided, row, outcomes),
        report_row=row,
        row_basis=row_basis,
        letter=_letter(decided, outcomes),
        remedy_class=joined(classes),
        remedy_classes=classes,
        articles=_articles(decided, outcomes),
        problems=tuple(_problems(decided, on)),
        advice=tuple(
            advice
            for number, one in enumerate(decided)
            for advice in part_advice(one.part, one.outcome, path=f"parts[{number}]")
        ),
    )


def joined(classes: Sequence[RemedyClass]) -> RemedyClass:
    """The one remedy class of several parts."""
    told = set(classes) - {RemedyClass.NONE}
    if not told:
        return RemedyClass.NONE
    if told == {RemedyClass.COMPULSORY} or told == {RemedyClass.SWITCHABLE}:
        return told.pop()
    return RemedyClass.MIXED if RemedyClass.COMPULSORY in told else RemedyClass.CHOICE


def _decided(part: DecisionPart, outcomes: Table[Outcome], mixed: Table[MixedRule]) -> _Decided:
    outcome = outcomes[part.outcome]
    rows = [GROUNDS[code].report_row for code in part.grounds]
    if outcome.report_row is not None:
        return _Decided(part, outcome, outcome.report_row)
    return _Decided(part, outcome, _heaviest(rows, mixed) if rows else None)


def _heaviest(rows: Sequence[str], mixed: Table[MixedRule]) -> str:
    order = mixed["nothing_open"].order
    return min(rows, key=lambda row: order.index(row) if row in order else len(order))


def _withholds(one: _Decided) -> bool:
    return one.outcome.needs_ground


def _is_split(decided: Sequence[_Decided]) -> bool:
    """Whether something is opened and something is not, within one part or between parts."""
    is_open = [one.outcome.is_open for one in decided]
    return any(is_open) and (not all(is_open) or any(_withholds(one) for one in decided))


def _row_of(decided: Sequence[_Decided], mixed: Table[MixedRule]) -> tuple[str | None, Basis]:
    rows = {one.row for one in decided}
    if len(rows) == 1:
        return decided[0].row, decided[0].outcome.row_basis
    if _is_split(decided):
        rule = mixed["open_with_withheld" if any(map(_withholds, decided)) else "open_with_other"]
        return rule.order[0], rule.basis
    known = [row for row in rows if row is not None]
    return _heaviest(known, mixed), mixed["nothing_open"].basis


def _headline(decided: Sequence[_Decided], row: str | None, outcomes: Table[Outcome]) -> str:
    codes = {one.outcome.code for one in decided}
    if len(codes) == 1:
        return codes.pop()
    if _is_split(decided):
        return outcomes[PARTIAL].code
    if all(one.outcome.is_open for one in decided):
        return outcomes[OPEN_GIVEN].code
    return next(one.outcome.code for one in decided if one.row == row)


def _letter(decided: Sequence[_Decided], outcomes: Table[Outcome]) -> str:
    letters = {one.outcome.letter for one in decided}
    if len(letters) == 1:
        return letters.pop()
    if all(one.outcome.is_open for one in decided) and not any(map(_withholds, decided)):
        return outcomes[OPEN_GIVEN].letter
    only_open_or_withheld = all(one.outcome.is_open or _withholds(one) for one in decided)
    return outcomes[PARTIAL].letter if only_open_or_withheld else LETTER_OF_SEVERAL


def _remedy_classes(decided: Sequence[_Decided]) -> tuple[RemedyClass, ...]:
    found: dict[RemedyClass, None] = {}
    for one in decided:
        if one.outcome.remedy_class is RemedyClass.MIXED:
            found |= {RemedyClass.COMPULSORY: None, RemedyClass.CHOICE: None}
        else:
            found[one.outcome.remedy_class] = None
    return tuple(sorted(found, key=list(RemedyClass).index, reverse=True))


def _articles(decided: Sequence[_Decided], outcomes: Table[Outcome]) -> tuple[str, ...]:
    found: list[str] = []
    if _is_split(decided) and any(map(_withholds, decided)):
        found.append(outcomes[PARTIAL].article)
    for one in decided:
        found.append(one.outcome.article)
        found.extend(GROUNDS[code].basis.article for code in one.part.grounds)
    return tuple(dict.fromkeys(found))


def _problems(decided: Sequence[_Decided], on: date) -> Iterator[Problem]:
    for number, one in enumerate(decided):
        path = f"parts[{number}]"
        yield from part_problems(one.part, one.outcome, path=path, on=on)
        others = {other.outcome.label for other in decided if other.outcome.code != one.outcome.code}
        if one.outcome.whole and others:
            text = _NOT_BESIDE_OTHERS.format(outcome=one.outcome.label, others="、".join(sorted(others)))
            yield Problem(f"{path}.outcome", text)
