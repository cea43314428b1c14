"""Text as it comes out of a page or a reader by copy and paste, and a workbook kept by hand."""

from __future__ import annotations

import io

import openpyxl

from tests.reports.localities.report import Written
from tests.reports.localities.tables import Rows, all_tables, placed


def copied_page(report: Written) -> bytes:
    """Copied from a browser: a line for each table row, tabs between its cells."""
    return _text(report, lambda rows: "\n".join("\t".join(c.text for c in row) for row in rows)).encode()


def copied_cells(report: Written) -> bytes:
    """Copied from a page by a phone: a line for each cell, an empty line between rows, in GBK."""
    text = _text(report, lambda rows: "\n\n".join("\n".join(c.text for c in row) for row in rows))
    return text.encode("gbk", errors="replace")


def copied_reader(report: Written) -> bytes:
    """Copied from a PDF reader: lines broken at a width, blanks between figures, page numbers."""

    def rows_text(rows: Rows) -> str:
        return "\n".join(" ".join(c.text for c in row if c.text) for row in rows)

    lines: list[str] = []
    for line in _text(report, rows_text).splitlines():
        is_prose = len(line) > 40 and "。" in line
        lines += [line[at : at + 40] for at in range(0, len(line), 40)] if is_prose else [line]
        if len(lines) % 45 == 0:
            lines.append(f"- {len(lines) // 45} -")
    return "\n".join(lines).encode("utf-8-sig")


def _text(report: Written, table: object) -> str:
    assert callable(table)
    made = [table(rows) for rows in all_tables(report)]
    sections = (report.overview, made[0:1], made[1:2], made[2:3], report.problems, report.other)
    lines = [report.title, "", *("　　" + text for text in report.opening)]
    for heading, texts in zip(report.titles, sections, strict=True):
        lines += ["　　" + heading, *(texts if texts and texts[0] in made else ["　　" + t for t in texts])]
    return "\n".join([*lines, "", *report.closing])


def workbook(report: Written) -> bytes:
    """One sheet for the text and one for each table, cells merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "正文"
    sections = (report.overview, (), (), (), report.problems, report.other)
    for line in (report.title, *report.opening):
        sheet.append([line])
    for heading, texts in zip(report.titles, sections, strict=True):
        for line in (heading, *texts):
            sheet.append([line])
    for line in report.closing:
        sheet.append([line])
    for name, rows in zip(("表二", "表三", "表四"), all_tables(report), strict=True):
        page = book.create_sheet(name)
        for row, column, cell in placed(rows):
            digits = cell.text.isdigit()
            page.cell(row + 2, column + 1, int(cell.text) if digits else cell.text)
            if cell.down > 1 or cell.across > 1:
                page.merge_cells(
                    start_row=row + 2, start_column=column + 1,
                    end_row=row + 1 + cell.down, end_column=column + cell.across,
                )  # fmt: skip
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
