"""A selection of requests as an xlsx, row by row, applicants masked, without holding it in memory."""

from __future__ import annotations

import tempfile
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils.timezone import localtime

from gongkai.desk.cases.rows import CaseRow, row_of
from gongkai.kernel.rights import Standing
from gongkai.requests.models import Case

MOST_ROWS = 50_000
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
HEADS = (
    ("编号", 20), ("事由", 50), ("机关", 18), ("申请人", 16), ("申请人类别", 14), ("提交方式", 20),
    ("提交日期", 12), ("收到申请之日", 12), ("答复期限", 12), ("暂定", 6), ("期限灯", 16), ("办理状态", 14),
    ("办理结果", 24), ("办结日期", 12), ("经办人", 12),
)  # fmt: skip
_ONLY_SO_MANY = "只导出前 {most} 件，请缩小范围后再导出其余各件。"


def workbook_of(cases: QuerySet[Case], standing: Standing, *, today: date) -> IO[bytes]:
    """A temporary file with at most 50,000 rows; text is text, so no cell can become a formula."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, _OPTIONS)
    sheet = book.add_worksheet("申请清单")
    _write_head(book, sheet)
    day, last = book.add_format({"num_format": "yyyy-mm-dd"}), 0
    for place, case in enumerate(cases[:MOST_ROWS].iterator(chunk_size=2000), start=1):
        for at, cell in enumerate(_cells(case, row_of(case, standing, today=today))):
            if isinstance(cell, date):
                sheet.write_datetime(place, at, cell, day)
            elif cell:
                sheet.write_string(place, at, cell)
        last = place
    if last == MOST_ROWS:
        sheet.write_string(last + 1, 1, _ONLY_SO_MANY.format(most=MOST_ROWS))
    book.close()
    file.seek(0)
    return file


def _write_head(book: Any, sheet: Any) -> None:
    head = book.add_format({"bold": True, "bg_color": "#ECEFF4"})
    for at, (words, width) in enumerate(HEADS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, words, head)
    sheet.freeze_panes(1, 0)


def _cells(case: Case, row: CaseRow) -> list[str | date | None]:
    return [
        row.number, row.subject, row.organ, row.applicant, row.applicant_kind, case.get_channel_display(),
        localtime(row.submitted_at).date(), row.received, row.due, "暂定" if row.provisional else "",
        row.lamp.label if row.lamp else "", row.status.label, row.outcome, row.ended_on, row.handler,
    ]  # fmt: skip
