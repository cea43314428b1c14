"""How every act on an entry begins and ends: row locked, right proved; indexed, audit row last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.kernel import audit, numbering, search
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import Standing, standing_of
from gongkai.register import queries
from gongkai.register.attributes import Attribute, next_look
from gongkai.register.models import AttributeDecision, DecisionKind, RegisterEntry

EARLIEST = date(1949, 10, 1)
_KNOWN = "文号“{number}”已经登记过（登记号 {serial}），请核对；要修改的，请打开那一条。"


def open_entry(actor: Person, entry_id: int) -> tuple[RegisterEntry, Standing]:
    """The locked entry and what the actor may be; raises NotVisible, or ActRefused for a void one."""
    standing = standing_of(actor)
    queries.visible_entry(standing, entry_id)
    RegisterEntry.objects.select_for_update().filter(pk=entry_id).values_list("pk", flat=True).first()
    entry = queries.visible_entry(standing, entry_id)
    if entry.voided_at is not None:
        raise ActRefused("这一条已经作废，不能再办；需要的请重新登记。")
    return entry, standing


def require_day(day: date | None, *, today: date, field: str = "formed_on") -> None:
    """Raise InputRefused for a day that cannot be."""
    if day is None:
        raise InputRefused("请填写成文日期。", fields={field: "不能为空"})
    if day > today:
        raise InputRefused("成文日期晚于今天，请核对。", fields={field: "晚于今天"})
    if day < EARLIEST:
        raise InputRefused("成文日期早于 1949 年 10 月，请核对。", fields={field: "太早"})


def refuse_marks(*texts: str) -> None:
    """Raise InputRefused when a text bears a secrecy mark: such a document is not registered here."""
    refuse_secrecy_marks(*(text for text in texts if text))


def refuse_known(organ: Organ, number: str, *, other_than: int | None = None) -> None:
    """Raise InputRefused when a standing entry of the organ bears the number."""
    known = queries.entry_by_number(organ, number)
    if known is not None and known.pk != other_than:
        text = _KNOWN.format(number=known.doc_number, serial=known.serial)
        raise InputRefused(text, fields={"doc_number": "已经登记过"}, code="number_known")


def draw_serial(entry: RegisterEntry, *, now: datetime) -> None:
    """Give a new entry the next number of its year of formation."""
    entry.year = (entry.formed_on or localdate(now)).year
    entry.number = numbering.draw(f"register:{entry.organ_id}:{entry.year}")


def decide(
    entry: RegisterEntry, attribute: Attribute, *, kind: str, actor: Person | None, now: datetime,
    reason: str = "", next_on: date | None = None,
) -> None:  # fmt: skip
    """Put a checked attribute on the entry and keep the decision; the caller saves the entry."""
    following = next_on or next_look(attribute.mode, localdate(now))
    AttributeDecision.objects.create(
        entry=entry, kind=kind, at=now, by=actor, before_mode=entry.mode, before_ground=entry.ground,
        mode=attribute.mode, ground=attribute.ground, ground_note=attribute.ground_note,
        reason=reason.strip()[:300], next_on=following,
    )  # fmt: skip
    entry.mode, entry.ground, entry.ground_note = attribute.mode, attribute.ground, attribute.ground_note
    entry.reassess_on = following
    if kind == DecisionKind.REASSESSED:
        entry.reassessed_on = localdate(now)


def keep(entry: RegisterEntry, *, actor: Person | None, now: datetime) -> None:
    """Save the entry as changed now, and make it findable by what it says."""
    entry.changed_by, entry.changed_at = actor, now
    entry.save()
    search.index(
        queries.SCOPE, entry.pk, (entry.title, entry.doc_number, entry.doc_number_written, entry.remark)
    )


def record(
    act: str, *, actor: Person | None, entry: RegisterEntry, now: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The act's audit row on the organ's chain; ids, dates and codes only."""
    audit.record(
        organ=entry.organ, actor=actor, act=f"register.{act}", subject="register_entry",
        subject_id=entry.pk, now=now, detail=detail,
    )  # fmt: skip
