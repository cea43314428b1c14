"""Old stock: read and judged, approved by a second person, entered; sealed for good when all is in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from gongkai.disclosure.acts.import_entry import ENTER, enter_rows, faults_of
from gongkai.disclosure.import_files import FileSource
from gongkai.disclosure.import_table import TableRow, read_table
from gongkai.disclosure.importing import ReadRow, RowReader, RowRefused
from gongkai.disclosure.models import ImportBatch, ImportRow, Item
from gongkai.disclosure.models.importing import BatchState, RowState
from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.kernel import audit, outbox
from gongkai.kernel.acts.organs import administered_organ
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import Standing, standing_of

#: Rows entered while the approver waits; the worker goes on with the rest.
AT_ONCE = 50
_SEALED = "本机关的历史存量已封存，不能再导入；新的信息请在系统中起草、审核、发布。"


def may_stage(standing: Standing, organ_id: int) -> bool:
    """Whoever drafts or reviews in the organ may read old stock in."""
    if organ_id in standing.organs(Role.REVIEWER):
        return True
    writers = standing.departments(Role.DRAFTER, Role.HEAD)
    return Organ.objects.filter(pk=organ_id, departments__in=writers).exists()


def stage_import(
    *, actor: Person, organ_id: int, name: str, table: BinaryIO, files: FileSource, now: datetime
) -> ImportBatch:
    """Read the table and its files and judge every row; nothing becomes an item yet.

    After it: a batch in which each row is ready, known from before, or refused with its reasons. Raises
    InputRefused when the file as a whole cannot be read.
    """
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None or not may_stage(standing_of(actor), organ_id):
        raise NotVisible
    _require_open(organ)
    refuse_secrecy_marks(name)
    rows = read_table(name, table)
    judged = _judge(organ, actor, rows, files, now)
    with transaction.atomic():
        batch = ImportBatch.objects.create(organ=organ, name=name[-150:], staged_by=actor, staged_at=now)
        for row in judged:
            row.batch = batch
        ImportRow.objects.bulk_create(judged, batch_size=200)
        audit.record(
            organ=organ, actor=actor, act="disclosure.import.staged", subject="import_batch",
            subject_id=batch.pk, now=now, detail=_counts(judged),
        )  # fmt: skip
    return batch


def _require_open(organ: Organ) -> None:
    if organ.legacy_sealed_at:
        raise ActRefused(_SEALED)
    if organ.merged_into_id:
        raise ActRefused("这个机关已撤并，不能再导入。")


def _counts(rows: list[ImportRow]) -> dict[str, object]:
    return {str(state): sum(row.state == state for row in rows) for state in RowState}


def _judge(
    organ: Organ, actor: Person, rows: list[TableRow], files: FileSource, now: datetime
) -> list[ImportRow]:
    reader = RowReader(organ=organ, files=files, now=now)
    keys = Item.objects.filter(organ=organ).exclude(external_key="").values_list("external_key", flat=True)
    known, seen = set(keys), _Seen()
    judged = []
    for row in rows:
        made = ImportRow(line=row.line, external_key=row.text("external_key")[:100], state=RowState.READY)
        title = {"fields": {"title": row.text("title")[:200]}}
        if made.external_key and made.external_key in known:
            made.state, made.values, made.reason = RowState.KNOWN, title, "这个来源编号以前已导入"
        else:
            try:
                _fill(made, reader, row, organ=organ, actor=actor, now=now, seen=seen)
            except RowRefused as refusal:
                made.state, made.reason, made.files = RowState.REFUSED, str(refusal)[:500], []
                made.values = {} if refusal.keep_nothing else title
                made.external_key = "" if refusal.keep_nothing else made.external_key
        judged.append(made)
    return judged


class _Seen:
    """Keys and numbers of the lines above, to name the line a doubled one repeats."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.numbers: dict[str, int] = {}

    def refuse_doubles(self, row: TableRow) -> None:
        reasons = []
        for head, values, value in (
            ("来源编号", self.keys, row.text("external_key")),
            ("索引号", self.numbers, row.text("index_number")),
        ):
            if value and values.setdefault(value, row.line) != row.line:
                reasons.append(f"{head}与第 {values[value]} 行重复")
        if reasons:
            raise RowRefused(reasons)


def _fill(
    made: ImportRow, reader: RowReader, row: TableRow, *, organ: Organ, actor: Person, now: datetime,
    seen: _Seen,
) -> None:  # fmt: skip
    read: ReadRow = reader.read(row)
    seen.refuse_doubles(row)
    values: dict[str, Any] = read.values
    reason, keep_nothing = faults_of(organ=organ, person=actor, values=values, files=read.files, now=now)
    if reason:
        raise RowRefused([reason], keep_nothing=keep_nothing)
    made.values, made.files = values, read.files
    made.reason = "；".join(values.pop("notes", []))[:500]


def _locked_batch(actor: Person, batch_id: int, *, own: bool) -> ImportBatch:
    """The batch under a lock, for the office and (with `own`) for who staged it; raises NotVisible."""
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("organ")
        .filter(pk=batch_id)
        .first()
    )
    if batch is None:
        raise NotVisible
    is_office = batch.organ_id in standing_of(actor).organs(Role.REVIEWER)
    if not is_office and not (own and batch.staged_by_id == actor.pk):
        raise NotVisible
    return batch


def approve_import(*, actor: Person, batch_id: int, now: datetime) -> ImportBatch:
    """Let the ready rows in on a second person's look; they are public with their old dates and numbers.

    The first rows are entered at once, the rest of a large batch by the worker. Each item bears a review
    record of this approval.
    """
    with transaction.atomic():
        batch = _locked_batch(actor, batch_id, own=False)
        _require_open(batch.organ)
        if batch.state != BatchState.CHECKED or batch.approved_at:
            raise ActRefused("这一批已经处理过了。")
        if batch.staged_by_id == actor.pk:
            raise SamePersonMayNotApprove("读入这一批的人不能审查同一批，请由另一名审核员办理。")
        if not batch.rows.filter(state=RowState.READY).exists():
            raise InputRefused("这一批没有可以导入的行，请作废后改正表格重新读入。")
        batch.approved_by, batch.approved_at = actor, now
        batch.save(update_fields=("approved_by", "approved_at"))
        outbox.enqueue(ENTER, {"batch": batch.pk}, now=now, organ=batch.organ)
        audit.record(
            organ=batch.organ, actor=actor, act="disclosure.import.approved", subject="import_batch",
            subject_id=batch.pk, now=now,
        )  # fmt: skip
    enter_rows(batch_id=batch.pk, now=now, most=AT_ONCE)
    batch.refresh_from_db()
    return batch


def drop_batch(*, actor: Person, batch_id: int, now: datetime) -> ImportBatch:
    """Give a batch up before it is approved; what was read of its rows is erased."""
    with transaction.atomic():
        batch = _locked_batch(actor, batch_id, own=True)
        if batch.state != BatchState.CHECKED or batch.approved_at:
            raise ActRefused("已经审查的批次不能作废；个别信息请在信息页面撤回。")
        batch.state = BatchState.DROPPED
        batch.save(update_fields=("state",))
        batch.rows.update(values={}, files=[])
        audit.record(
            organ=batch.organ, actor=actor, act="disclosure.import.dropped", subject="import_batch",
            subject_id=batch.pk, now=now,
        )  # fmt: skip
    return batch


def seal_legacy(*, actor: Person, organ_id: int, now: datetime) -> Organ:
    """Close the import for good: from now on the publication date is the system's alone."""
    with transaction.atomic():
        organ = administered_organ(actor, organ_id)
        if organ.legacy_sealed_at:
            raise ActRefused("本机关的历史存量早已封存。")
        if ImportBatch.objects.filter(organ=organ, state=BatchState.CHECKED).exists():
            raise ActRefused("还有没有处理完的批次，请先审查或作废，再封存。")
        organ.legacy_sealed_at = now
        organ.save(update_fields=("legacy_sealed_at",))
        audit.record(
            organ=organ, actor=actor, act="disclosure.legacy.sealed", subject="organ", subject_id=organ.pk,
            now=now,
        )  # fmt: skip
    return organ
