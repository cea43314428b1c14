"""People and roles: entering, granting, ending, and handing a leaver's work over in one act."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import audit
from gongkai.kernel.acts.organs import administered_organ, require_fit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Organ, Person, Role, RoleGrant
from gongkai.kernel.models.people import DEPARTMENT_ROLES, SEPARATED_ROLES
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of


def enter_person(
    *, actor: Person | None, organ: Organ, username: str, name: str, password: str, now: datetime,
    must_change_password: bool = True,
) -> Person:  # fmt: skip
    """Make a sign-in. Without an actor only set-up calls it. The first sign-in asks for a new password."""
    with transaction.atomic():
        if actor is not None:
            organ = administered_organ(actor, organ.pk)
        username = username.strip()
        faults = {
            field: text
            for field, text, bad in (
                ("username", "登录名不能为空", not username),
                ("name", "姓名不能为空", not name.strip()),
                ("username", "登录名已有人使用", Person.objects.filter(username__iexact=username).exists()),
            )
            if bad
        }
        person = Person(username=username, name=name.strip(), must_change_password=must_change_password)
        if actor is not None:
            faults |= _password_faults(password, person)
        if faults:
            raise InputRefused("请改正标出的各项。", fields=faults)
        person.set_password(password)
        require_fit(person)
        person.save()
        audit.record(
            organ=organ,
            actor=actor,
            act="kernel.person.entered",
            subject="person",
            subject_id=person.pk,
            now=now,
        )
    return person


def enter_with_role(
    *, actor: Person, organ: Organ, username: str, name: str, password: str, role: str, now: datetime,
    department: Department | None = None,
) -> Person:  # fmt: skip
    """Make a sign-in together with its first role, both or neither."""
    with transaction.atomic():
        person = enter_person(
            actor=actor, organ=organ, username=username, name=name, password=password, now=now
        )
        grant_role(actor=actor, person=person, organ=organ, role=role, department=department, now=now)
    return person


def _password_faults(password: str, person: Person) -> dict[str, str]:
    try:
        validate_password(password, person)
    except ValidationError as error:
        return {"password": " ".join(error.messages)}
    return {}


def reset_password(
    *, actor: Person | None, organ_id: int, person_id: int, password: str, now: datetime
) -> None:
    """Set a one-time password for somebody of the actor's organ, to be changed at the next sign-in.

    Without an actor only the command line calls it, for an administrator who cannot get in.
    """
    with transaction.atomic():
        organ = administered_organ(actor, organ_id) if actor else Organ.objects.get(pk=organ_id)
        person = own_person(actor, organ, person_id) if actor else _person_of(organ, person_id)
        faults = _password_faults(password, person)
        if faults:
            raise InputRefused("密码不符合要求。", fields=faults)
        person.set_password(password)
        person.must_change_password = True
        person.save()
        audit.record(
            organ=organ, actor=actor, act="kernel.person.password_reset", subject="person",
            subject_id=person.pk, now=now,
        )  # fmt: skip


def own_person(actor: Person, organ: Organ, person_id: int) -> Person:
    """The person whose sign-in the actor may change: one who holds roles in the actor's organs only.

    Whoever could reset the password of somebody with roles elsewhere could act there in his name.
    """
    person = _person_of(organ, person_id)
    elsewhere = RoleGrant.objects.filter(person=person, ended_at=None).exclude(
        organ__in=standing_of(actor).organs(Role.ADMIN)
    )
    if elsewhere.exists():
        raise ActRefused("此人还在其他机关任职，登录设置须由同时管理这些机关的管理员办理。")
    return person


def _person_of(organ: Organ, person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, grants__organ=organ).distinct().first()
    if person is None:
        raise NotVisible
    return person


def grant_role(
    *, actor: Person | None, person: Person, organ: Organ, role: str, now: datetime,
    department: Department | None = None,
) -> RoleGrant:  # fmt: skip
    """Give a role. 三员 stay three people: administrator, security officer and auditor exclude each other.

    An administrator gives no role to himself that handles information.
    """
    with transaction.atomic():
        if actor is not None:
            organ = administered_organ(actor, organ.pk)
        if role not in Role.values:
            raise InputRefused("没有这个角色。", fields={"role": "请从列表中选择"})
        if (role in DEPARTMENT_ROLES) != (department is not None):
            raise InputRefused("起草人和科室负责人须选科室，其他角色不选。", fields={"department": "请核对"})
        if department is not None and department.organ_id != organ.pk:
            raise NotVisible
        if organ.merged_into_id and role != Role.ADMIN:
            raise ActRefused("这个机关已经撤并，请在并入的机关授予角色。")
        if actor is not None and actor.pk == person.pk:
            raise ActRefused("不能给自己授予角色，请由另一名管理员办理。")
        _keep_three_apart(person, organ, role)
        grant, made = RoleGrant.objects.get_or_create(
            person=person, organ=organ, department=department, role=role, ended_at=None,
            defaults={"since": now},
        )  # fmt: skip
        if made:
            audit.record(
                organ=organ, actor=actor, act="kernel.role.granted", subject="person", subject_id=person.pk,
                now=now, detail={"role": role, "department": department.pk if department else None},
            )  # fmt: skip
    return grant


def _keep_three_apart(person: Person, organ: Organ, role: str) -> None:
    if role not in SEPARATED_ROLES:
        return
    held = RoleGrant.objects.filter(person=person, organ=organ, ended_at=None, role__in=SEPARATED_ROLES)
    if held.exclude(role=role).exists():
        raise ActRefused("机关管理员、安全保密员、审计员须由三个人分别担任。")


def end_role(*, actor: Person, grant_id: int, now: datetime) -> None:
    """Take a role back; the last administrator of an organ stays."""
    with transaction.atomic():
        grant = RoleGrant.objects.select_related("organ").filter(pk=grant_id, ended_at=None).first()
        if grant is None:
            raise NotVisible
        organ = administered_organ(actor, grant.organ_id)
        admins = RoleGrant.objects.filter(organ=organ, role=Role.ADMIN, ended_at=None)
        if grant.role == Role.ADMIN and admins.count() == 1:
            raise ActRefused("这是本机关唯一的管理员，请先授予另一人再取消。")
        grant.ended_at = now
        grant.save(update_fields=("ended_at",))
        audit.record(
            organ=organ, actor=actor, act="kernel.role.ended", subject="person", subject_id=grant.person_id,
            now=now, detail={"role": grant.role, "department": grant.department_id},
        )  # fmt: skip


def hand_over(
    *, actor: Person, organ_id: int, leaver_id: int, successor_id: int, now: datetime, leaves: bool = True
) -> dict[str, int]:
    """Pass a leaver's roles and open work in the organ to a successor; returns how much moved, by what it is.

    What the leaver has signed keeps the leaver's name. With `leaves`, the leaver may no longer sign in once
    no organ has a role for him.
    """
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        leaver, successor = _person_of(organ, leaver_id), _person_of(organ, successor_id)
        if leaver.pk == successor.pk or not successor.is_active:
            raise InputRefused("请选择另一名在职人员接手。", fields={"successor": "不能是本人或已离任人员"})
        if successor.pk == actor.pk:
            raise ActRefused("不能交接给自己，请由另一名管理员办理。")
        for grant in RoleGrant.objects.filter(person=leaver, organ=organ, ended_at=None):
            _keep_three_apart(successor, organ, grant.role)
            RoleGrant.objects.get_or_create(
                person=successor, organ=organ, department=grant.department, role=grant.role, ended_at=None,
                defaults={"since": now},
            )  # fmt: skip
            grant.ended_at = now
            grant.save(update_fields=("ended_at",))
        moved = {
            handing.label: handing.run(leaver, successor, organ, now)
            for handing in registry.handovers.values()
        }
        if leaves and not RoleGrant.objects.filter(person=leaver, ended_at=None).exists():
            leaver.is_active, leaver.left_on = False, localdate(now)
            leaver.save(update_fields=("is_active", "left_on"))
        audit.record(
            organ=organ, actor=actor, act="kernel.person.handed_over", subject="person", subject_id=leaver.pk,
            now=now, detail={"successor": successor.pk, "moved": sum(moved.values()), "left": leaves},
        )  # fmt: skip
    return moved
