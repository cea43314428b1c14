"""A selection of requests as an xlsx, row by row, applicants masked, without holding it in memory."""

from __future__ import annotations

from datetime import date
from typing import IO

from django.db.models import QuerySet
from django.utils.timezone import localtime

from gongkai.desk.cases.rows import CaseRow, row_of
from gongkai.desk.listing import sheet_file
from gongkai.kernel.rights import Standing
from gongkai.requests.models import Case

MOST_ROWS = 50_000
HEADS = (
    ("编号", 20), ("事由", 50), ("机关", 18), ("申请人", 16), ("申请人类别", 14), ("提交方式", 20),
    ("提交日期", 12), ("收到申请之日", 12), ("答复期限", 12), ("暂定", 6), ("期限灯", 16), ("办理状态", 14),
    ("办理结果", 24), ("办结日期", 12), ("经办人", 12),
)  # fmt: skip
_ONLY_SO_MANY = "只导出前 {most} 件，请缩小范围后再导出其余各件。"


def workbook_of(cases: QuerySet[Case], standing: Standing, *, today: date) -> IO[bytes]:
    """A temporary file with at most 50,000 rows; text is text, so no cell can become a formula."""
    found = cases[:MOST_ROWS].iterator(chunk_size=2000)
    rows = (_cells(case, row_of(case, standing, today=today)) for case in found)
    too_many = _ONLY_SO_MANY.format(most=MOST_ROWS)
    return sheet_file("申请清单", HEADS, rows, most=MOST_ROWS, too_many=too_many)


def _cells(case: Case, row: CaseRow) -> list[str | date | None]:
    return [
        row.number, row.subject, row.organ, row.applicant, row.applicant_kind, case.get_channel_display(),
        localtime(row.submitted_at).date(), row.received, row.due, "暂定" if row.provisional else "",
        row.lamp.label if row.lamp else "", row.status.label, row.outcome, row.ended_on, row.handler,
    ]  # fmt: skip
