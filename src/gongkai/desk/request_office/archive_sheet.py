"""The transfer list of archived cases as an xlsx."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO

import xlsxwriter
from django.db.models import QuerySet

from gongkai.law.archive import RETENTIONS
from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.models import ArchiveEntry

MOST_ROWS = 20_000
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
HEADS = (
    ("件号", 8), ("申请编号", 20), ("题名", 50), ("申请人", 16), ("收到日期", 12), ("办结日期", 12),
    ("办理结果", 22), ("保管期限", 10), ("保管期满", 12), ("移交日期", 12), ("移交单位", 24), ("备注", 16),
)  # fmt: skip
_CLEARED, _DESTROYED = "工作副本已清理", "已销毁"


def transfer_list(entries: QuerySet[ArchiveEntry]) -> IO[bytes]:
    """A temporary file with a row for each entry in order of its file number; text stays text."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, _OPTIONS)
    sheet = book.add_worksheet("移交清单")
    head, day = (
        book.add_format({"bold": True, "bg_color": "#ECEFF4"}),
        book.add_format({"num_format": "yyyy-mm-dd"}),
    )
    for at, (words, width) in enumerate(HEADS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, words, head)
    sheet.freeze_panes(1, 0)
    ordered = entries.order_by("case__organ", "case__ended_on", "retention", "item_number")[:MOST_ROWS]
    for place, entry in enumerate(ordered.iterator(chunk_size=1000), start=1):
        for at, cell in enumerate(_cells(entry)):
            if isinstance(cell, date):
                sheet.write_datetime(place, at, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(place, at, cell)
            elif cell:
                sheet.write_string(place, at, cell)
    book.close()
    file.seek(0)
    return file


def outcome_label(code: str) -> str:
    """What an outcome is called; a mixed one of several parts has its own code."""
    return OUTCOMES.label(code) if code in OUTCOMES.codes() else code


def _cells(entry: ArchiveEntry) -> list[str | int | date | None]:
    case = entry.case
    notes = [
        word for word, is_so in ((_CLEARED, entry.cleared_at), (_DESTROYED, entry.destroyed_at)) if is_so
    ]
    return [
        entry.item_number, case.number, case.subject, case.applicant_masked, case.day0, case.ended_on,
        outcome_label(case.outcome), RETENTIONS.label(entry.retention), entry.retain_until,
        entry.transferred_on, entry.transferred_to, "，".join(notes),
    ]  # fmt: skip
