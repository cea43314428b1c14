"""Reports as PDF with drawn lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.tables import Printed, placed, tables
from tests.reports.truths.document import Document
from tests.reports.truths.marked import plain

_EMBEDDED = Path("/usr/share/fonts/truetype/arphic/ukai.ttc")


def write_pdf(document: Document, lay_out: LayOut, path: Path) -> None:
    """Write the pages; `style` knows wide (landscape), numbered_pages and embedded (font)."""
    font = _font(lay_out)
    size = landscape(A4) if "wide" in lay_out.style else A4
    pages = SimpleDocTemplate(
        str(path), pagesize=size, leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40
    )
    text = ParagraphStyle("text", fontName=font, fontSize=12, leading=18, wordWrap="CJK", firstLineIndent=24)
    head = ParagraphStyle("head", parent=text, fontSize=14, leading=22)
    story: list[Any] = [Paragraph(escape(plain(line)), head) for line in document.title]
    story += [Paragraph(escape(plain(line)), text) for line in document.opening]
    made = tables(document, lay_out)
    for part in document.parts:
        story.append(Paragraph(escape(part.heading), head))
        story += [Paragraph(escape(plain(line)), text) for line in part.paragraphs]
        for table in made.get(part.table, ()):
            if table.name == "table3":
                story.append(PageBreak())
            story += [_table(table, font, size[0] - 60, lay_out), Spacer(1, 8)]
    story += [Paragraph(escape(line), text) for line in (document.signed_by, document.signed_on)]
    footer = _footer(font) if "numbered_pages" in lay_out.style else _nothing
    pages.build(story, onFirstPage=footer, onLaterPages=footer)


def _font(lay_out: LayOut) -> str:
    name = "embedded" if "embedded" in lay_out.style and _EMBEDDED.exists() else "STSong-Light"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, _EMBEDDED) if name == "embedded" else UnicodeCIDFont(name))
    return name


def _nothing(_canvas: Any, _pages: Any) -> None:
    """No footer."""


def _footer(font: str) -> Any:
    def draw(canvas: Any, _pages: Any) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(300, 20, f"- {canvas.getPageNumber()} -")

    return draw


def _table(table: Printed, font: str, width: float, lay_out: LayOut) -> Table:
    small = ParagraphStyle("small", fontName=font, fontSize=7.5, leading=9, wordWrap="CJK", alignment=1)
    texts: list[list[Any]] = [[""] * table.width for _ in table.rows]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]  # fmt: skip
    for row, column, cell in placed(table):
        texts[row][column] = Paragraph(escape(cell.printed), small) if cell.printed else ""
        if cell.rowspan > 1 or cell.colspan > 1:
            style.append(("SPAN", (column, row), (column + cell.colspan - 1, row + cell.rowspan - 1)))
    return Table(texts, colWidths=_widths(table, width), style=style)


def _widths(table: Printed, width: float) -> list[float]:
    """Label columns of table 3 are wider than those of figures."""
    if table.name != "table3":
        return [width / table.width] * table.width
    figures = table.width - 3
    labels = [0.07, 0.09, 0.22]
    rest = (1 - sum(labels)) / figures
    return [width * share for share in (*labels, *([rest] * figures))]
