"""The office's own register: read and judged row by row, entered when somebody confirms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.rights import standing_of
from gongkai.register import queries
from gongkai.register.acts.amend import redecide
from gongkai.register.acts.enter import Facts, enter_unasked, put
from gongkai.register.acts.opening import keep, record
from gongkai.register.import_dates import year_in
from gongkai.register.import_sheets import read_register
from gongkai.register.importing import Judge, attribute_in, facts_of
from gongkai.register.models import BatchState, RegisterBatch, RegisterEntry, RegisterRow, RowState, Source
from gongkai.register.rules import may_keep

FIRST_YEAR, LAST_YEAR = 1949, 2100
_BY_IMPORT = "按导入的发文登记簿更新"


def stage_register(
    *, actor: Person, organ_id: int, name: str, table: BinaryIO, now: datetime, year: int | None = None
) -> RegisterBatch:
    """Read the file and judge every row; nothing is entered yet.

    Raises NotVisible, or InputRefused when the file as a whole cannot be read.
    """
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None or not may_keep(standing_of(actor), organ_id):
        raise NotVisible
    refuse_secrecy_marks(name)
    _require_year(year)
    reading = read_register(name, table)
    judge = Judge(organ, year=year, now=now)
    with transaction.atomic():
        batch = RegisterBatch.objects.create(
            organ=organ, name=name[-150:], year=year, heads=reading.fields, staged_by=actor, staged_at=now
        )
        rows = []
        for read in reading.rows:
            row = RegisterRow(batch=batch, sheet=read.sheet[:60], line=read.line, raw=dict(read.cells))
            judge.judge(row, sheet_year=read.year)
            rows.append(row)
        RegisterRow.objects.bulk_create(rows, batch_size=200)
        _record("staged", batch, actor=actor, now=now, detail=_counts(rows))
    return batch


def tell_year(*, actor: Person, batch_id: int, year: int, now: datetime) -> RegisterBatch:
    """Say which year the days without one are of, and judge all rows again."""
    _require_year(year)
    with transaction.atomic():
        batch = _open_batch(actor, batch_id)
        batch.year = year
        batch.save(update_fields=("year",))
        rows = judge_again(batch, now=now)
        _record("year_told", batch, actor=actor, now=now, detail=_counts(rows))
    return batch


def judge_again(batch: RegisterBatch, *, now: datetime) -> list[RegisterRow]:
    """Judge the rows against what the register holds now; inside the act's transaction."""
    judge, rows = Judge(batch.organ, year=batch.year, now=now), list(batch.rows.order_by("pk"))
    for row in rows:
        if row.raw:
            judge.judge(row, sheet_year=year_in(row.sheet, batch.name))
    RegisterRow.objects.bulk_update(rows, ("state", "reason", "values", "raw", "entry"), batch_size=200)
    return rows


def confirm_register(
    *, actor: Person, batch_id: int, now: datetime, update_changed: bool = False
) -> RegisterBatch:
    """Enter the ready rows; with `update_changed` also correct the entries of which a row says otherwise.

    Rows are judged once more first. Raises NotVisible, ActRefused, InputRefused.
    """
    with transaction.atomic():
        batch = _open_batch(actor, batch_id)
        rows = judge_again(batch, now=now)
        wanted = {RowState.READY, RowState.CHANGED} if update_changed else {RowState.READY}
        if not any(row.state in wanted for row in rows):
            raise InputRefused("这一批没有可以登记的行。请改正表格后重新读入。")
        added = amended = 0
        for row in rows:
            if row.state == RowState.READY:
                added += _enter(row, batch.organ, actor, now)
            elif row.state == RowState.CHANGED and update_changed:
                amended += _update(row, actor, now)
        batch.state, batch.entered_by, batch.entered_at = BatchState.ENTERED, actor, now
        batch.save(update_fields=("state", "entered_by", "entered_at"))
        detail: dict[str, object] = {"added": added, "amended": amended}
        _record("entered", batch, actor=actor, now=now, detail=detail)
    return batch


def drop_register(*, actor: Person, batch_id: int, now: datetime) -> RegisterBatch:
    """Give a batch up before it is entered; what was read of its rows is erased."""
    with transaction.atomic():
        batch = _open_batch(actor, batch_id)
        batch.state = BatchState.DROPPED
        batch.save(update_fields=("state",))
        batch.rows.update(values={}, raw={})
        _record("dropped", batch, actor=actor, now=now)
    return batch


def _enter(row: RegisterRow, organ: Organ, actor: Person, now: datetime) -> int:
    try:
        row.entry = enter_unasked(
            actor=actor, organ=organ, facts=facts_of(row.values), source=Source.IMPORTED, now=now
        )
    except Refused as refusal:
        row.state, row.reason = RowState.REFUSED, refusal.message[:500]
    else:
        row.state = RowState.ENTERED
    row.save()
    return int(row.state == RowState.ENTERED)


def _update(row: RegisterRow, actor: Person, now: datetime) -> int:
    """Where the row says nothing the entry keeps what it has."""
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("organ")
    entry = rows.get(pk=row.entry_id or 0)
    said = facts_of(row.values)
    attribute = attribute_in(row.values)
    if attribute.mode:
        redecide(entry, attribute, actor=actor, now=now, reason=_BY_IMPORT, may_change=True)
    put(
        entry,
        Facts(
            title=said.title or entry.title, doc_number=said.doc_number or entry.doc_number_written,
            formed_on=said.formed_on or entry.formed_on,
            department_id=said.department_id or entry.department_id,
            drafter_name=said.drafter_name or entry.drafter_name, pages=said.pages or entry.pages,
            copies=said.copies or entry.copies, remark=said.remark or entry.remark,
            published_on=said.published_on or entry.published_on, published_where=entry.published_where,
        ),
    )  # fmt: skip
    keep(entry, actor=actor, now=now)
    record("amended", actor=actor, entry=entry, now=now, detail={"mode": entry.mode})
    row.state = RowState.ENTERED
    row.save(update_fields=("state",))
    return 1


def _open_batch(actor: Person, batch_id: int) -> RegisterBatch:
    standing = standing_of(actor)
    queries.visible_batch(standing, batch_id)
    RegisterBatch.objects.select_for_update().filter(pk=batch_id).values_list("pk", flat=True).first()
    batch = queries.visible_batch(standing, batch_id)
    if batch.state != BatchState.CHECKED:
        raise ActRefused("这一批已经处理过了。")
    return batch


def _require_year(year: int | None) -> None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputRefused("请填写四位数的年份。", fields={"year": "例如 2023"})


def _counts(rows: Iterable[RegisterRow]) -> dict[str, object]:
    found = list(rows)
    states = (RowState.READY, RowState.CHANGED, RowState.SAME, RowState.REFUSED)
    return {str(state): sum(row.state == state for row in found) for state in states}


def _record(
    act: str, batch: RegisterBatch, *, actor: Person, now: datetime, detail: dict[str, object] | None = None
) -> None:
    audit.record(
        organ=batch.organ, actor=actor, act=f"register.import.{act}", subject="register_batch",
        subject_id=batch.pk, now=now, detail=detail,
    )  # fmt: skip
