"""Founding, describing, renaming and merging organs; index numbers outlive all of it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Organ, OrganName, Person, Role, RoleGrant
from gongkai.kernel.models.organs import OrganKind
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of
from gongkai.law.catalogue import INDEX_PATTERNS, InvalidIndexNumber

#: What an administrator may change in an organ's own description.
DESCRIPTION_FIELDS = (
    "short_name", "office_name", "address", "office_hours", "phone", "fax", "email", "postcode",
    "site_id_code", "icp_number", "police_number", "doc_prefix",
)  # fmt: skip

#: First parts of addresses that are the site's own; an organ's pages live below its code.
RESERVED_CODES = frozenset(
    {"static", "search", "desk", "desk-static", "accounts", "api", "healthz", "sitemap", "www", "files"}
    | {"requests", "report"}
)


def found_organ(
    *, actor: Person | None, code: str, name: str, opened_on: date, now: datetime,
    parent: Organ | None = None, kind: str = OrganKind.BUREAU, **description: str,
) -> Organ:  # fmt: skip
    """Enter an organ. Without an actor only the command line and the demo call it, at set-up."""
    with transaction.atomic():
        if code.lower() in RESERVED_CODES:
            raise InputRefused("这个代码是系统保留的网址，请换一个。", fields={"code": "系统保留"})
        if Organ.objects.filter(code=code).exists():
            raise InputRefused("这个机关代码已经有了，请换一个。", fields={"code": "代码重复"})
        organ = Organ(code=code, name=name, kind=kind, parent=parent, opened_on=opened_on, **description)
        organ.short_name = organ.short_name or name[:40]
        organ.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.organ.founded", subject="organ", subject_id=organ.pk,
            now=now, detail={"code": code},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return organ


def administered_organ(actor: Person, organ_id: int) -> Organ:
    """The organ, locked, when the actor administers it; raises NotVisible."""
    if organ_id not in standing_of(actor).organs(Role.ADMIN):
        raise NotVisible
    # NO KEY UPDATE: acts on items hold their row and then write rows that point to the organ; a full lock
    # would make them and a hand-over, which goes the other way, wait for each other.
    return Organ.objects.select_for_update(no_key=True).get(pk=organ_id)


def require_fit(row: models.Model) -> None:
    """Raise InputRefused by field when a value is too long or not of its field's kind."""
    try:
        row.clean_fields()
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise InputRefused("请改正标出的各项。", fields=fields) from None


def describe_organ(*, actor: Person, organ_id: int, changes: dict[str, str], now: datetime) -> Organ:
    """Change contact data and the like; pages that print them are baked anew."""
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        for name in changes:
            if name not in DESCRIPTION_FIELDS:
                raise ActRefused("这一项不能在这里修改。")
            setattr(organ, name, changes[name].strip())
        require_fit(organ)
        organ.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.organ.described", subject="organ", subject_id=organ.pk,
            now=now, detail={"fields": sorted(changes)},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return organ


def rename_organ(
    *, actor: Person, organ_id: int, name: str, since: date, reason: str, now: datetime
) -> Organ:
    """Give the organ a new name. Earlier editions keep the old one, and every index number stays."""
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        name = name.strip()
        if not name or name == organ.name:
            raise InputRefused("请填写新的规范全称。", fields={"name": "新名称不能为空，也不能与现名相同"})
        if not reason.strip():
            raise InputRefused("请填写变更依据。", fields={"reason": "例如机构改革方案的文号"})
        former = OrganName(organ=organ, name=organ.name, until=since, reason=reason.strip())
        if organ.short_name == organ.name[:40]:
            organ.short_name = name[:40]
        organ.name = name
        require_fit(former)
        require_fit(organ)
        former.save()
        organ.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.organ.renamed", subject="organ", subject_id=organ.pk,
            now=now, detail={"since": since.isoformat()},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return organ


def set_index_pattern(*, actor: Person, organ_id: int, pattern: str, front: str, now: datetime) -> Organ:
    """Choose how index numbers are written from now on (article 12); given numbers stay as they are."""
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        if pattern not in INDEX_PATTERNS:
            raise InputRefused("没有这种编制方式。", fields={"pattern": "请从列表中选择"})
        front = front.strip().upper()
        try:
            INDEX_PATTERNS[pattern].format(front=front, year=now.year, serial=1, month=1)
        except InvalidIndexNumber as error:
            raise InputRefused("前段码不符合所选的编制方式。", fields={"front": str(error)}) from None
        organ.index_pattern, organ.index_front = pattern, front
        organ.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.organ.index_pattern_set", subject="organ",
            subject_id=organ.pk, now=now, detail={"pattern": pattern},
        )  # fmt: skip
    return organ


def merge_organ(*, actor: Person, organ_id: int, into_id: int, on: date, reason: str, now: datetime) -> Organ:
    """Close an organ into another: its items, numbers and pages stay; its people's roles there end.

    The actor administers both. New work happens in the organ that absorbs, whose office, signers, security
    officer and auditor keep up what was published (rights.standing_of).
    """
    with transaction.atomic():
        locked = {pk: administered_organ(actor, pk) for pk in sorted({organ_id, into_id})}
        organ, target = locked[organ_id], locked[into_id]
        if organ.pk == target.pk or target.merged_into_id:
            raise InputRefused("请选择另一个仍在运行的机关。", fields={"into": "不能并入自己或已撤并的机关"})
        if organ.merged_into_id:
            raise ActRefused("这个机关已经撤并。")
        former = OrganName(organ=organ, name=organ.name, until=on, reason=reason.strip() or "撤并")
        require_fit(former)
        former.save()
        organ.merged_into, organ.closed_on = target, on
        organ.save()
        kept = RoleGrant.objects.filter(organ=organ, ended_at=None).exclude(role=Role.ADMIN)
        ended = kept.update(ended_at=now)
        for subject in sorted((organ, target), key=lambda one: one.pk):
            audit.record(
                organ=subject, actor=actor, act="kernel.organ.merged", subject="organ", subject_id=organ.pk,
                now=now, detail={"into": target.pk, "on": on.isoformat(), "grants_ended": ended},
            )  # fmt: skip
            outbox.enqueue("release.organ", {"organ": subject.pk}, now=now, organ=subject)
    return organ


def _require_address_kept(department: Department, code: str) -> None:
    is_moved = department.pk is not None and department.code != code
    if is_moved and any(is_used(department) for is_used in registry.department_users):
        raise InputRefused(
            "本科室已有公开过的信息，改了代码，原来的网址就失效了。", fields={"code": "已有信息，不能改变"}
        )


def save_department(
    *, actor: Person | None, organ: Organ, code: str, name: str, now: datetime, position: int = 0,
    is_active: bool = True, department_id: int | None = None,
) -> Department:  # fmt: skip
    """Add or change a department. One in use by items is deactivated, never removed, and keeps its code."""
    with transaction.atomic():
        if actor is not None:
            organ = administered_organ(actor, organ.pk)
        department = (
            Department.objects.filter(organ=organ, pk=department_id).first()
            if department_id
            else Department(organ=organ, code=code)
        )
        if department is None:
            raise NotVisible
        if Department.objects.filter(organ=organ, code=code).exclude(pk=department.pk).exists():
            raise InputRefused("科室代码重复。", fields={"code": "本机关已有这个代码"})
        if not name.strip():
            raise InputRefused("请填写科室名称。", fields={"name": "不能为空"})
        _require_address_kept(department, code)
        department.code, department.name = code, name.strip()
        department.position, department.is_active = position, is_active
        require_fit(department)
        department.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.department.saved", subject="department",
            subject_id=department.pk, now=now, detail={"code": code, "active": is_active},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return department
