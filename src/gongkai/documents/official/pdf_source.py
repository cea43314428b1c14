"""A PDF with text as lines: page numbers and running heads left out, paragraphs and tables put together."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.official.lines import Line, lines_of_body
from gongkai.documents.official.pdf_blocks import Flow, PageLine, PageTable, Placed
from gongkai.documents.official.source import Sourced
from gongkai.documents.official.wording import squeezed
from gongkai.documents.pdf_gate import open_pdf
from gongkai.documents.pdf_layout import (
    MOST_STROKES,
    PageTooFull,
    PdfPage,
    lines_of,
    read_page_of,
    ruled_tables,
)

_FIRST_PAGES = 80
_LAST_PAGES = 10
_SECONDS = 20.0
_FEWEST = 12
_REPEATED_LINES = 3
_NOT_ALL = "PDF 共{total}页，只读取了第1至{first}页和最后{last}页，正文不完整，请核对或者把附件另存。"
_TOO_SLOW = "PDF 的页面过于复杂，只读取了{read}页，正文不完整，请核对。"
_UNREAD = "PDF 第{pages}页已损坏或内容过多，没有读取，请核对。"
_SCANNED = "PDF 第{pages}页是图片，其中的文字没有读取，请核对。"
_PICTURES = "PDF 第{pages}页有图片（包括印章），没有转入正文，请核对。"
_CROOKED = "PDF 第{pages}页有表格的格线不完整，没有作为表格读取，请核对。"
_RECOGNISED = "PDF 的文字是扫描后识别的，可能有错，请对照原件核对。"


@dataclass(slots=True)
class _Pages:
    read: list[tuple[int, PdfPage]] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    covered: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    crooked: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_pdf_lines(data: bytes) -> Sourced:
    """Return the lines of a PDF; of one with very many pages the first and the last, and a note.

    Raises FileRefused when it needs a password or is damaged.
    """
    document = open_pdf(data)
    try:
        pages = _read_pages(document)
    finally:
        document.close()
    flow = Flow()
    running = _running(pages.read)
    beside: list[str] = []
    for number, page in pages.read:
        flow.add(_placed(page, number, running, beside, pages))
    lines: list[Line] = lines_of_body(flow.blocks, flow.looks())
    is_unreliable = bool(pages.covered) and len(pages.covered) * 2 >= len(pages.read)
    notes = [*pages.notes, *_notes(pages)]
    if is_unreliable:
        notes.insert(0, _RECOGNISED)
    return Sourced(lines, (), tuple(notes), tuple(dict.fromkeys(beside)), is_unreliable)


def _read_pages(document: pdfium.PdfDocument) -> _Pages:
    total = len(document)
    chosen = list(range(total))
    pages = _Pages()
    if total > _FIRST_PAGES + _LAST_PAGES:
        chosen = [*range(_FIRST_PAGES), *range(total - _LAST_PAGES, total)]
        pages.notes.append(_NOT_ALL.format(total=total, first=_FIRST_PAGES, last=_LAST_PAGES))
    began = time.monotonic()
    for index in chosen:
        if time.monotonic() - began > _SECONDS:
            pages.notes.append(_TOO_SLOW.format(read=len(pages.read)))
            break
        try:
            opened = document[index]
            try:
                page = read_page_of(opened)
                _note_pictures(pages, opened, page, index + 1)
            finally:
                opened.close()
        except (pdfium.PdfiumError, PageTooFull):
            pages.unread.append(index + 1)
            continue
        pages.read.append((index + 1, page))
    return pages


def _note_pictures(pages: _Pages, opened: pdfium.PdfPage, page: PdfPage, number: int) -> None:
    if not page.pictures:
        return
    if len(page.characters) < _FEWEST:
        pages.scanned.append(number)
    elif any(_covers(element, page) for element in opened.get_objects(max_depth=2)):
        pages.covered.append(number)
    else:
        pages.pictured.append(number)


def _covers(element: pdfium.PdfObject, page: PdfPage) -> bool:
    if element.type != raw.FPDF_PAGEOBJ_IMAGE:
        return False
    left, bottom, right, top = element.get_bounds()
    return bool((right - left) * (top - bottom) > 0.75 * page.width * page.height)


def _running(read: list[tuple[int, PdfPage]]) -> set[str]:
    """Texts that stand at the upper or lower edge of several pages."""
    seen: Counter[str] = Counter()
    for _, page in read:
        found = {
            squeezed(line.text)
            for line in lines_of([one for one in page.characters if _at_edge(one.top, one.bottom, page)])
        }
        seen.update(found)
    return {text for text, many in seen.items() if many >= min(_REPEATED_LINES, max(2, len(read)))}


def _at_edge(top: float, bottom: float, page: PdfPage) -> bool:
    return bottom < page.height * 0.085 or top > page.height * 0.915


def _placed(page: PdfPage, number: int, running: set[str], beside: list[str], pages: _Pages) -> list[Placed]:
    outside = page.characters
    placed: list[Placed] = []
    if len(page.strokes) > MOST_STROKES:
        pages.crooked.append(number)
    for ruled in ruled_tables(page.strokes):
        inside = [one for one in outside if ruled.holds(one)]
        cells = ruled.cells(inside) if inside else None
        if cells is None:
            if inside and len(ruled.xs) + len(ruled.ys) > 5:
                pages.crooked.append(number)
            continue
        placed.append(PageTable(ruled.ys[0], ruled.ys[-1], number, cells))
        outside = [one for one in outside if not ruled.holds(one)]
    for line in lines_of(outside):
        if _is_number_of_page(line.text, line.top, line.bottom, page) or (
            _at_edge(line.top, line.bottom, page) and squeezed(line.text) in running
        ):
            beside.append(line.text)
        else:
            placed.append(PageLine(line.top, line.bottom, number, line, page.width, page.height))
    return sorted(placed, key=lambda one: one.top)


def _is_number_of_page(text: str, top: float, bottom: float, page: PdfPage) -> bool:
    plain = squeezed(text).strip("-－—–―·.第页共/ ")
    return (bottom < page.height * 0.07 or top > page.height * 0.87) and plain.isdigit() and len(plain) < 5


def _notes(pages: _Pages) -> Iterator[str]:
    for sentence, numbers in (
        (_SCANNED, pages.scanned), (_PICTURES, pages.pictured), (_UNREAD, pages.unread),
        (_CROOKED, pages.crooked),
    ):  # fmt: skip
        distinct = list(dict.fromkeys(numbers))
        if distinct:
            shown = "、".join(str(number) for number in distinct[:20])
            yield sentence.format(pages=shown + ("等" if len(distinct) > 20 else ""))
