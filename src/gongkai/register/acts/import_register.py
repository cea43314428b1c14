"""The office's own register: read and judged row by row, entered when somebody confirms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.register import queries
from gongkai.register.acts.import_rows import begin, counts_of
from gongkai.register.import_sheets import SheetRow, read_register
from gongkai.register.models import BatchState, RegisterBatch, RegisterRow, RowState
from gongkai.register.numbers import normalised
from gongkai.register.rules import may_keep

FIRST_YEAR, LAST_YEAR = 1949, 2100
_KEPT_TOGETHER = 500
_BUSY = {
    BatchState.JUDGING: "这一批正在试读，请等试读完再办。",
    BatchState.ENTERING: "这一批正在登记，不用再办；登记完可以在这一页看结果。",
}


def stage_register(
    *, actor: Person, organ_id: int, name: str, table: BinaryIO, now: datetime, year: int | None = None
) -> RegisterBatch:
    """Read the file and judge every row, of a large one by the worker; nothing is entered yet.

    Raises NotVisible, or InputRefused when the file as a whole cannot be read.
    """
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None or not may_keep(standing_of(actor), organ_id):
        raise NotVisible
    refuse_secrecy_marks(name)
    _require_year(year)
    reading = read_register(name, table)
    with transaction.atomic():
        batch = RegisterBatch.objects.create(
            organ=organ, name=name[-150:], year=year, heads=reading.fields, staged_by=actor, staged_at=now,
            total=len(reading.rows),
        )  # fmt: skip
        for start in range(0, batch.total, _KEPT_TOGETHER):
            some = _rows(batch, reading.rows[start : start + _KEPT_TOGETHER])
            RegisterRow.objects.bulk_create(some, batch_size=100)
        begin(batch, BatchState.JUDGING, now=now)
        _record("staged", batch, actor=actor, now=now, detail=_counts(batch))
    return batch


def _rows(batch: RegisterBatch, read: Iterable[SheetRow]) -> list[RegisterRow]:
    return [
        RegisterRow(
            batch=batch, sheet=one.sheet[:60], line=one.line, raw=dict(one.cells), state=RowState.WAITING,
            doc_number=normalised(one.cells.get("doc_number", "")),
        )
        for one in read
    ]  # fmt: skip


def tell_year(*, actor: Person, batch_id: int, year: int, now: datetime) -> RegisterBatch:
    """Say which year the days without one are of, and judge all rows again."""
    _require_year(year)
    with transaction.atomic():
        batch = _open_batch(actor, batch_id)
        batch.year = year
        batch.save(update_fields=("year",))
        begin(batch, BatchState.JUDGING, now=now)
        _record("year_told", batch, actor=actor, now=now, detail=_counts(batch))
    return batch


def confirm_register(
    *, actor: Person, batch_id: int, now: datetime, update_changed: bool = False
) -> RegisterBatch:
    """Enter the ready rows; with `update_changed` also correct the entries of which a row says otherwise.

    Rows are judged once more first. Of a large batch the first rows are entered now and the others by the
    worker. Raises NotVisible, ActRefused, InputRefused.
    """
    with transaction.atomic():
        batch = _open_batch(actor, batch_id)
        wanted = {RowState.READY, RowState.CHANGED} if update_changed else {RowState.READY}
        if not batch.rows.filter(state__in=wanted).exists():
            raise InputRefused("这一批没有可以登记的行。请改正表格后重新读入。")
        batch.updates_changed, batch.entered_by = update_changed, actor
        batch.save(update_fields=("updates_changed", "entered_by"))
        _record("confirmed", batch, actor=actor, now=now, detail=_counts(batch))
        begin(batch, BatchState.ENTERING, now=now)
    return batch


def drop_register(*, actor: Person, batch_id: int, now: datetime) -> RegisterBatch:
    """Give a batch up before it is entered; what was read of its rows is erased."""
    with transaction.atomic():
        batch = _open_batch(actor, batch_id, may_be=(BatchState.CHECKED, BatchState.JUDGING))
        batch.state = BatchState.DROPPED
        batch.save(update_fields=("state",))
        batch.rows.update(values={}, raw={}, doc_number="")
        _record("dropped", batch, actor=actor, now=now)
    return batch


def _open_batch(
    actor: Person, batch_id: int, *, may_be: Iterable[str] = (BatchState.CHECKED,)
) -> RegisterBatch:
    standing = standing_of(actor)
    queries.visible_batch(standing, batch_id)
    RegisterBatch.objects.select_for_update().filter(pk=batch_id).values_list("pk", flat=True).first()
    batch = queries.visible_batch(standing, batch_id)
    if batch.state not in may_be:
        raise ActRefused(_BUSY.get(BatchState(batch.state), "这一批已经处理过了。"))
    return batch


def _require_year(year: int | None) -> None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputRefused("请填写四位数的年份。", fields={"year": "例如 2023"})


def _counts(batch: RegisterBatch) -> dict[str, object]:
    """For the audit: how many rows, and of those that were judged how many are what."""
    found = counts_of(batch)
    states = (RowState.READY, RowState.CHANGED, RowState.SAME, RowState.REFUSED)
    return {"rows": batch.total, **{str(state): found.get(state, 0) for state in states}}


def _record(
    act: str, batch: RegisterBatch, *, actor: Person, now: datetime, detail: dict[str, object] | None = None
) -> None:
    audit.record(
        organ=batch.organ, actor=actor, act=f"register.import.{act}", subject="register_batch",
        subject_id=batch.pk, now=now, detail=detail,
    )  # fmt: skip
