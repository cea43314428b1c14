"""What a reminder says of requests: numbers and dates, nothing of who asked or for what."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.models import Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.requests import queries
from gongkai.requests.models import Case
from gongkai.requests.notices import spoken

MOST_CASES = 10
_DUE = "  {number}，最迟{due}答复"
_OVER = "  {number}，期限{due}已过"
_OPEN = "在办的申请 {open} 件，其中逾期 {overdue} 件、五个工作日内到期 {pressing} 件"
_ENDED = "过去七天收到 {received} 件，办结 {ended} 件"


def nearest(person: Person, now: datetime) -> list[str]:
    """The cases of the person's office that come due first, or are past."""
    today = localdate(now)
    cases = queries.pressing(standing_of(person), today=today).order_by("due", "pk")[:MOST_CASES]
    return [
        (_OVER if case.due and case.due < today else _DUE).format(number=case.number, due=spoken(case.due))
        for case in cases
    ]


def week_of_office(person: Person, now: datetime) -> list[str]:
    """For heads and leaders: how the office stands and what the last seven days brought."""
    standing, today = standing_of(person), localdate(now)
    organs = standing.organs(Role.OFFICE_HEAD, Role.SIGNER)
    if not organs:
        return []
    mine = Case.objects.filter(organ__in=organs)
    since, until = today - timedelta(days=7), today - timedelta(days=1)
    still = queries.open_cases(standing).filter(organ__in=organs)
    return [
        _OPEN.format(
            open=still.count(), overdue=still.filter(due__lt=today).count(),
            pressing=still.filter(amber_on__lte=today, due__gte=today).count(),
        ),
        _ENDED.format(
            received=mine.filter(day0__range=(since, until)).count(),
            ended=mine.filter(ended_on__range=(since, until)).count(),
        ),
    ]  # fmt: skip
