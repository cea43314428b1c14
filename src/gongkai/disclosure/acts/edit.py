"""Editing the working copy. An edit after review needs review again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from gongkai.disclosure.acts.opening import open_item, record
from gongkai.disclosure.editions import index_for_desk
from gongkai.disclosure.models import Column, Item, PublicState, WorkKind, WorkState
from gongkai.disclosure.models.item import TEXT_FIELDS, ItemText
from gongkai.disclosure.rules import Act
from gongkai.disclosure.screening import printed_texts, refuse_secrecy_marks
from gongkai.documents import FileRefused, clean_html
from gongkai.documents.blanks import without_controls
from gongkai.kernel.errors import InputRefused, StaleEdit
from gongkai.kernel.models import Department, Person

#: What may be edited: the shared text fields, the body, and where the item belongs.
EDITABLE = frozenset(TEXT_FIELDS) | {"body_html", "column", "department"}
#: A round about validity changes these and nothing else.
VALIDITY_FIELDS = frozenset({"validity", "validity_note", "expires_on"})
_FIELDS: dict[str, models.Field[Any, Any]] = {field.name: field for field in ItemText._meta.local_fields}
_DATES = frozenset({"formed_on", "effective_on", "expires_on"})


def edit(
    *, actor: Person, item_id: int, values: Mapping[str, object], now: datetime, revision: int | None = None
) -> Item:
    """Change fields of the working copy; `revision` (as read) guards against overwriting somebody's save.

    The body is cleaned; a secrecy mark in it refuses the whole edit and keeps nothing of it.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.EDIT).item
        if revision is not None and revision != item.revision:
            raise StaleEdit("在您编辑期间有人保存过这条信息。请复制您的修改，刷新后再改。")
        if item.work_kind == WorkKind.VALIDITY and set(values) - VALIDITY_FIELDS:
            raise InputRefused("本次只能修改有效性；其他内容请先完成或放弃本次修改。")
        apply_changes(item, values)
        back_to_draft(item, actor=actor, now=now)
        item.save()
        index_for_desk(item)
        record("edited", actor=actor, item=item, now=now, detail={"fields": sorted(values)})
    return item


def apply_changes(item: Item, values: Mapping[str, object]) -> None:
    """Set the fields, cleaned and within their lengths; raises InputRefused by field."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise InputRefused("这些字段不能修改：{}".format("、".join(sorted(unknown))))
    faults: dict[str, str] = {}
    for name, value in values.items():
        try:
            _set(item, name, value)
        except ValidationError as error:
            faults[name] = " ".join(error.messages)
    if faults:
        raise InputRefused("请改正标出的各项。", fields=faults)
    refuse_secrecy_marks(*(text for _, text in printed_texts(item)))


def _set(item: Item, name: str, value: object) -> None:
    if name == "body_html":
        item.body_html = _clean_body(str(value or ""))
    elif name == "column":
        item.column = _column_of(item, value)
    elif name == "department":
        item.department = _department_of(item, value)
    elif name in _DATES:
        if value is not None and not isinstance(value, date):
            raise ValidationError("请填写日期，如 2023-05-08。")
        setattr(item, name, value)
    else:
        field: models.Field[Any, Any] = _FIELDS[name]
        plain = without_controls(value).strip() if isinstance(value, str) else value
        setattr(item, name, field.clean(plain, item) if plain not in ("", None) else field.get_default())


def _clean_body(html: str) -> str:
    try:
        return clean_html(html)
    except FileRefused as refusal:
        raise ValidationError(refusal.message) from None


def _id_of(value: object) -> int:
    """The id that was chosen, given as itself or as the object; 0, which nothing has, for anything else."""
    return value if isinstance(value, int) else getattr(value, "pk", None) or 0


def _column_of(item: Item, value: object) -> Column:
    column = Column.objects.filter(organ=item.organ_id, is_active=True, pk=_id_of(value)).first()
    if column is None:
        raise ValidationError("请选择本机关在用的栏目。")
    return column


def _department_of(item: Item, value: object) -> Department:
    found = Department.objects.filter(organ=item.organ_id, pk=_id_of(value)).first()
    if found is None or not (found.is_active or found.pk == item.department_id):
        raise ValidationError("请选择本机关在用的科室。")
    return found


def back_to_draft(item: Item, *, actor: Person, now: datetime) -> None:
    """What was reviewed is no longer what stands here; the caller saves."""
    if item.work_state == WorkState.IDLE and item.public_state == PublicState.NONE:
        raise InputRefused("这条草稿已作废。")
    item.work_state = WorkState.DRAFT
    item.review_step = item.approved_digest = item.schedule_error = ""
    item.scheduled_for = None
    item.last_editor, item.changed_at = actor, now
    item.revision += 1
