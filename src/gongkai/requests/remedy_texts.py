"""The remedy notice of a case's letter, asked of the law with the organ's own names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.kernel.errors import InputRefused
from gongkai.law.outcomes import RemedyClass
from gongkai.law.remedies import (
    DecidingOrgan,
    OrganType,
    RemedyCase,
    RemedyNotice,
    ServiceWay,
    remedy_notice,
)
from gongkai.requests.letter_content import settings_of
from gongkai.requests.models import Case


def notice_for(case: Case, letter: str, classes: Sequence[RemedyClass], *, now: datetime) -> RemedyNotice:
    """What the letter must tell about remedies, by today's rules and the organ's settings."""
    own = settings_of(case.organ)
    return remedy_notice(
        RemedyCase(
            letter=letter,
            classes=tuple(classes),
            decided_on=localdate(now),
            organ=DecidingOrgan(OrganType(own.organ_position), case.organ.name, own.government, own.superior),
            served=ServiceWay.ONLINE if case.electronic_service else ServiceWay.PAPER,
            court=own.court,
            online_channel=own.review_online,
            switched_off=frozenset(own.notices_off),
        )
    )


def required_notice(
    case: Case, letter: str, classes: Sequence[RemedyClass], *, now: datetime
) -> RemedyNotice:
    """The notice, complete; raises InputRefused saying which of the organ's settings is missing."""
    notice = notice_for(case, letter, classes, now=now)
    if notice.problems:
        raise InputRefused(
            f"救济途径还不能写全：{notice.problems[0].text}",
            fields={problem.field: problem.text for problem in notice.problems},
            code="remedy_incomplete",
        )
    return notice


def paragraphs_for(case: Case, letter: str, *, now: datetime) -> list[str]:
    """The paragraphs of a letter that is no reply but may be challenged, such as that to a third party."""
    return list(required_notice(case, letter, (RemedyClass.CHOICE,), now=now).paragraphs)
