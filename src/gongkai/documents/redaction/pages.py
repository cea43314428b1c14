"""Pages as they are shown: pictures, and characters with areas, whatever rotation and crop box."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.pdf_gate import open_pdf
from gongkai.documents.redaction.boxes import Glyph, PageText, Rectangle, Word
from gongkai.documents.redaction.lines import Way, gap_between, way_between

POINTS_PER_INCH = 72
# A page of a very large sheet is shown at less resolution rather than filling the memory.
MAX_PIXELS = 40_000_000
_JOIN = 0.35
# Neither filled nor stroked.
_UNDRAWN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@contextmanager
def opened(source: Path | bytes) -> Iterator[pdfium.PdfDocument]:
    """An open PDF; raises FileRefused when it needs a password, is damaged or has no page."""
    document = open_pdf(source)
    try:
        if len(document) == 0:
            raise FileRefused(Refusal.DAMAGED, "PDF 文件没有页面。请重新生成后上传。")
        # Values of form fields are drawn only when the forms were opened before any page.
        document.init_forms()
        yield document
    finally:
        document.close()


def page_images(source: Path | bytes, *, dpi: int = 110) -> Iterator[bytes]:
    """PNG pictures of the pages, in order; one point of a box is dpi/72 pixels. Raises FileRefused."""
    with opened(source) as document:
        for number in range(1, len(document) + 1):
            stream = BytesIO()
            picture_of(document, number, dpi).save(stream, "PNG")
            yield stream.getvalue()


def page_image(source: Path | bytes, number: int, *, dpi: int = 110) -> bytes:
    """The PNG picture of one page (from 1); raises FileRefused, IndexError when there is no such page."""
    with opened(source) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        stream = BytesIO()
        picture_of(document, number, dpi).save(stream, "PNG")
        return stream.getvalue()


def page_count(source: Path | bytes) -> int:
    """How many pages a PDF has; raises FileRefused."""
    with opened(source) as document:
        return len(document)


def words(source: Path | bytes) -> list[list[Word]]:
    """The words of every page with their areas, in the order of the text; raises FileRefused."""
    with opened(source) as document:
        return [list(_words_of(text_of(document, number))) for number in range(1, len(document) + 1)]


def page_texts(source: Path | bytes) -> list[PageText]:
    """The text of every page with the area of each character; raises FileRefused."""
    with opened(source) as document:
        return [text_of(document, number) for number in range(1, len(document) + 1)]


def picture_of(document: pdfium.PdfDocument, number: int, dpi: int) -> Image.Image:
    """A page as it is shown, annotations and form fields included."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = dpi / POINTS_PER_INCH
        pixels = width * height * scale * scale
        if pixels > MAX_PIXELS:
            scale *= (MAX_PIXELS / pixels) ** 0.5
        picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        return picture
    except (pdfium.PdfiumError, MemoryError, ValueError) as error:
        raise FileRefused(Refusal.DAMAGED, f"PDF 第{number}页无法显示，文件可能已损坏。") from error
    finally:
        page.close()


def text_of(document: pdfium.PdfDocument, number: int) -> PageText:
    """The text of a page, every character with the area of its ink and of its place."""
    page = document[number - 1]
    textpage = page.get_textpage()
    try:
        width, height = page.get_size()
        shown = _Shown(page)
        text: list[str] = []
        glyphs: list[Glyph] = []
        length = 0
        for index in range(textpage.count_chars()):
            char = _char_at(textpage, index)
            if not char:
                continue
            text.append(char)
            if not char.isspace():
                place = shown.area(_loose(textpage, index))
                ink = shown.area(textpage.get_charbox(index))
                ink, place = (ink if ink.area else place), (place if place.area else ink)
                glyphs.append(Glyph(char, ink, place, length, _is_drawn(textpage, index)))
            length += len(char)
        return PageText(number, width, height, "".join(text), tuple(glyphs))
    finally:
        textpage.close()
        page.close()


def shown_area(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> Rectangle:
    """The area of the page as shown of left, bottom, right, top in its own coordinates."""
    return _Shown(page).area(box)


class _Shown:
    """Turns areas of a page's own coordinates into areas of the page as shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation = page.get_rotation()

    def area(self, box: tuple[float, float, float, float]) -> Rectangle:
        """The area as shown of left, bottom, right, top."""
        (x0, y0), (x1, y1) = self._point(box[0], box[1]), self._point(box[2], box[3])
        return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _char_at(textpage: pdfium.PdfTextPage, index: int) -> str:
    code = raw.FPDFText_GetUnicode(textpage, index)
    if code in (0xFFFE, 0x2):
        return "-"
    if 0xD800 <= code <= 0xDFFF:
        return _surrogate(textpage, index, code)
    return chr(code) if code else ""


def _surrogate(textpage: pdfium.PdfTextPage, index: int, code: int) -> str:
    """A character beyond the first plane stands in two places; the first of them carries it whole."""
    if code >= 0xDC00:
        return ""
    low = raw.FPDFText_GetUnicode(textpage, index + 1)
    if not 0xDC00 <= low <= 0xDFFF:
        return ""
    return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))


def _is_drawn(textpage: pdfium.PdfTextPage, index: int) -> bool:
    drawing = raw.FPDFText_GetTextObject(textpage, index)
    return not drawing or raw.FPDFTextObj_GetTextRenderMode(drawing) not in _UNDRAWN


def _loose(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle)):
        return (0.0, 0.0, 0.0, 0.0)
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top


def _words_of(page: PageText) -> Iterator[Word]:
    run: list[Glyph] = []
    for glyph in page.glyphs:
        if run and not _goes_on(run[-1], glyph):
            yield _word(run)
            run = []
        run.append(glyph)
    if run:
        yield _word(run)


def _goes_on(last: Glyph, following: Glyph) -> bool:
    """Whether a character belongs to the word of the one before: same line, next to it, no blank between."""
    if following.offset != last.offset + len(last.char):
        return False
    way = way_between(last, following)
    if way is None:
        return False
    place = last.place
    size = place.y1 - place.y0 if way is Way.ACROSS else place.x1 - place.x0
    return gap_between(last, following, way) <= _JOIN * max(size, 1.0)


def _word(run: list[Glyph]) -> Word:
    return Word(
        text="".join(glyph.char for glyph in run),
        x0=min(min(glyph.ink.x0, glyph.place.x0) for glyph in run),
        y0=min(glyph.ink.y0 for glyph in run),
        x1=max(max(glyph.ink.x1, glyph.place.x1) for glyph in run),
        y1=max(glyph.ink.y1 for glyph in run),
    )
