"""Going through the rows of a batch, so many at a time: judged first, entered when somebody confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Person
from gongkai.kernel.registry import Payload
from gongkai.register.acts.amend import redecide
from gongkai.register.acts.enter import Facts, enter_unasked, put
from gongkai.register.acts.opening import keep, record
from gongkai.register.import_dates import year_in
from gongkai.register.importing import Judge, attribute_in, facts_of
from gongkai.register.models import (
    WORKED_ON,
    BatchState,
    RegisterBatch,
    RegisterEntry,
    RegisterRow,
    RowState,
    Source,
)
from gongkai.register.numbers import normalised

#: The outbox job that goes on where the last rows ended.
GO_ON = "register.import.go_on"
#: So many rows to one transaction; a batch no larger is dealt with while its keeper waits.
AT_ONCE = 200
_BY_IMPORT = "按导入的发文登记簿更新"


def run_jobs(payloads: Sequence[Payload], now: datetime) -> None:
    """The worker's part of large batches: the next rows, and another job while some remain."""
    for payload in payloads:
        with transaction.atomic():
            go_on(batch_id=int(str(payload["batch"])), reached=int(str(payload["reached"])), now=now)


def begin(batch: RegisterBatch, state: BatchState, *, now: datetime) -> None:
    """Put a locked batch into a state that is worked on, and do its first rows; a small one is done then."""
    batch.state, batch.reached = state, 0
    batch.save(update_fields=("state", "reached"))
    _step(batch, now=now)


def go_on(*, batch_id: int, reached: int, now: datetime) -> None:
    """The rows after `reached`, inside the caller's transaction.

    A job that runs twice finds its rows done and leaves them; one that was killed left nothing of them.
    """
    rows = RegisterBatch.objects.select_for_update(of=("self",)).select_related("organ", "entered_by")
    batch = rows.filter(pk=batch_id, state__in=WORKED_ON, reached=reached).first()
    if batch is not None:
        _step(batch, now=now)


def _step(batch: RegisterBatch, *, now: datetime) -> None:
    rows = list(batch.rows.filter(pk__gt=batch.reached).order_by("pk")[:AT_ONCE])
    for row in rows:
        row.doc_number = normalised(row.raw.get("doc_number", ""))
    judge = Judge(batch, rows=[row for row in rows if row.raw], now=now)
    for row in rows:
        if row.raw and row.state != RowState.ENTERED:
            judge.judge(row, sheet_year=year_in(row.sheet, batch.name))
    if batch.state == BatchState.ENTERING:
        _enter_all(batch, rows, now)
    fields = ("state", "reason", "values", "raw", "entry", "doc_number")
    RegisterRow.objects.bulk_update(rows, fields, batch_size=100)
    batch.reached = rows[-1].pk if rows else batch.reached
    has_more = batch.rows.filter(pk__gt=batch.reached).exists()
    if not has_more:
        _finish(batch, now)
    batch.save(update_fields=("state", "reached", "added", "amended", "entered_at"))
    if has_more:
        payload: Payload = {"batch": batch.pk, "reached": batch.reached}
        outbox.enqueue(GO_ON, payload, now=now, organ=batch.organ)


def _finish(batch: RegisterBatch, now: datetime) -> None:
    if batch.state == BatchState.JUDGING:
        batch.state = BatchState.CHECKED
        return
    batch.state, batch.entered_at = BatchState.ENTERED, now
    audit.record(
        organ=batch.organ, actor=batch.entered_by, act="register.import.entered", subject="register_batch",
        subject_id=batch.pk, now=now, detail={"added": batch.added, "amended": batch.amended},
    )  # fmt: skip


def _enter_all(batch: RegisterBatch, rows: Sequence[RegisterRow], now: datetime) -> None:
    for row in rows:
        if row.state == RowState.READY:
            batch.added += _enter(row, batch, now)
        elif row.state == RowState.CHANGED and batch.updates_changed:
            batch.amended += _update(row, batch.entered_by, now)


def _enter(row: RegisterRow, batch: RegisterBatch, now: datetime) -> int:
    try:
        row.entry = enter_unasked(
            actor=batch.entered_by, organ=batch.organ, facts=facts_of(row.values), source=Source.IMPORTED,
            now=now,
        )  # fmt: skip
    except Refused as refusal:
        row.state, row.reason = RowState.REFUSED, refusal.message[:500]
        return 0
    row.state = RowState.ENTERED
    return 1


def _update(row: RegisterRow, actor: Person | None, now: datetime) -> int:
    """Where the row says nothing the entry keeps what it has; a row that no longer fits says why."""
    try:
        with transaction.atomic():
            _amended(row, actor, now)
    except Refused as refusal:
        row.state, row.reason = RowState.REFUSED, refusal.message[:500]
        return 0
    row.state = RowState.ENTERED
    return 1


def _amended(row: RegisterRow, actor: Person | None, now: datetime) -> None:
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
            limit_kind=entry.limit_kind,
        ),
    )  # fmt: skip
    keep(entry, actor=actor, now=now)
    record("amended", actor=actor, entry=entry, now=now, detail={"mode": entry.mode})


def counts_of(batch: RegisterBatch) -> dict[str, int]:
    """How many of its rows stand in each state."""
    return dict(batch.rows.values_list("state").annotate(Count("pk")).order_by())


def done_of(batch: RegisterBatch) -> int:
    """How many rows of a batch that is worked on are done."""
    return batch.rows.filter(pk__lte=batch.reached).count()
