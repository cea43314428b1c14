"""Drafting: a new item with everything but title, column and text defaulted from the column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.edit import apply_changes
from gongkai.disclosure.acts.opening import record
from gongkai.disclosure.editions import index_for_desk
from gongkai.disclosure.models import Column, Item
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Department, Person, Role
from gongkai.kernel.rights import standing_of


def draft(
    *,
    actor: Person,
    column_id: int,
    department_id: int | None = None,
    values: Mapping[str, object],
    now: datetime,
    on_behalf_of: Person | None = None,
) -> Item:
    """Make a draft in the actor's department (the office may draft for any). `values` as for edit.

    What a department's contact handed in, the office may enter in the contact's name: the contact is the
    drafter then and the actor has entered it, so that neither of them ever reviews it.
    After it: an item only the department and the office see.
    """
    with transaction.atomic():
        column, department = _place(actor, column_id, department_id)
        if on_behalf_of is not None:
            _require_contact(actor, on_behalf_of, department)
        item = Item(
            organ=column.organ, column=column, department=department, drafter=on_behalf_of or actor,
            last_editor=actor, entered_by=None if on_behalf_of in (None, actor) else actor,
            created_at=now, changed_at=now, issuer=column.organ.name, topic=column.default_topic,
            genre=column.default_genre, statutory_class=column.default_class,
            statistical_category=column.default_category, time_class=column.default_time_class,
            outlet=column.default_outlet,
        )  # fmt: skip
        if column.column_type == "policy" and column.platform_part == "statutory":
            item.validity = "in_force"
        apply_changes(item, values)
        if not item.title:
            raise InputRefused("请填写名称。", fields={"title": "名称不能为空"})
        item.save()
        index_for_desk(item)
        detail: dict[str, object] = {"column": column.pk}
        if on_behalf_of is not None:
            detail["on_behalf_of"] = on_behalf_of.pk
        record("drafted", actor=actor, item=item, now=now, detail=detail)
    return item


def _require_contact(actor: Person, contact: Person, department: Department) -> None:
    """The office enters, and the contact is one of the department's people."""
    if department.organ_id not in standing_of(actor).organs(Role.REVIEWER):
        raise ActRefused("只有公开办可以代科室填报。")
    if department.pk not in standing_of(contact).departments(Role.DRAFTER, Role.HEAD):
        message = f"{contact.name}不是{department.name}的填报人员，请重新选择。"
        raise InputRefused(message, fields={"on_behalf_of": message})


def _place(actor: Person, column_id: int, department_id: int | None) -> tuple[Column, Department]:
    standing = standing_of(actor)
    column = Column.objects.select_related("organ", "default_department").filter(pk=column_id).first()
    if column is None or column.organ_id not in standing.home_organs:
        raise NotVisible
    if not column.is_active:
        raise ActRefused("这个栏目已停用，请选择其他栏目。")
    if column.organ.merged_into_id:
        raise ActRefused("这个机关已撤并，新的信息请在并入的机关起草。")
    departments = Department.objects.filter(organ=column.organ, is_active=True)
    if column.organ_id not in standing.organs(Role.REVIEWER):
        departments = departments.filter(pk__in=standing.departments(Role.DRAFTER, Role.HEAD))
    department = (
        departments.filter(pk=department_id).first()
        if department_id
        else departments.filter(pk=column.default_department_id or 0).first() or departments.first()
    )
    if department is None:
        raise ActRefused("您在这个机关没有可以起草的科室。")
    return column, department
