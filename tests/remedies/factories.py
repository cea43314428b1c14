"""Proceedings to test with, brought on by real acts."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gongkai.remedies.acts.progress import note_accepted, note_answered, note_copy
from gongkai.remedies.acts.register import Registration, register
from gongkai.remedies.acts.result import Result, record_result
from gongkai.remedies.models import Forum, Proceeding
from gongkai.requests.models import Case
from tests.factories import Bureau

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: date) -> datetime:
    """The morning of a day."""
    return datetime.combine(day, time(9, 30), SHANGHAI)


def make_proceeding(
    office: Bureau, case: Case, *, forum: str = Forum.RECONSIDERATION, filed: date = date(2026, 3, 9),
    now: datetime | None = None, **more: object,
) -> Proceeding:  # fmt: skip
    """A challenge registered on the day it was filed."""
    facts = Registration(forum=forum, filed_on=filed, **more)  # type: ignore[arg-type]
    return register(actor=office.reviewer, case_id=case.pk, facts=facts, now=now or at(filed))


def make_answered_proceeding(office: Bureau, case: Case, **more: object) -> Proceeding:
    """Accepted, its copy received and answered: 11, 13 and 20 March 2026."""
    row = make_proceeding(office, case, **more)
    for act, day in (
        (note_accepted, date(2026, 3, 11)), (note_copy, date(2026, 3, 13)),
        (note_answered, date(2026, 3, 20)),
    ):  # fmt: skip
        row = act(actor=office.reviewer, proceeding_id=row.pk, on=day, now=at(day))
    return row


def decided(
    office: Bureau, row: Proceeding, result: str, on: date = date(2026, 4, 20), **more: object
) -> Proceeding:
    """Its result registered on the day it was made."""
    facts = Result(result=result, on=on, **more)  # type: ignore[arg-type]
    return record_result(actor=office.reviewer, proceeding_id=row.pk, facts=facts, now=at(on))
