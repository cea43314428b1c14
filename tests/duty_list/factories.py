"""Lines of a duty list and files as offices write them."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from gongkai.duty_list.acts.lines import save_line
from gongkai.duty_list.models import DutyLine
from gongkai.law.duty_list import parse_rhythm
from tests.factories import NOW, Bureau


def make_line(bureau: Bureau, rhythm: str = "每月25日前", **values: Any) -> DutyLine:
    """A line of the business department in the column tzgg."""
    filled = {
        "level1": "民生领域", "level2": "救助资金发放", "content": "发放对象、金额", "rhythm_text": rhythm,
        "rhythm": parse_rhythm(rhythm), "department": bureau.business.pk,
        "column": bureau.columns["tzgg"].pk, "contact": bureau.drafter.pk,
    } | values  # fmt: skip
    return save_line(actor=bureau.reviewer, organ_id=bureau.organ.pk, values=filled, now=NOW)


def workbook(*sheets: tuple[str, list[list[Any]], list[tuple[int, int, int, int]]]) -> bytes:
    """An xlsx of sheets, each with its rows and its merged ranges (first row, first column, last …)."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    for name, rows, merged in sheets:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(at, place, value)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    book.close()
    return stream.getvalue()
