"""Keeping the list: adding, changing and retiring lines; starting from the law's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.disclosure.models import Column, Item, PublicState
from gongkai.duty_list import queries
from gongkai.duty_list.acts.opening import kept_organ, record
from gongkai.duty_list.models import DutyLine
from gongkai.kernel.acts.organs import require_fit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.catalogue import STATUTORY_CLASSES
from gongkai.law.duty_list import STARTING_LINES, Rhythm, RhythmKind, parse_rhythm
from gongkai.law.duty_list.rhythm import CHECK_MONTHS, MONTHS_OF

_TEXTS = ("serial", "level1", "level2", "content", "basis", "rhythm_text", "audience", "channel", "source")
_STARTED = "起始清单（条例第二十条和通常做法）"


def save_line(
    *, actor: Person, organ_id: int, values: Mapping[str, Any], now: datetime, line_id: int | None = None
) -> DutyLine:
    """Add or change a line of the organ's list.

    `values`: the texts, `statutory_class`, `rhythm` (a Rhythm), and `department`, `contact`, `column`,
    `template` (a published item) as ids or None; what is left out stays. Raises InputRefused by field.
    """
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        line = _line(organ, line_id, now)
        changed = apply_line(line, values)
        line.save()
        record(
            act="duty_list.line.saved", actor=actor, organ=organ, subject="duty_line", subject_id=line.pk,
            now=now, detail={"fields": changed, "duty": line.level2},
        )  # fmt: skip
    return line


def _line(organ: Organ, line_id: int | None, now: datetime) -> DutyLine:
    if line_id is None:
        last = DutyLine.objects.filter(organ=organ).order_by("-position").first()
        position = last.position + 1 if last else 1
        return DutyLine(organ=organ, active_from=localdate(now), position=position)
    line = DutyLine.objects.select_for_update().filter(organ=organ, pk=line_id).first()
    if line is None:
        raise NotVisible
    if line.active_until is not None:
        raise ActRefused("这一项已经停用，不能再修改；需要时请另加一项。")
    return line


def apply_line(line: DutyLine, values: Mapping[str, Any]) -> list[str]:
    """Set the values on the line and return which changed; raises InputRefused by field. Does not save."""
    before = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
    for name in _TEXTS:
        if name in values:
            setattr(line, name, " ".join(str(values[name] or "").split()))
    if "statutory_class" in values:
        line.statutory_class = values["statutory_class"] or ""
    if "rhythm" in values:
        line.rhythm = _checked(values["rhythm"])
    _place(line, values)
    if not line.level2:
        raise InputRefused("请填写事项名称。", fields={"level2": "事项名称不能为空"})
    if line.statutory_class and line.statutory_class not in STATUTORY_CLASSES:
        raise InputRefused("请选择法定公开类别。", fields={"statutory_class": "没有这个类别"})
    require_fit(line)
    return [name for name, value in before.items() if getattr(line, name) != value]


def _place(line: DutyLine, values: Mapping[str, Any]) -> None:
    if "department" in values:
        line.department = _of_organ(Department, line, values["department"], "department", "科室")
    if "column" in values:
        line.column = _of_organ(Column, line, values["column"], "column", "栏目")
    if "template" in values:
        line.template = _template(line, values["template"])
    if "contact" in values:
        line.contact = _contact(line, values["contact"])
    elif line.contact_id and "department" in values:
        known = _people(line).filter(pk=line.contact_id).exists()
        line.contact = line.contact if known else None


def _template(line: DutyLine, wanted: int | None) -> Item | None:
    if wanted is None:
        return None
    items = Item.objects.filter(organ=line.organ_id, pk=wanted)
    found = items.filter(Q(public_state=PublicState.LIVE) | Q(pk=line.template_id)).first()
    if found is None:
        message = "起草样本须是本机关已经公开的信息。"
        raise InputRefused(message, fields={"template": message})
    return found


def _of_organ(model: Any, line: DutyLine, wanted: int | None, name: str, word: str) -> Any:
    if wanted is None:
        return None
    found = model.objects.filter(organ=line.organ_id, pk=wanted).first()
    present = getattr(line, f"{name}_id")
    if found is None or not (found.is_active or found.pk == present):
        message = f"请选择本机关在用的{word}。"
        raise InputRefused(message, fields={name: message})
    return found


def _people(line: DutyLine) -> Any:
    return Person.objects.filter(
        is_active=True, grants__department=line.department_id, grants__ended_at=None,
        grants__role__in=(Role.DRAFTER, Role.HEAD),
    ).distinct()  # fmt: skip


def _contact(line: DutyLine, wanted: int | None) -> Person | None:
    if wanted is None:
        return None
    found: Person | None = _people(line).filter(pk=wanted).first()
    if found is None:
        message = "联系人须是责任科室的起草人或者负责人。"
        raise InputRefused(message, fields={"contact": message})
    return found


def _checked(rhythm: Rhythm) -> Rhythm:
    """The rhythm, possible as a whole; raises InputRefused by field."""
    span = MONTHS_OF.get(rhythm.kind)
    faults: dict[str, str] = {}
    if span is not None and rhythm.month is not None and not 1 <= rhythm.month <= span:
        faults["due_month"] = f"这个周期有 {span} 个月，请填 1 到 {span}。"
    if rhythm.day is not None and not 1 <= rhythm.day <= 31:
        faults["due_day"] = "请填 1 到 31；不填就是月底。"
    if rhythm.workdays is not None and not 1 <= rhythm.workdays <= 250:
        faults["within_workdays"] = "请填 1 到 250 个工作日。"
    if rhythm.days is not None and not 1 <= rhythm.days <= 366:
        faults["within_days"] = "请填 1 到 366 日。"
    if rhythm.check_months is not None and rhythm.check_months not in CHECK_MONTHS:
        faults["check_months"] = "核对间隔只能是每月、每季度、每半年或者每年。"
    if faults:
        raise InputRefused("公开周期有不对的地方，请改正。", fields=faults)
    return rhythm


def retire_line(*, actor: Person, line_id: int, reason: str, now: datetime) -> DutyLine:
    """Take a line out of the list from today on; what was filed stays. A reason is required."""
    with transaction.atomic():
        line = DutyLine.objects.select_for_update().filter(pk=line_id).first()
        if line is None or not queries.may_keep(standing_of(actor), line.organ_id):
            raise NotVisible
        if line.active_until is not None:
            raise ActRefused("这一项已经停用。")
        words = reason.strip()[:200]
        if not words:
            raise InputRefused("请写明停用的原因。", fields={"reason": "请写明停用的原因"})
        line.active_until, line.retired_reason = localdate(now), words
        line.save(update_fields=("active_until", "retired_reason"))
        record(
            act="duty_list.line.retired", actor=actor, organ=line.organ, subject="duty_line",
            subject_id=line.pk, now=now, detail={"duty": line.level2, "reason": words},
        )  # fmt: skip
    return line


def take_starting_list(*, actor: Person, organ_id: int, now: datetime) -> int:
    """Lay out the starting list in an organ that has no line yet; returns how many lines it made."""
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        if DutyLine.objects.filter(organ=organ).exists():
            raise ActRefused("本机关已经有公开目录，请在目录上增改，或者导入新的目录。")
        made = []
        for place, starting in enumerate(STARTING_LINES, start=1):
            rhythm = parse_rhythm(starting.rhythm) or Rhythm(kind=RhythmKind.ON_EVENT)
            line = DutyLine(
                organ=organ, serial=str(place), level1=starting.level1, level2=starting.label,
                content=starting.content, statutory_class=starting.statutory_class,
                basis=starting.basis.article, rhythm_text=starting.rhythm, audience=starting.audience,
                channel=starting.channel, active_from=localdate(now), source=_STARTED, position=place,
            )  # fmt: skip
            line.rhythm = rhythm
            made.append(line)
        DutyLine.objects.bulk_create(made)
        record(
            act="duty_list.started", actor=actor, organ=organ, subject="organ", subject_id=organ.pk, now=now,
            detail={"lines": len(made)},
        )  # fmt: skip
    return len(made)
