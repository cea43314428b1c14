"""The office reminds departments of what is due in a month; they see it at the desk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.duty_list.acts.opening import kept_organ, record
from gongkai.duty_list.models import DutyCall
from gongkai.duty_list.month import month_for
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Department, Organ, Person
from gongkai.kernel.rights import standing_of

_TOLD = "勾选的科室今天已经提醒过，不用再提醒。"


def call_departments(
    *, actor: Person, organ_id: int, department_ids: Collection[int], month: date, text: str, now: datetime
) -> int:
    """Remind the chosen departments that still owe lines of the month; returns how many were reminded.

    Whoever was reminded of that month today already is not reminded again.
    Raises InputRefused when none was chosen or none of them owes anything.
    """
    words = " ".join(text.split())[:300]
    if not department_ids:
        raise InputRefused("请勾选要提醒的科室。")
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        seen = month_for(standing_of(actor), organ.pk, month, today=localdate(now))
        owing = {one.department_id: one.open_count for one in seen.departments if one.open_count}
        chosen = Department.objects.filter(organ=organ, pk__in=set(department_ids) & set(owing))
        told = _told_today(organ, chosen, month, now)
        calls = [
            DutyCall(
                organ=organ, department=one, month=month.replace(day=1), text=words, count=owing[one.pk],
                by=actor, at=now,
            )
            for one in chosen
            if one.pk not in told
        ]  # fmt: skip
        if not calls:
            raise InputRefused(_TOLD if told else "勾选的科室没有未办的事项，不用提醒。")
        DutyCall.objects.bulk_create(calls)
        record(
            act="duty_list.departments.called", actor=actor, organ=organ, subject="organ",
            subject_id=organ.pk, now=now,
            detail={"departments": [one.department_id for one in calls], "month": month.isoformat()},
        )  # fmt: skip
    return len(calls)


def _told_today(organ: Organ, departments: Collection[Department], month: date, now: datetime) -> set[int]:
    """Which of the departments were reminded of that month today already."""
    calls = DutyCall.objects.filter(organ=organ, month=month.replace(day=1), department__in=departments)
    return set(calls.filter(at__date=localdate(now)).values_list("department", flat=True))
