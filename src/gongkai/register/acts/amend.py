"""Correcting what an entry says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.register.acts.enter import Facts, put, require_sound
from gongkai.register.acts.opening import decide, keep, open_entry, record, refuse_known, refuse_marks
from gongkai.register.attributes import Attribute
from gongkai.register.models import DecisionKind, RegisterEntry
from gongkai.register.rules import may_redecide, may_write

_FIELDS = (
    "title", "doc_number_written", "formed_on", "department_id", "drafter_name", "pages", "copies", "remark",
    "published_on", "published_where", "limit_kind",
)  # fmt: skip


def amend(*, actor: Person, entry_id: int, facts: Facts, now: datetime, reason: str = "") -> RegisterEntry:
    """Correct the entry; a changed attribute that was set before needs the reason and is kept as a decision.

    Raises NotVisible, ActRefused, or InputRefused naming the fields.
    """
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        for department in {entry.department_id, facts.department_id}:
            if not may_write(standing, entry.organ_id, department):
                raise ActRefused("只能修改本科室登记的发文；别的科室的请公开工作机构修改。")
        attribute = require_sound(facts, today=localdate(now), may_lack_day=entry.item_id is not None)
        refuse_known(entry.organ, facts.doc_number, other_than=entry.pk)
        redecide(
            entry, attribute, actor=actor, now=now, reason=reason,
            may_change=may_redecide(standing, entry.organ_id, entry.department_id),
        )  # fmt: skip
        before = {name: getattr(entry, name) for name in _FIELDS}
        put(entry, facts)
        changed = [name for name in _FIELDS if getattr(entry, name) != before[name]]
        keep(entry, actor=actor, now=now)
        record("amended", actor=actor, entry=entry, now=now, detail={"fields": changed, "mode": entry.mode})
    return entry


def redecide(
    entry: RegisterEntry, attribute: Attribute, *, actor: Person | None, now: datetime, reason: str,
    may_change: bool,
) -> bool:  # fmt: skip
    """Decide the attribute where it differs; returns whether it did. One that was set asks for the reason."""
    if attribute == Attribute(entry.mode, entry.ground, entry.ground_note):
        return False
    kind = DecisionKind.SET
    if entry.mode:
        kind = DecisionKind.CHANGED
        if not may_change:
            raise ActRefused("公开属性已经确定，变更由科室负责人或者公开工作机构办理。")
        if not reason.strip():
            text = "公开属性已经确定过，变更请写明理由。"
            raise InputRefused(text, fields={"reason": text})
        refuse_marks(reason)
    decide(entry, attribute, kind=kind, actor=actor, now=now, reason=reason)
    return True
