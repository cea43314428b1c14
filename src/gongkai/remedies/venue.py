"""Where a decision may be challenged: the bodies by law and by the organ's settings, what comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from gongkai.law.remedies import RULES as LAW
from gongkai.law.remedies import DecidingOrgan, OrganType, RuleCode, venue_on
from gongkai.remedies.models import Forum
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import Case, Decision


@dataclass(frozen=True, slots=True)
class VenueAdvice:
    """The bodies that may hear it (several are the challenger's choice), the article, and what is missing."""

    bodies: tuple[str, ...]
    article: str
    missing: str = ""


_NO_BODY = "请在依申请公开设置中写明受理行政复议的机关。"
_NO_COURT = "请在依申请公开设置中写明管辖法院。"
_COURT_BASIS = "行政诉讼法关于管辖的规定和当地集中管辖的安排"


def decided_on(case: Case, decision: Decision | None) -> date:
    """The day by whose rules the way of remedy goes."""
    return (decision.made_on if decision else None) or case.ended_on or localdate(case.submitted_at)


def venue_of(case: Case, decision: Decision | None, forum: Forum) -> VenueAdvice:
    """Who hears it, as the law and the organ's settings say."""
    own = settings_of(case.organ)
    if forum is Forum.LITIGATION:
        court = own.court.strip()
        return VenueAdvice((court,) if court else (), _COURT_BASIS, "" if court else _NO_COURT)
    kind = OrganType(own.organ_position)
    venue = venue_on(kind, decided_on(case, decision))
    if venue is None:
        return VenueAdvice((), "", _NO_BODY)
    organ = DecidingOrgan(kind, case.organ.name, own.government, own.superior)
    names = (organ.name_of(body) for body in venue.bodies)
    bodies = tuple(dict.fromkeys(name for name in names if name))
    return VenueAdvice(bodies, venue.basis.article, "" if bodies else _NO_BODY)


def must_be_reconsidered_first(case: Case, decision: Decision | None) -> bool:
    """Whether every part of the decision must go to reconsideration before a suit."""
    if decision is None or not LAW[RuleCode.COMPULSORY_FIRST].applies(decided_on(case, decision)):
        return False
    return bool(decision.remedy.get("compulsory_first")) and not decision.remedy.get("may_sue")


def is_partly_reconsidered_first(case: Case, decision: Decision | None) -> bool:
    """Whether some part must, and another may be sued over at once."""
    if decision is None or not LAW[RuleCode.COMPULSORY_FIRST].applies(decided_on(case, decision)):
        return False
    return bool(decision.remedy.get("compulsory_first")) and bool(decision.remedy.get("may_sue"))


def decision_in_force(case: Case) -> Decision | None:
    """The decision that stands and was made."""
    return case.decisions.filter(superseded_at=None, made_on__isnull=False).select_related("letter").first()
