"""Whether one part of a decision can stand: grounds, exits from them, and the facts it must rest on."""

from collections.abc import Iterator
from datetime import date

from gongkai.law.catalogue import EXITS, GROUNDS, exits_of
from gongkai.law.outcomes.decisions import DecisionPart, Problem
from gongkai.law.outcomes.kinds import (
    EXIT_CONDITIONS,
    FACTS,
    GROUND_CONDITIONS,
    Fact,
    FactKind,
    Outcome,
    Requirements,
)

YES = "是"

_NO_TITLE = "请写明这一项申请的是什么信息。"
_NOT_YET = "办理结果“{outcome}”自{since}起才有，{on}不能使用。"
_NO_LONGER = "办理结果“{outcome}”只用到{until}，{on}不能使用。"
_NO_GROUND = "“{outcome}”至少要写明一项不予公开的理由（第十四条至第十六条）。"
_STRAY_GROUND = "“{outcome}”不以第十四条至第十六条为理由，请去掉理由“{ground}”，或者改选办理结果。"
_NO_EXIT_EXISTS = "“{ground}”的信息不得公开，没有例外，不能选“{outcome}”。"
_NO_EXIT_NAMED = "信息属于“{ground}”而予以公开的，要写明以下例外之一：{exits}。"
_EXIT_WITHOUT_GROUND = "写了例外“{exit}”，但所列的理由没有这项例外，请核对理由。"
_EXIT_AGAINST_REFUSAL = "已有“{exit}”，不能再以“{ground}”为由不予公开。"
_MISSING = "“{outcome}”要写明：{fact}。"
_ONE_OF = "“{outcome}”要写明以下之一：{facts}。"
_TOGETHER = "写了“{trigger}”，还要写明：{fact}。"
_UNKNOWN = "没有名为“{code}”的事实，请从给定的事实中选择。"
_NOT_A_DATE = "“{fact}”要写成年-月-日，如2026-03-16。"
_IN_THE_FUTURE = "“{fact}”是{day}，晚于作出决定的日期{on}。"
_NOT_YET_OVER = "“{fact}”是{day}，到{on}还没有届满。"
_ENDS_BEFORE_START = "“{deadline}”（{end}）应当晚于“{start}”（{day}）。"
_ADVISED = "可以一并写明：{fact}。"
_NOT_SO = "“{fact}”须为“是”，否则不能以“{outcome}”办结。{hint}"


def part_problems(part: DecisionPart, outcome: Outcome, *, path: str, on: date) -> Iterator[Problem]:
    """Everything that keeps one part from standing on that date. Raises UnknownCode for a ground."""
    if not part.title.strip():
        yield Problem(f"{path}.title", _NO_TITLE)
    yield from _out_of_force(outcome, path, on)
    yield from _ground_problems(part, outcome, path)
    yield from _exit_problems(part, outcome, path)
    for requirements in _requirements(part, outcome):
        yield from _missing(part, outcome, requirements, path)
    yield from _value_problems(part, outcome, path, on)


def part_advice(part: DecisionPart, outcome: Outcome, *, path: str) -> Iterator[Problem]:
    """What the law lets the organ tell as well, and the part does not."""
    for code in outcome.requirements.advised:
        if not part.has(code):
            yield Problem(f"{path}.facts.{code}", _ADVISED.format(fact=FACTS.label(code)))


def _out_of_force(outcome: Outcome, path: str, on: date) -> Iterator[Problem]:
    basis = outcome.basis
    if basis.effective_from is not None and on < basis.effective_from:
        text = _NOT_YET.format(outcome=outcome.label, since=basis.effective_from, on=on)
        yield Problem(f"{path}.outcome", text)
    if basis.effective_to is not None and on > basis.effective_to:
        text = _NO_LONGER.format(outcome=outcome.label, until=basis.effective_to, on=on)
        yield Problem(f"{path}.outcome", text)


def _ground_problems(part: DecisionPart, outcome: Outcome, path: str) -> Iterator[Problem]:
    field = f"{path}.grounds"
    if outcome.needs_ground and not part.grounds:
        yield Problem(field, _NO_GROUND.format(outcome=outcome.label))
    for code in part.grounds:
        ground = GROUNDS[code]
        if outcome.needs_ground:
            continue
        if not outcome.is_open:
            yield Problem(field, _STRAY_GROUND.format(outcome=outcome.label, ground=ground.label))
        elif not ground.exits:
            yield Problem(field, _NO_EXIT_EXISTS.format(outcome=outcome.label, ground=ground.label))
        elif not any(part.has(exit_code) for exit_code in ground.exits):
            exits = "；".join(EXITS.label(exit_code) for exit_code in ground.exits)
            yield Problem(field, _NO_EXIT_NAMED.format(ground=ground.label, exits=exits))


def _exit_problems(part: DecisionPart, outcome: Outcome, path: str) -> Iterator[Problem]:
    for fact in FACTS:
        if fact.kind is not FactKind.EXIT or not part.has(fact.code):
            continue
        field = f"{path}.facts.{fact.code}"
        left = [ground for ground in part.grounds if fact.code in GROUNDS[ground].exits]
        if not left:
            yield Problem(field, _EXIT_WITHOUT_GROUND.format(exit=fact.label))
        elif not outcome.is_open:
            ground = GROUNDS.label(left[0])
            yield Problem(field, _EXIT_AGAINST_REFUSAL.format(exit=fact.label, ground=ground))


def _requirements(part: DecisionPart, outcome: Outcome) -> Iterator[Requirements]:
    yield outcome.requirements
    if outcome.needs_ground:
        yield from (
            GROUND_CONDITIONS[code].requirements for code in part.grounds if code in GROUND_CONDITIONS
        )
    if outcome.is_open:
        taken = {exit_.code for code in part.grounds for exit_ in exits_of(code) if part.has(exit_.code)}
        yield from (condition.requirements for condition in EXIT_CONDITIONS if condition.code in taken)


def _missing(
    part: DecisionPart, outcome: Outcome, requirements: Requirements, path: str
) -> Iterator[Problem]:
    for code in requirements.needs:
        if not part.has(code):
            text = _MISSING.format(outcome=outcome.label, fact=FACTS.label(code))
            yield Problem(f"{path}.facts.{code}", text)
    for group in requirements.one_of:
        if not any(part.has(code) for code in group):
            facts = "；".join(FACTS.label(code) for code in group)
            yield Problem(f"{path}.facts.{group[0]}", _ONE_OF.format(outcome=outcome.label, facts=facts))
    for trigger, others in requirements.together:
        for code in others:
            if part.has(trigger) and not part.has(code):
                text = _TOGETHER.format(trigger=FACTS.label(trigger), fact=FACTS.label(code))
                yield Problem(f"{path}.facts.{code}", text)


def _value_problems(part: DecisionPart, outcome: Outcome, path: str, on: date) -> Iterator[Problem]:
    days: dict[str, date] = {}
    for code in part.facts:
        field = f"{path}.facts.{code}"
        if code not in FACTS:
            yield Problem(field, _UNKNOWN.format(code=code))
            continue
        fact, value = FACTS[code], part.fact(code)
        if not value:
            continue
        if fact.kind is FactKind.YES and value != YES:
            yield Problem(field, _NOT_SO.format(fact=fact.label, outcome=outcome.label, hint=fact.hint))
        elif fact.kind in (FactKind.DATE, FactKind.DEADLINE):
            day = _read_day(value)
            if day is None:
                yield Problem(field, _NOT_A_DATE.format(fact=fact.label))
                continue
            days[code] = day
            yield from _day_problems(fact, day, field, on)
    yield from _order_problems(days, path)


def _read_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == len("2026-03-16") else None
    except ValueError:
        return None


def _day_problems(fact: Fact, day: date, field: str, on: date) -> Iterator[Problem]:
    if fact.kind is FactKind.DATE and day > on:
        yield Problem(field, _IN_THE_FUTURE.format(fact=fact.label, day=day, on=on))
    if fact.kind is FactKind.DEADLINE and day >= on:
        yield Problem(field, _NOT_YET_OVER.format(fact=fact.label, day=day, on=on))


def _order_problems(days: dict[str, date], path: str) -> Iterator[Problem]:
    deadlines = [code for code in days if FACTS[code].kind is FactKind.DEADLINE]
    starts = [code for code in days if FACTS[code].kind is FactKind.DATE]
    for deadline in deadlines:
        for start in starts:
            if days[deadline] <= days[start]:
                text = _ENDS_BEFORE_START.format(
                    deadline=FACTS.label(deadline),
                    end=days[deadline],
                    start=FACTS.label(start),
                    day=days[start],
                )
                yield Problem(f"{path}.facts.{deadline}", text)
