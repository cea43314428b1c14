"""The remedy notice of a letter, computed from what was decided, when, by whom and how it is served."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.law.letters import LETTERS, SERIES
from gongkai.law.outcomes import Problem, RemedyClass
from gongkai.law.provenance import Basis
from gongkai.law.remedies.periods import PERIODS
from gongkai.law.remedies.rules import RULES, TEMPLATES, Body, OrganType, RuleCode, Venue, venue_on


class ServiceWay(StrEnum):
    """How the letter reaches the person."""

    PAPER = "paper"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class DecidingOrgan:
    """The organ that decides, with the names its notices need.

    `government` is its own, the next higher, or the government that set it up; `superior` the
    department above it.
    """

    type: OrganType
    name: str
    government: str = ""
    superior: str = ""

    def name_of(self, body: Body) -> str:
        """The name of the body that reconsiders; blank where it is not configured."""
        names = {Body.GOVERNMENT: self.government, Body.SUPERIOR: self.superior, Body.ITSELF: self.name}
        return names[body].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyCase:
    """What the notice depends on. `classes` come from Settled.remedy_classes, one letter's parts.

    `switched_off` holds the codes of the letters whose notice the organ's lawyer has switched
    off; that works only where the law leaves it open.
    """

    letter: str
    classes: tuple[RemedyClass, ...]
    decided_on: date
    organ: DecidingOrgan
    served: ServiceWay
    court: str
    online_channel: str = ""
    switched_off: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class RemedyPeriods:
    """The periods the notice names."""

    reconsideration_days: int
    suit_months: int
    after_reconsideration_days: int


@dataclass(frozen=True, slots=True)
class RemedyNotice:
    """The notice; `paragraphs` are empty when the letter carries none or something is missing."""

    paragraphs: tuple[str, ...]
    bodies: tuple[str, ...]
    periods: RemedyPeriods
    compulsory_first: bool
    may_sue: bool
    basis: tuple[Basis, ...]
    problems: tuple[Problem, ...]

    @property
    def is_carried(self) -> bool:
        """Whether the letter has to tell of a remedy."""
        return self.compulsory_first or self.may_sue


_NO_NAME = {
    Body.GOVERNMENT: "请在机关设置中写明受理行政复议的政府的名称。",
    Body.SUPERIOR: "请在机关设置中写明上一级主管部门的名称。",
    Body.ITSELF: "请在机关设置中写明本机关的名称。",
}
_NO_COURT = "请在机关设置中写明有管辖权的人民法院的名称。"
_NO_CHANNEL = "本文书在网上送达，请在机关设置中写明复议机关的网上申请渠道。"
_NO_VENUE = "没有{on}有效的复议机关规定，请核对作出决定的日期。"
_MUST_TELL = "“{letter}”必须告知救济途径，不能关闭。"


def remedy_notice(case: RemedyCase) -> RemedyNotice:
    """The remedy notice of one letter. Raises UnknownCode for a letter that is not in its table."""
    told = _told(case)
    venue = venue_on(case.organ.type, case.decided_on)
    compulsory = RemedyClass.COMPULSORY in told
    may_sue = RemedyClass.CHOICE in told
    problems = tuple(_problems(case, told, venue))
    missing = [problem for problem in problems if problem.field != "switched_off"]
    names = _names(case.organ, venue)
    return RemedyNotice(
        paragraphs=tuple(_paragraphs(case, told, names)) if told and not missing else (),
        bodies=names if told else (),
        periods=current_periods(),
        compulsory_first=compulsory,
        may_sue=may_sue,
        basis=tuple(_basis(case, told, venue)),
        problems=problems,
    )


def current_periods() -> RemedyPeriods:
    """The periods of the table."""
    return RemedyPeriods(
        reconsideration_days=PERIODS["reconsideration"].amount,
        suit_months=PERIODS["suit"].amount,
        after_reconsideration_days=PERIODS["suit_after_reconsideration"].amount,
    )


def _told(case: RemedyCase) -> frozenset[RemedyClass]:
    """COMPULSORY, CHOICE, both or neither: what the letter must tell, by the rules of its date."""
    if not LETTERS[case.letter].carries_remedy:
        return frozenset()
    found = set(case.classes) - {RemedyClass.NONE}
    if RemedyClass.MIXED in found:
        found = (found - {RemedyClass.MIXED}) | {RemedyClass.COMPULSORY, RemedyClass.CHOICE}
    if found == {RemedyClass.SWITCHABLE} and case.letter in case.switched_off:
        return frozenset()
    if RemedyClass.SWITCHABLE in found:
        found = (found - {RemedyClass.SWITCHABLE}) | {RemedyClass.CHOICE}
    if RemedyClass.COMPULSORY in found and not _applies(RuleCode.COMPULSORY_FIRST, case):
        found = (found - {RemedyClass.COMPULSORY}) | {RemedyClass.CHOICE}
    return frozenset(found)


def _applies(rule: RuleCode, case: RemedyCase) -> bool:
    return RULES[rule].applies(case.decided_on)


def _names(organ: DecidingOrgan, venue: Venue | None) -> tuple[str, ...]:
    names = (organ.name_of(body) for body in venue.bodies) if venue else ()
    return tuple(dict.fromkeys(name for name in names if name))


def _needs_channel(case: RemedyCase) -> bool:
    return case.served is ServiceWay.ONLINE and _applies(RuleCode.ONLINE_CHANNEL, case)


def _problems(case: RemedyCase, told: frozenset[RemedyClass], venue: Venue | None) -> Iterator[Problem]:
    if not told:
        return
    if case.letter in case.switched_off:
        yield Problem("switched_off", _MUST_TELL.format(letter=LETTERS.label(case.letter)))
    if venue is None:
        yield Problem("decided_on", _NO_VENUE.format(on=case.decided_on))
        return
    for body in venue.bodies:
        if not case.organ.name_of(body):
            name = "name" if body is Body.ITSELF else str(body)
            yield Problem(f"organ.{name}", _NO_NAME[body])
    if not case.court.strip():
        yield Problem("court", _NO_COURT)
    if _needs_channel(case) and not case.online_channel.strip():
        yield Problem("online_channel", _NO_CHANNEL)


def _paragraphs(case: RemedyCase, told: frozenset[RemedyClass], names: tuple[str, ...]) -> Iterator[str]:
    periods = current_periods()
    bodies = TEMPLATES.label("between_bodies").join(names)
    values = {
        "noun": SERIES[LETTERS[case.letter].series].noun,
        "days": periods.reconsideration_days,
        "months": periods.suit_months,
        "after": periods.after_reconsideration_days,
        "bodies": bodies,
        "court": case.court.strip(),
        "channel": case.online_channel.strip(),
    }
    suffix = "_part" if len(told) > 1 else ""
    for remedy in (RemedyClass.COMPULSORY, RemedyClass.CHOICE):
        if remedy in told:
            yield TEMPLATES.label(f"{remedy}{suffix}").format(**values)
    if case.organ.type is OrganType.TOP and _applies(RuleCode.STATE_COUNCIL_RULING, case):
        yield TEMPLATES.label("state_council").format(**values)
    if _needs_channel(case):
        yield TEMPLATES.label("online").format(**values)


def _basis(case: RemedyCase, told: frozenset[RemedyClass], venue: Venue | None) -> Iterator[Basis]:
    if not told:
        return
    if venue is not None:
        yield venue.basis
    yield PERIODS["reconsideration"].basis
    if RemedyClass.COMPULSORY in told:
        yield RULES[RuleCode.COMPULSORY_FIRST].basis
        yield PERIODS["suit_after_reconsideration"].basis
    if RemedyClass.CHOICE in told:
        yield PERIODS["suit"].basis
    if case.organ.type is OrganType.TOP and _applies(RuleCode.STATE_COUNCIL_RULING, case):
        yield RULES[RuleCode.STATE_COUNCIL_RULING].basis
    if _needs_channel(case):
        yield RULES[RuleCode.ONLINE_CHANNEL].basis
