"""The column tree: adding, changing, moving columns of an organ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.disclosure.models import Column, Item
from gongkai.kernel import audit, outbox
from gongkai.kernel.acts.organs import administered_organ
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.law import catalogue

EDITABLE = frozenset(
    field.name for field in Column._meta.concrete_fields
    if field.name not in {"id", "organ", "parent"}
)  # fmt: skip


def save_column(
    *, actor: Person | None, organ: Organ, values: Mapping[str, object], now: datetime,
    column_id: int | None = None, parent_id: int | None = None, announces: bool = True,
) -> Column:  # fmt: skip
    """Add or change a column. One in use is deactivated, never removed; the platform's keep their names.

    Whoever lays out many columns announces them once himself, with `announces=False`.
    """
    with transaction.atomic():
        if actor is not None:
            organ = administered_organ(actor, organ.pk)
        column = (
            Column.objects.filter(organ=organ, pk=column_id).first() if column_id else Column(organ=organ)
        )
        if column is None:
            raise NotVisible
        _keep_zone(column, values)
        wanted = set(values) & EDITABLE
        if column_id and is_fixed(column):
            wanted -= {"zone", "platform_part", "is_active"}
            parent_id = None
        column.parent = _parent(organ, column, parent_id)
        for name in wanted:
            setattr(column, name, values[name])
        _validate(column)
        column.save()
        audit.record(
            organ=organ, actor=actor, act="disclosure.column.saved", subject="column", subject_id=column.pk,
            now=now,
            detail={
                "code": column.code, "active": column.is_active, "route": column.route,
                "fields": sorted(wanted),
            },
        )  # fmt: skip
        if announces:
            outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return column


def _keep_zone(column: Column, values: Mapping[str, object]) -> None:
    """What was published in a zone has its places in that zone's lists, under that address, for good."""
    moves = column.pk is not None and values.get("zone", column.zone) != column.zone
    if moves and Item.objects.filter(column=column).exclude(first_published_at=None).exists():
        raise InputRefused(
            "本栏目已有公开过的信息，不能改变所在区域；请另建栏目。", fields={"zone": "已有信息，不能改变"}
        )
    recodes = column.pk is not None and values.get("code", column.code) != column.code
    if recodes and Item.objects.filter(column=column).exclude(first_published_at=None).exists():
        raise InputRefused(
            "本栏目已有公开过的信息，改了代码，原来的网址就失效了。", fields={"code": "已有信息，不能改变"}
        )


def move_column(*, actor: Person, column_id: int, up: bool, now: datetime) -> bool:
    """Change places with the neighbour above or below; False when there is none. Fixed columns stay."""
    with transaction.atomic():
        column = Column.objects.select_related("organ").filter(pk=column_id).first()
        if column is None:
            raise NotVisible
        organ = administered_organ(actor, column.organ_id)
        if is_fixed(column):
            raise ActRefused("这是平台的固定栏目，名称和次序不能改动。")
        siblings = [
            other
            for other in Column.objects.filter(
                organ=organ, parent=column.parent_id, zone=column.zone, platform_part=column.platform_part
            )
            if not is_fixed(other)
        ]
        here = next(place for place, other in enumerate(siblings) if other.pk == column.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(siblings):
            return False
        siblings[here], siblings[there] = siblings[there], siblings[here]
        for place, other in enumerate(siblings, start=1):
            other.position = place
        Column.objects.bulk_update(siblings, ("position",))
        audit.record(
            organ=organ, actor=actor, act="disclosure.column.moved", subject="column", subject_id=column.pk,
            now=now, detail={"up": up},
        )  # fmt: skip
        outbox.enqueue("release.organ", {"organ": organ.pk}, now=now, organ=organ)
    return True


def is_fixed(column: Column) -> bool:
    """Whether it is one of the platform's own columns, whose name and order the norms prescribe."""
    part = column.platform_part
    return (
        column.parent_id is None
        and part != "statutory"
        and part in catalogue.ZONE_COLUMNS
        and catalogue.ZONE_COLUMNS[part].fixed
    )


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
    if is_fixed(column):
        column.name = catalogue.ZONE_COLUMNS[column.platform_part].label
    try:
        column.full_clean(exclude=("parent",), validate_constraints=True)
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise InputRefused("请改正标出的各项。", fields=fields) from None
