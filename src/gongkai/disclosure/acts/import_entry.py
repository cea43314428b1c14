"""Entering rows of old stock: each row wholly or not at all, in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models.fields.json import KeyTextTransform
from django.utils.timezone import localdate, make_aware

from gongkai.disclosure.acts.edit import apply_changes
from gongkai.disclosure.acts.opening import announce, record
from gongkai.disclosure.checks import blocking, check_item
from gongkai.disclosure.editions import make_edition
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.index_numbers import draw_index_number, keep_index_number
from gongkai.disclosure.models import (
    Attachment,
    Column,
    EditionKind,
    ImportBatch,
    ImportRow,
    Item,
    ItemPicture,
    ReviewRecord,
)
from gongkai.disclosure.models.importing import BatchState, RowState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.kernel import outbox
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import InputRefused, KeyMissing, Refused
from gongkai.kernel.models import Organ, Person
from gongkai.law.catalogue import InvalidIndexNumber

#: The outbox job that goes on where a large batch's first rows ended.
ENTER = "disclosure.import.enter"
CHUNK = 200
GROUND = "《中华人民共和国政府信息公开条例》第十三条、第十七条；历史存量信息，原已公开，成批审查"
_DATES = frozenset({"formed_on", "effective_on", "expires_on"})


def build_item(
    *, organ: Organ, person: Person, values: Mapping[str, Any], files: Sequence[Sequence[Any]], now: datetime
) -> Item:
    """Save the working copy a row describes, with files and number; the caller's transaction decides over it.

    Raises InputRefused with every check that stops it: old stock is screened like anything else.
    """
    column = Column.objects.select_related("organ").get(pk=values["column"], organ=organ)
    item = Item(
        organ=organ, column=column, department_id=values["department"], drafter=person, last_editor=person,
        created_at=now, changed_at=now, issuer=organ.name, topic=column.default_topic,
        genre=column.default_genre, statutory_class=column.default_class,
        statistical_category=column.default_category, time_class=column.default_time_class,
        outlet=column.default_outlet, is_legacy=True, external_key=values["external_key"],
    )  # fmt: skip
    fields: dict[str, object] = dict(values["fields"])
    for name in _DATES & fields.keys():
        fields[name] = date.fromisoformat(str(fields[name]))
    apply_changes(item, fields | {"body_html": values["body_html"]})
    item.save()
    Attachment.objects.bulk_create(
        Attachment(item=item, file_id=file_id, name=name, position=place)
        for place, (name, file_id) in enumerate(files, start=1)
    )
    pictures = dict.fromkeys(values.get("pictures", ()))
    ItemPicture.objects.bulk_create(ItemPicture(item=item, file_id=file_id) for file_id in pictures)
    _require(item, now)
    day = date.fromisoformat(values["published_on"])
    if values["index_number"]:
        item.index_number = keep_index_number(item, values["index_number"], now=now)
    else:
        item.index_number = draw_index_number(item, now=now, dated=day)
    item.save(update_fields=("index_number",))
    return item


def _require(item: Item, now: datetime) -> None:
    issues = check_item(item, today=localdate(now), calendar=calendar_for(item.organ))
    stops = blocking(issues, approving=True)
    if stops:
        raise InputRefused("；".join(issue.message.rstrip("。") for issue in stops))


def faults_of(
    *, organ: Organ, person: Person, values: Mapping[str, Any], files: Sequence[Sequence[Any]], now: datetime
) -> tuple[str, bool]:
    """What would stop the row (blank: nothing), and whether its text must not be kept.

    The row is entered and rolled back, so that this answer and the entry cannot differ.
    """
    try:
        with transaction.atomic():
            build_item(organ=organ, person=person, values=values, files=files, now=now)
            transaction.set_rollback(True)
    except KeyMissing:
        raise
    except Refused as refusal:
        return refusal.message, refusal.code == "secrecy_mark"
    except InvalidIndexNumber as fault:
        return str(fault), False
    return "", False


def enter_rows(*, batch_id: int, now: datetime, most: int | None = None) -> int:
    """Enter up to `most` (else CHUNK) ready rows of an approved batch; returns how many remain.

    The oldest publication goes first. Safe to run twice and by two at once. A row that cannot be entered
    leaves nothing and bears the reason.
    """
    batch = ImportBatch.objects.select_related("organ", "staged_by", "approved_by").get(pk=batch_id)
    if batch.approved_by is None or batch.state != BatchState.CHECKED:
        return 0
    ready = batch.rows.filter(state=RowState.READY)
    in_order = ready.order_by(KeyTextTransform("published_on", "values"), "line")
    for row_id in list(in_order.values_list("pk", flat=True)[: most or CHUNK]):
        _enter(batch, batch.approved_by, row_id, now)
    remaining = ready.count()
    if not remaining:
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.ENTERED)
    return remaining


def _enter(batch: ImportBatch, approver: Person, row_id: int, now: datetime) -> None:
    try:
        with transaction.atomic():
            row = ImportRow.objects.select_for_update().get(pk=row_id)
            if row.state != RowState.READY:
                return
            if Item.objects.filter(organ=batch.organ, external_key=row.external_key).exists():
                row.state, row.values, row.files = RowState.KNOWN, _title_only(row), []
            else:
                row.item = _live_item(batch, approver, row, now)
                row.state = RowState.ENTERED
            row.save()
    except KeyMissing:
        raise
    except Refused as refusal:
        _refuse(row_id, refusal.message)
    except InvalidIndexNumber as fault:
        _refuse(row_id, str(fault))
    except (IntegrityError, DataError, Column.DoesNotExist):
        _refuse(row_id, "数据与现有信息冲突（编号、栏目或科室已变动），请核对后重新导入。")


def _title_only(row: ImportRow) -> dict[str, Any]:
    return {"fields": {"title": row.values.get("fields", {}).get("title", "")}}


def _refuse(row_id: int, reason: str) -> None:
    ImportRow.objects.filter(pk=row_id).update(state=RowState.REFUSED, reason=reason[:500])


def _live_item(batch: ImportBatch, approver: Person, row: ImportRow, now: datetime) -> Item:
    item = build_item(organ=batch.organ, person=batch.staged_by, values=row.values, files=row.files, now=now)
    digest = content_digest(item)
    ReviewRecord.objects.create(
        item=item, step="office", reviewer=approver, result=ReviewResult.BATCH, ground=GROUND,
        digest=digest, at=batch.approved_at or now,
    )  # fmt: skip
    published_at = make_aware(datetime.combine(date.fromisoformat(row.values["published_on"]), time()))
    _, places = make_edition(
        item, kind=EditionKind.LEGACY, publisher=approver, now=now, published_at=published_at
    )
    announce(item, now=now, slots=places)
    record(
        "imported", actor=approver, item=item, now=now,
        detail={"batch": batch.pk, "line": row.line, "digest": digest, "index_number": item.index_number},
    )  # fmt: skip
    return item


def go_on(payload: outbox.Payload, now: datetime) -> None:
    """The job of a large batch: the next rows, and another job while some remain."""
    batch_id = int(str(payload["batch"]))
    if enter_rows(batch_id=batch_id, now=now):
        with transaction.atomic():
            organ = ImportBatch.objects.select_related("organ").get(pk=batch_id).organ
            outbox.enqueue(ENTER, {"batch": batch_id}, now=now, organ=organ)
