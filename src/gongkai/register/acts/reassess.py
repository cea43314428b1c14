"""The second look at a document that is not disclosed (article 18)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.register.acts.opening import decide, keep, open_entry, record, refuse_marks
from gongkai.register.attributes import WITHHELD, Attribute, checked, next_look
from gongkai.register.models import DecisionKind, RegisterEntry
from gongkai.register.rules import may_keep


def reassess(
    *, actor: Person, entry_id: int, attribute: Attribute, note: str, now: datetime,
    next_on: date | None = None,
) -> RegisterEntry:  # fmt: skip
    """Record the look: the attribute stays, or opens to another; what stays withheld comes up again.

    The next day is `next_on`, or GONGKAI_REASSESS_MONTHS later. Raises NotVisible, ActRefused, InputRefused.
    """
    wanted, today = checked(attribute), localdate(now)
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        if not may_keep(standing, entry.organ_id):
            raise ActRefused("复查由公开工作机构办理。")
        if entry.mode != WITHHELD:
            raise ActRefused("只有不予公开的发文才复查。")
        if not note.strip():
            raise InputRefused("请写明复查意见。", fields={"note": "不能为空"})
        refuse_marks(note)
        if not wanted.mode:
            raise InputRefused("请选择复查结果。", fields={"mode": "请选择"})
        if wanted.mode != WITHHELD and not entry.title:
            raise InputRefused("这一条没有登记题名，请先补上题名，再改为公开。", fields={"mode": "没有题名"})
        following = (next_on or next_look(WITHHELD, today)) if wanted.mode == WITHHELD else None
        if following is not None and following <= today:
            raise InputRefused("下次复查日期须晚于今天。", fields={"next_on": "请重新选择"})
        decide(
            entry, wanted, kind=DecisionKind.REASSESSED, actor=actor, now=now, reason=note, next_on=following
        )
        keep(entry, actor=actor, now=now)
        record(
            "reassessed", actor=actor, entry=entry, now=now,
            detail={"mode": entry.mode, "next_on": following.isoformat() if following else ""},
        )  # fmt: skip
    return entry
