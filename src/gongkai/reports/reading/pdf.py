"""A report as a PDF with text: paragraphs and ruled tables, page by page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium

from gongkai.documents import FileRefused
from gongkai.documents.pdf_gate import open_pdf
from gongkai.documents.pdf_layout import (
    MOST_STROKES,
    Character,
    PageTooFull,
    PdfPage,
    TextLine,
    lines_of,
    read_page_of,
    ruled_tables,
)
from gongkai.reports.reading.refusals import ReportUnreadable, unreadable
from gongkai.reports.reading.slot_cells import grid_cells
from gongkai.reports.source import Grid, Paragraph, Source

_MOST_PAGES = 300
_FEWEST = 12
_NUMBER = re.compile(r"[-－—–―\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-－—–―\s]*")
_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]+[章节条]")

_LINE = "第{page}页第{line}行"
_TABLE = "第{page}页表{number}"
_TOO_MANY = "PDF 超过{pages}页，不像一份年度报告，没有读取。请只保留年度报告本身后重试。"
_TOO_FULL = "PDF 的页面内容过多，不像一份年度报告，没有读取。请使用年度报告的 Word 文件。"
_SCAN = "这份 PDF 是图片（扫描件），没有可以读取的文字。请使用年度报告的 Word 文件，或者人工录入数字。"
_SCANNED = "第{pages}页是图片，其中的文字没有读取。请人工查看，或者使用 Word 文件。"
_PART_DAMAGED = "第{pages}页已损坏，没有读取。请重新生成 PDF，或者使用 Word 文件。"
_CROOKED = "第{page}页有表格的格线不完整，没有作为表格读取。请人工查看，或者使用 Word 文件。"


def read_pdf(path: Path) -> Source:
    """Read a PDF; raises ReportUnreadable when it needs a password, is damaged, or holds pictures only."""
    try:
        document = open_pdf(path)
    except FileRefused as refused:
        raise unreadable(refused) from refused
    reader = _Reader()
    try:
        if len(document) > _MOST_PAGES:
            raise ReportUnreadable(_TOO_MANY.format(pages=_MOST_PAGES))
        for number in range(1, len(document) + 1):
            reader.read(document, number)
    except PageTooFull as error:
        raise ReportUnreadable(_TOO_FULL) from error
    finally:
        document.close()
    return reader.source()


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Paragraph | Grid] = []
        self.gaps: list[str] = []
        self.scanned: list[str] = []
        self.damaged: list[str] = []

    def source(self) -> Source:
        if not self.blocks:
            raise ReportUnreadable(_SCAN)
        for sentence, pages in ((_SCANNED, self.scanned), (_PART_DAMAGED, self.damaged)):
            if pages:
                self.gaps.append(sentence.format(pages="、".join(pages)))
        return Source("pdf", tuple(self.blocks), gaps=tuple(self.gaps))

    def read(self, document: pdfium.PdfDocument, number: int) -> None:
        try:
            opened = document[number - 1]
            page = read_page_of(opened)
            opened.close()
        except pdfium.PdfiumError:
            self.damaged.append(str(number))
            return
        if page.pictures and len(page.characters) < _FEWEST:
            self.scanned.append(str(number))
        self._add_page(page, number)

    def _add_page(self, page: PdfPage, number: int) -> None:
        outside = page.characters
        placed: list[tuple[float, Grid]] = []
        if len(page.strokes) > MOST_STROKES:
            self.gaps.append(_CROOKED.format(page=number))
        for ruled in ruled_tables(page.strokes):
            inside = [one for one in outside if ruled.holds(one)]
            cells = ruled.cells(inside) if inside else None
            if cells is None:
                if inside and len(ruled.xs) + len(ruled.ys) > 5:
                    self.gaps.append(_CROOKED.format(page=number))
                continue
            where = _TABLE.format(page=number, number=len(placed) + 1)
            placed.append((ruled.ys[0], Grid(tuple(grid_cells(cells)), where)))
            outside = [one for one in outside if not ruled.holds(one)]
        self._add_in_order(page, number, outside, placed)

    def _add_in_order(
        self, page: PdfPage, number: int, outside: list[Character], placed: list[tuple[float, Grid]]
    ) -> None:
        before: TextLine | None = None
        lines = lines_of(outside)
        margin = max((line.right for line in lines), default=0.0)
        edge = min((line.left for line in lines), default=0.0)
        for index, line in enumerate(lines, start=1):
            while placed and placed[0][0] < line.top:
                self.blocks.append(placed.pop(0)[1])
                before = None
            if _is_page_number(line, page, number):
                continue
            last = self.blocks[-1] if self.blocks else None
            if before and isinstance(last, Paragraph) and _goes_on(before, line, margin, edge):
                self.blocks[-1] = Paragraph(last.text + line.text, last.where)
            else:
                self.blocks.append(Paragraph(line.text, _LINE.format(page=number, line=index)))
            before = line
        self.blocks += [grid for _, grid in placed]


def _is_page_number(line: TextLine, page: PdfPage, number: int) -> bool:
    at_edge = line.top > page.height * 0.9 or line.bottom < page.height * 0.06
    dashed = not line.text.isdigit() or line.text == str(number)
    return at_edge and dashed and _NUMBER.fullmatch(line.text) is not None


def _goes_on(before: TextLine, line: TextLine, margin: float, edge: float) -> bool:
    """Whether a line is the rest of the paragraph before it: that was full, and this is not indented."""
    full = before.right > margin - 2 * before.size
    indented = line.left > edge + 0.8 * line.size
    near = line.top - before.bottom < 1.6 * line.size
    digits = before.text[-1].isdigit() and line.text[0].isdigit()
    alike = abs(before.size - line.size) < 0.15 * line.size and before.left < edge + 3 * line.size
    tabular = before.text.rpartition(" ")[2][:1].isdigit() and " " in before.text
    return (
        full
        and near
        and alike
        and not tabular
        and not indented
        and not digits
        and not _BEGINS.match(line.text)
    )
