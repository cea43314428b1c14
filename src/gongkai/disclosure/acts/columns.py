"""The column tree: adding, changing, moving columns of an organ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.disclosure.models import Column
from gongkai.kernel import audit, outbox
from gongkai.kernel.acts.organs import administered_organ
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.law import catalogue

EDITABLE = frozenset(
    field.name for field in Column._meta.concrete_fields
    if field.name not in {"id", "organ", "parent"}
)  # fmt: skip


def save_column(
    *, actor: Person | None, organ: Organ, values: Mapping[str, object], now: datetime,
    column_id: int | None = None, parent_id: int | None = None,
) -> Column:  # fmt: skip
    """Add or change a column. One in use is deactivated, never removed; the platform's keep their names."""
    with transaction.atomic():
        if actor is not None:
            organ = administered_organ(actor, organ.pk)
        column = (
            Column.objects.filter(organ=organ, pk=column_id).first() if column_id else Column(organ=organ)
        )
        if column is None:
            raise NotVisible
        column.parent = _parent(organ, column, parent_id)
        for name in set(values) & EDITABLE:
            setattr(column, name, values[name])
        _validate(column)
        column.save()
        audit.record(
            organ=organ, actor=actor, act="disclosure.column.saved", subject="column", subject_id=column.pk,
            now=now, detail={"code": column.code, "active": column.is_active},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return column


def _parent(organ: Organ, column: Column, parent_id: int | None) -> Column | None:
    if parent_id is None:
        return None
    parent = Column.objects.filter(organ=organ, pk=parent_id).first()
    if parent is None:
        raise NotVisible
    above: Column | None = parent
    while above is not None:
        if column.pk and above.pk == column.pk:
            raise InputRefused("栏目不能放到自己下面。", fields={"parent": "请选择别的上级栏目"})
        above = above.parent
    return parent


def _validate(column: Column) -> None:
    fixed = {part.code: part.label for part in catalogue.ZONE_COLUMNS if part.fixed}
    if column.parent is None and column.platform_part in fixed and column.platform_part != "statutory":
        column.name = fixed[column.platform_part]
    try:
        column.full_clean(exclude=("parent",), validate_constraints=True)
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise InputRefused("请改正标出的各项。", fields=fields) from None
