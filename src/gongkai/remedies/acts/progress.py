"""What happens on the way: accepted, copy received, answered, heard, extended, another course, an appeal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.remedies import Course
from gongkai.remedies.acts.opening import add_fact, open_proceeding, record, refuse_before, refuse_future
from gongkai.remedies.models import FactType, Proceeding
from gongkai.remedies.reckoning import settle

_FILED, _COPY, _DECIDED = "提出之日", "收到副本之日", "审结之日"
_OF_ORGAN, _OF_OTHER = "organ", "other"
#: Who appeals.
APPELLANTS = ((_OF_ORGAN, "本机关"), (_OF_OTHER, "对方"))


def note_accepted(*, actor: Person, proceeding_id: int, on: date, now: datetime) -> Proceeding:
    """Note that the body took it up; its own period runs from then."""
    with _added("accept", FactType.ACCEPTED, actor, proceeding_id, on, now) as proceeding:
        record("accepted", actor=actor, proceeding=proceeding, now=now, detail=_day(on))
    return proceeding


def note_copy(*, actor: Person, proceeding_id: int, on: date, now: datetime) -> Proceeding:
    """Note the day on which the organ received the copy: its time to answer runs from the next day."""
    with _added("copy", FactType.COPY_RECEIVED, actor, proceeding_id, on, now) as proceeding:
        record("copy_received", actor=actor, proceeding=proceeding, now=now, detail=_day(on))
    return proceeding


def note_answered(*, actor: Person, proceeding_id: int, on: date, now: datetime) -> Proceeding:
    """Note the day on which the organ's answer with its evidence was handed in."""
    with _added("answer", FactType.ANSWERED, actor, proceeding_id, on, now) as proceeding:
        record("answered", actor=actor, proceeding=proceeding, now=now, detail=_day(on))
    return proceeding


def note_extended(*, actor: Person, proceeding_id: int, on: date, now: datetime) -> Proceeding:
    """Note that the reconsidering body extended its own period."""
    with _added("extend", FactType.EXTENDED, actor, proceeding_id, on, now) as proceeding:
        record("extended", actor=actor, proceeding=proceeding, now=now, detail=_day(on))
    return proceeding


def note_hearing(*, actor: Person, proceeding_id: int, on: date, now: datetime) -> Proceeding:
    """Note the day of a hearing, which may lie ahead."""
    with _added("hearing", FactType.HEARING, actor, proceeding_id, on, now, may_be_ahead=True) as proceeding:
        record("hearing_set", actor=actor, proceeding=proceeding, now=now, detail=_day(on))
    return proceeding


def note_course(*, actor: Person, proceeding_id: int, on: date, course: str, now: datetime) -> Proceeding:
    """Note that the reconsideration goes on by the other procedure: the periods change with it."""
    if course not in {Course.ORDINARY, Course.SIMPLE}:
        raise InputRefused("请选择普通程序或者简易程序。", fields={"course": "请选择"})
    with _added(
        "course", FactType.COURSE_SET, actor, proceeding_id, on, now, data={"course": course}
    ) as proceeding:
        record(
            "course_set", actor=actor, proceeding=proceeding, now=now, detail=_day(on) | {"course": course}
        )
    return proceeding


def note_appeal(*, actor: Person, proceeding_id: int, on: date, by: str, now: datetime) -> Proceeding:
    """Note an appeal: the suit is open again, now in its second instance."""
    if by not in {_OF_ORGAN, _OF_OTHER}:
        raise InputRefused("请选择由谁上诉。", fields={"by": "请选择"})
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "appeal").proceeding
        refuse_future(on, now=now)
        if proceeding.decided_on is None:
            raise ActRefused("一审还没有审结。")
        refuse_before(on, proceeding.decided_on, what=_DECIDED)
        add_fact(proceeding, type_=FactType.APPEALED, on=on, actor=actor, now=now, data={"by": by})
        settle(proceeding, now=now)
        record(
            "appealed", actor=actor, proceeding=proceeding, now=now,
            detail={"on": on.isoformat(), "by": by},
        )  # fmt: skip
    return proceeding


@contextmanager
def _added(
    act: str, type_: FactType, actor: Person, proceeding_id: int, on: date, now: datetime, *,
    data: Mapping[str, object] | None = None, may_be_ahead: bool = False,
) -> Iterator[Proceeding]:  # fmt: skip
    """One transaction: the act is lawful, the fact is added, the proceeding read anew; its row follows."""
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, act).proceeding
        if not may_be_ahead:
            refuse_future(on, now=now)
        refuse_before(on, proceeding.filed_on, what=_FILED)
        if type_ is FactType.ANSWERED and proceeding.copy_received_on is not None:
            refuse_before(on, proceeding.copy_received_on, what=_COPY)
        add_fact(proceeding, type_=type_, on=on, actor=actor, now=now, data=data)
        settle(proceeding, now=now)
        yield proceeding


def _day(on: date) -> dict[str, object]:
    return {"on": on.isoformat()}
