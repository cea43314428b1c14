"""The list of a year's folder (归档文件目录) as a workbook, a line for each piece."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.timezone import localtime

from gongkai.handover.pieces import Piece
from gongkai.kernel.models import Organ
from gongkai.law.archive import RETENTIONS

_HEADS = (
    ("件号", 8), ("责任者", 26), ("文号", 24), ("题名", 60), ("成文日期", 12), ("公开日期", 12),
    ("索引号", 26), ("栏目", 18), ("科室", 14), ("保管期限", 10), ("文件夹", 40), ("备注", 24),
)  # fmt: skip
_WITHDRAWN = "{day}撤回：{reason}"
_TITLE = "{organ}{year}年主动公开信息归档文件目录"


def list_of(organ: Organ, year: int, rows: Sequence[tuple[Piece, str]]) -> bytes:
    """The workbook; `rows` are the pieces with the folders they lie in. Text is text, no cell a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("归档文件目录")
        title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        head = book.add_format({"bold": True, "bg_color": "#ECEFF4", "border": 1, "text_wrap": True})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.merge_range(0, 0, 0, len(_HEADS) - 1, _TITLE.format(organ=organ.name, year=year), title)
        for at, (words, width) in enumerate(_HEADS):
            sheet.set_column(at, at, width)
            sheet.write_string(1, at, words, head)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        for line, (piece, folder) in enumerate(rows, start=2):
            for at, text in enumerate(_cells(piece, folder)):
                sheet.write_string(line, at, text, cell)
    return out.getvalue()


def _cells(piece: Piece, folder: str) -> list[str]:
    edition, item = piece.edition, piece.item
    published = localtime(item.first_published_at).date().isoformat() if item.first_published_at else ""
    withdrawn = ""
    if item.public_state == "withdrawn" and item.withdrawn_at:
        day = localtime(item.withdrawn_at).date().isoformat()
        withdrawn = _WITHDRAWN.format(day=day, reason=item.withdrawn_reason)
    return [
        f"{piece.number:04d}", edition.issuer, edition.doc_number, edition.title,
        edition.formed_on.isoformat() if edition.formed_on else "", published, edition.index_number,
        edition.column.name, edition.department_name, RETENTIONS.label(piece.retention), folder, withdrawn,
    ]  # fmt: skip
