"""Reconsiderations and suits over the demo's replies, and what followed from losing one."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.demo.cases.handling import Handling
from gongkai.demo.cases.reading import Table
from gongkai.kernel.calendars import calendar_for
from gongkai.remedies.acts.lessons import write_lesson
from gongkai.remedies.acts.progress import note_accepted, note_answered, note_copy
from gongkai.remedies.acts.register import Registration, register
from gongkai.remedies.acts.result import Result, record_result
from gongkai.requests.acts.linking import redo


def challenged(handling: Handling, step: Table, now: datetime) -> None:
    """The applicant asks for reconsideration, or sues."""
    facts = Registration(
        forum=step["forum"], filed_on=localdate(now), course=step.get("course", ""),
        docket=step.get("docket", ""),
    )  # fmt: skip
    proceeding = register(actor=handling.reviewer, case_id=handling.case_id, facts=facts, now=now)
    handling.proceeding_id = proceeding.pk


def taken_up(handling: Handling, step: Table, now: datetime) -> None:
    """The body accepts it."""
    note_accepted(actor=handling.reviewer, proceeding_id=handling.proceeding_id, on=localdate(now), now=now)


def copy_came(handling: Handling, step: Table, now: datetime) -> None:
    """The copy arrives: the time for the organ's answer runs."""
    note_copy(actor=handling.reviewer, proceeding_id=handling.proceeding_id, on=localdate(now), now=now)


def defended(handling: Handling, step: Table, now: datetime) -> None:
    """The organ hands in its answer with the evidence."""
    note_answered(actor=handling.reviewer, proceeding_id=handling.proceeding_id, on=localdate(now), now=now)


def ruled(handling: Handling, step: Table, now: datetime) -> None:
    """The decision or judgement arrives; `redo_within` is the time it sets, in working days."""
    today = localdate(now)
    within = step.get("redo_within")
    by = calendar_for(handling.organ).nth_workday_after(today, within).due if within else None
    facts = Result(result=step["result"], on=today, received_on=today, redo_by=by)
    record_result(actor=handling.reviewer, proceeding_id=handling.proceeding_id, facts=facts, now=now)


def learnt(handling: Handling, step: Table, now: datetime) -> None:
    """The office writes down why the reply did not stand."""
    write_lesson(
        actor=handling.reviewer, proceeding_id=handling.proceeding_id, fault=step["fault"], why=step["why"],
        todo=step["todo"], now=now,
    )  # fmt: skip


def handled_anew(handling: Handling, step: Table, now: datetime) -> None:
    """The request is handled anew as the case that `as` names."""
    until = calendar_for(handling.organ).nth_workday_after(localdate(now), step["within"]).due
    again = redo(
        actor=handling.reviewer, case_id=handling.case_id, until=until, reason=step["reason"], now=now
    )
    handling.register.cases[step["as"]] = again.pk
