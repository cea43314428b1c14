"""Word files as offices keep them: cells merged in several ways, padded with blanks and empty paragraphs."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.shared import Cm, Pt

from tests.reports.localities.report import Written
from tests.reports.localities.tables import Rows, all_tables, placed, width


def merged(report: Written) -> bytes:
    """Cells merged as they should be, every one with an empty paragraph behind its text."""
    return _word(report, pad="", empty=True, split=False)


def padded(report: Written) -> bytes:
    """Figures padded with full-width blanks, labels broken into lines."""
    return _word(report, pad="\u3000", empty=False, split=False)


def split_header(report: Written) -> bytes:
    """A header whose merged cells were split again: the text in the first, the others empty."""
    return _word(report, pad=" ", empty=False, split=True)


def soft_breaks(report: Written) -> bytes:
    """The whole text in one paragraph with soft line breaks, as copied from a chat window."""
    document = Document()
    _style(document)
    document.add_paragraph(report.title)
    tables = all_tables(report)
    text = [*report.opening, report.titles[0], *report.overview, report.titles[1]]
    document.add_paragraph("\n".join(text))
    _table(document, tables[0], pad="", empty=False, split=False)
    document.add_paragraph(report.titles[2])
    _table(document, tables[1], pad="", empty=True, split=False)
    document.add_paragraph(report.titles[3])
    _table(document, tables[2], pad="", empty=False, split=False)
    document.add_paragraph("\n".join([report.titles[4], *report.problems, report.titles[5], *report.other]))
    for line in report.closing:
        document.add_paragraph("　" * 20 + line)
    return _bytes(document)


def _word(report: Written, *, pad: str, empty: bool, split: bool) -> bytes:
    document = Document()
    _style(document)
    for line in report.title.split("|"):
        document.add_heading(line, 0)
    for text in report.opening:
        document.add_paragraph(text)
    sections = (report.overview, (), (), (), report.problems, report.other)
    tables = all_tables(report)
    for at, (heading, texts) in enumerate(zip(report.titles, sections, strict=True)):
        document.add_paragraph(heading)
        for text in texts:
            runs = document.add_paragraph("　　")
            for piece in text.split("，"):
                runs.add_run(piece + "，")
            runs.runs[-1].text = runs.runs[-1].text.removesuffix("，")
        if 1 <= at <= 3:
            _table(document, tables[at - 1], pad=pad, empty=empty, split=split)
            document.add_paragraph("")
    for line in report.closing:
        document.add_paragraph("\t\t\t" + line)
    return _bytes(document)


def _table(document: Word, rows: Rows, *, pad: str, empty: bool, split: bool) -> None:
    table = document.add_table(rows=len(rows), cols=width(rows), style="Table Grid")
    table.autofit = False
    for row, column, cell in placed(rows):
        place = table.cell(row, column)
        is_header = row < 3 and len(rows) > 20
        if (cell.down > 1 or cell.across > 1) and not (split and is_header and cell.text != rows[0][0].text):
            place = place.merge(table.cell(row + cell.down - 1, column + cell.across - 1))
        place.text = f"{pad}{cell.text}{pad}"
        place.width = Cm(1.1 if column > 2 else 2.3)
        if empty:
            place.add_paragraph("")


def _style(document: Word) -> None:
    document.styles["Normal"].font.size = Pt(9)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(1.5)
    section.footer.paragraphs[0].text = "— 1 —"


def _bytes(document: Word) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
