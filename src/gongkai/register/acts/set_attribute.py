"""Deciding the attribute of one document or of many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Person
from gongkai.register.acts.amend import redecide
from gongkai.register.acts.opening import keep, open_entry, record
from gongkai.register.attributes import WITHHELD, Attribute, checked
from gongkai.register.models import RegisterEntry
from gongkai.register.rules import may_redecide, may_write

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one entry of many; blank `refusal` where it was decided."""

    entry_id: int
    name: str
    refusal: str = ""


def set_attribute(
    *, actor: Person, entry_id: int, attribute: Attribute, now: datetime, reason: str = ""
) -> RegisterEntry:
    """Decide an entry's attribute (article 13); what was decided before changes only with a reason.

    Raises NotVisible, ActRefused, or InputRefused naming the fields.
    """
    wanted = checked(attribute)
    if not wanted.mode:
        raise InputRefused("请选择公开属性。", fields={"mode": "请选择"})
    with transaction.atomic():
        entry, standing = open_entry(actor, entry_id)
        if not may_write(standing, entry.organ_id, entry.department_id):
            raise NotVisible
        if not entry.title and wanted.mode != WITHHELD:
            raise InputRefused(
                "这一条没有登记题名，请先补上题名，再改公开属性。", fields={"mode": "没有题名"}
            )
        before = entry.mode
        changed = redecide(
            entry, wanted, actor=actor, now=now, reason=reason,
            may_change=may_redecide(standing, entry.organ_id, entry.department_id),
        )  # fmt: skip
        if changed:
            keep(entry, actor=actor, now=now)
            record(
                "attribute_set", actor=actor, entry=entry, now=now,
                detail={"before": before, "mode": entry.mode, "ground": entry.ground},
            )  # fmt: skip
    return entry


def set_attributes(
    *, actor: Person, entry_ids: Collection[int], attribute: Attribute, now: datetime, reason: str = ""
) -> list[Outcome]:
    """Decide many, each by itself; what is refused says why and the others go on.

    Raises InputRefused when nothing or too much was chosen.
    """
    if not entry_ids:
        raise InputRefused("请先勾选要定公开属性的发文。")
    if len(entry_ids) > MOST_AT_ONCE:
        raise InputRefused("一次最多勾选 200 条，请分几次办。")
    checked(attribute)
    outcomes = []
    for entry_id in entry_ids:
        try:
            entry = set_attribute(actor=actor, entry_id=entry_id, attribute=attribute, now=now, reason=reason)
        except NotVisible:
            continue
        except Refused as refusal:
            row = RegisterEntry.objects.get(pk=entry_id)
            outcomes.append(Outcome(entry_id, row.title or str(row), refusal.message))
        else:
            outcomes.append(Outcome(entry_id, entry.title or str(entry)))
    return outcomes
