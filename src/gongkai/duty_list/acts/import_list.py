"""Importing a whole list: read and judged row by row, nothing entered until somebody confirms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.duty_list import queries
from gongkai.duty_list.acts.lines import apply_line
from gongkai.duty_list.acts.opening import kept_organ, record
from gongkai.duty_list.list_judging import JudgedRow, KnownLines, RowJudge, rhythm_from
from gongkai.duty_list.list_rows import MOST_ROWS, read_list
from gongkai.duty_list.models import (
    DutyImport,
    DutyImportRow,
    DutyLine,
    ImportKind,
    ImportRowState,
    ImportState,
)
from gongkai.duty_list.sheets import read_sheets
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of

_NOTHING = (
    "文件中没有读到目录：前几行中须有“公开事项”（或“公开内容”）和“公开时限”（或“责任科室”）这样的列名。"
)
_GONE = "新文件中没有这一项"
_KEPT = ("department", "contact", "column")


def stage_list(*, actor: Person, organ_id: int, name: str, data: bytes, now: datetime) -> DutyImport:
    """Read an xlsx or xls with the organ's list and judge every row against the present one.

    After it: an upload whose rows are new, changed, the same, refused, or (of the present list) gone. Raises
    InputRefused when the file holds no list.
    """
    if not queries.may_keep(standing_of(actor), organ_id):
        raise NotVisible
    sheets = read_sheets(name, data)
    rows, notes = read_list(sheets)
    if not rows:
        raise InputRefused(_NOTHING)
    if len(rows) > MOST_ROWS:
        raise InputRefused(f"一次最多导入 {MOST_ROWS} 行，请分成几个文件。")
    refuse_secrecy_marks(name, *("\n".join(row.texts.values()) for row in rows))
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        judge = RowJudge(organ)
        judged = [judge.judge(row) for row in rows]
        upload = DutyImport.objects.create(
            organ=organ, kind=ImportKind.LIST, name=name[-300:], staged_by=actor, staged_at=now, notes=notes
        )
        made = _rows(upload, judged)
        DutyImportRow.objects.bulk_create(made, batch_size=200)
        record(
            act="duty_list.import.staged", actor=actor, organ=organ, subject="duty_import",
            subject_id=upload.pk, now=now, detail={"rows": len(judged)},
        )  # fmt: skip
    return upload


def _rows(upload: DutyImport, judged: Sequence[JudgedRow]) -> list[DutyImportRow]:
    present = DutyLine.objects.filter(organ=upload.organ, active_until=None).order_by("position", "id")
    known = KnownLines(list(present))
    made = []
    for place, one in enumerate(judged, start=1):
        row = DutyImportRow(upload=upload, place=place, where=one.row.where[:150], values=one.values)
        row.doubts = one.doubts
        if one.refused:
            row.state, row.reason = ImportRowState.REFUSED, one.refused
        else:
            row.line = known.match(one.values)
            row.state = _state(row.line, one.values)
        made.append(row)
    for place, line in enumerate(known.gone(), start=len(made) + 1):
        values = {"level1": line.level1, "level2": line.level2, "content": line.content}
        made.append(
            DutyImportRow(
                upload=upload,
                place=place,
                where="现有目录",
                line=line,
                state=ImportRowState.GONE,
                values=values,
                reason=_GONE,
            )
        )
    return made


def _state(line: DutyLine | None, values: dict[str, Any]) -> ImportRowState:
    if line is None:
        return ImportRowState.NEW
    return ImportRowState.CHANGED if changes_of(line, values) else ImportRowState.SAME


def changes_of(line: DutyLine, values: dict[str, Any]) -> list[str]:
    """Names of what a row would change on its line; what the file leaves open keeps what the line has."""
    changed = []
    for name, value in values.items():
        if name == "rhythm":
            if values.get("rhythm_text") and rhythm_from(value) != line.rhythm:
                changed.append(name)
        elif name in _KEPT:
            if value is not None and value != getattr(line, f"{name}_id"):
                changed.append(name)
        elif value and value != getattr(line, name):
            changed.append(name)
    return changed


def confirm_list(*, actor: Person, import_id: int, retire_gone: bool, now: datetime) -> DutyImport:
    """Enter what was read: new lines are added, known ones updated; with `retire_gone` the others retired.

    Rows are taken as they were shown. Raises ActRefused when the upload was dealt with before.
    """
    with transaction.atomic():
        upload = locked_import(actor, import_id, ImportKind.LIST)
        counts = {"new": 0, "changed": 0, "retired": 0}
        position = DutyLine.objects.filter(organ=upload.organ).count()
        rows = upload.rows.select_related("line").order_by("place")
        for row in rows:
            position += 1
            _enter(row, upload, position, retire_gone, counts, now)
        _close(upload, actor, now)
        record(
            act="duty_list.import.confirmed", actor=actor, organ=upload.organ, subject="duty_import",
            subject_id=upload.pk, now=now, detail=counts,
        )  # fmt: skip
    return upload


def _enter(
    row: DutyImportRow, upload: DutyImport, position: int, retire_gone: bool, counts: dict[str, int],
    now: datetime,
) -> None:  # fmt: skip
    today, line = localdate(now), row.line
    if row.state == ImportRowState.GONE:
        if retire_gone and line is not None and line.active_until is None:
            line.active_until, line.retired_reason = today, _GONE
            line.save(update_fields=("active_until", "retired_reason"))
            counts["retired"] += 1
        return
    if row.state not in (ImportRowState.NEW, ImportRowState.CHANGED):
        return
    if line is None or line.active_until is not None:
        line = DutyLine(organ=upload.organ, active_from=today, position=position)
    values = _to_apply(line, row.values)
    apply_line(line, values | {"source": upload.name[:150]})
    line.save()
    counts["new" if row.state == ImportRowState.NEW else "changed"] += 1
    row.line, row.state = line, ImportRowState.ENTERED
    row.save(update_fields=("line", "state"))


def _to_apply(line: DutyLine, values: dict[str, Any]) -> dict[str, Any]:
    """What the row says, and of a known line only what it changes."""
    names = list(values) if line.pk is None else changes_of(line, values)
    applied = {name: values[name] for name in names}
    if "rhythm" in applied:
        applied["rhythm"] = rhythm_from(applied["rhythm"])
    return applied


def _close(upload: DutyImport, actor: Person, now: datetime) -> None:
    upload.state, upload.confirmed_by, upload.confirmed_at = ImportState.ENTERED, actor, now
    upload.save(update_fields=("state", "confirmed_by", "confirmed_at"))


def locked_import(
    actor: Person, import_id: int, kind: ImportKind, *, may_be: Sequence[str] = (ImportState.READ,)
) -> DutyImport:
    """The open upload under a lock, for who keeps the organ's list; raises NotVisible or ActRefused."""
    upload = DutyImport.objects.select_for_update(of=("self",)).select_related("organ").filter(
        pk=import_id, kind=kind
    ).first()  # fmt: skip
    if upload is None or not queries.may_keep(standing_of(actor), upload.organ_id):
        raise NotVisible
    if upload.state == ImportState.READING:
        raise ActRefused("这一批正在读取，请等读完再办。")
    if upload.state not in may_be:
        raise ActRefused("这一批已经处理过了。")
    return upload


def drop_import(*, actor: Person, import_id: int, now: datetime) -> DutyImport:
    """Give an upload up; what was read of it is erased."""
    with transaction.atomic():
        kind = DutyImport.objects.filter(pk=import_id).values_list("kind", flat=True).first()
        if kind is None:
            raise NotVisible
        may_be = (ImportState.READ, ImportState.UNREAD)
        upload = locked_import(actor, import_id, ImportKind(kind), may_be=may_be)
        upload.state = ImportState.DROPPED
        upload.save(update_fields=("state",))
        upload.rows.update(values={}, files=[], doubts=[])
        record(
            act="duty_list.import.dropped", actor=actor, organ=upload.organ, subject="duty_import",
            subject_id=upload.pk, now=now,
        )  # fmt: skip
    return upload
