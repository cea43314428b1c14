"""The characters of a sealed file as they are compared: widths folded, blanks and page numbers set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.extraction import extract_text
from gongkai.documents.filetypes import extension_of
from gongkai.documents.pdf_gate import DAMAGED_MESSAGE, open_pdf
from gongkai.documents.redaction.boxes import PageText
from gongkai.documents.redaction.pages import picture_of, shown_area, text_of
from gongkai.documents.redaction.raster import is_meant_to_be_seen, seen

# Folded: forms that look the same. Superscripts, circled numbers and fractions are other characters.
_FOLDED_FORMS = ("<wide>", "<narrow>", "<compat>", "<small>", "<vertical>")
# Radicals that some PDF makers write for the character of the same look, and that normal forms leave alone.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_PAGE_NUMBER = re.compile(r"[-—–―－─]?\s*(?P<number>\d{1,3})\s*[-—–―－─]?")
_OFD_PAGE = re.compile(r"第(?P<number>\d+)页")
_OFD_ASIDE = ("文档属性", "文档结构")
_PICTURED_SHARE = 0.5
_INVISIBLE = 3
_SOLID = 255
_LOOKING_DPI = 100
_SILENT_NOTES = (pikepdf.Name.Link, pikepdf.Name.Popup)
_SIGNATURE = pikepdf.Name.Sig
_DEEPEST_FIELD = 8


@dataclass(frozen=True, slots=True)
class Character:
    """A character to compare, and what stood before it: a blank, or the end of a line."""

    char: str
    after_blank: bool = False
    after_line_end: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a sealed file; ``eye_pages`` are those whose visible text is a picture."""

    characters: list[Character]
    all_pages: tuple[int, ...] = ()
    eye_pages: tuple[int, ...] = field(default=())


def characters_of(text: str) -> list[Character]:
    """The characters of a text to compare, blanks set aside but remembered."""
    found: list[Character] = []
    blank = line_end = False
    for char in unicodedata.normalize("NFC", _UNSEEN.sub("", text)):
        if char.isspace():
            blank, line_end = True, line_end or char in "\n\r\f\v"
            continue
        for folded in _folded(char):
            if not folded.isspace():
                found.append(Character(folded, blank, line_end))
                blank = line_end = False
    return found


def read_sealed(path: Path) -> Reading:
    """Read a PDF, OFD or picture; raises FileRefused when a PDF cannot be opened."""
    extension = extension_of(path.name)
    if extension == "ofd":
        return _read_ofd(path)
    if extension != "pdf" and not _is_pdf(path):
        return Reading([], all_pages=(1,), eye_pages=(1,))
    document = open_pdf(path)
    try:
        return _read_pdf(document, _annotated(path))
    finally:
        document.close()


def _read_ofd(path: Path) -> Reading:
    """The pages in order; all of them by eye when there is more to see than their text."""
    extraction = extract_text(path, "ofd")
    texts: dict[int, list[str]] = {}
    says_more = not extraction.complete
    for part in extraction.parts:
        page = _OFD_PAGE.fullmatch(part.where)
        if page:
            texts.setdefault(int(page["number"]), []).append(part.text)
        says_more = says_more or (page is None and part.where not in _OFD_ASIDE)
    told = [_without_page_number("\n".join(texts[number]), number) for number in sorted(texts)]
    everything = tuple(sorted(texts))
    return Reading(characters_of("\n".join(told)), everything, everything if says_more else ())


def _annotated(path: Path) -> frozenset[int]:
    """The pages that show notes, stamps or form values, of which the page's own text says nothing."""
    try:
        with pikepdf.open(path) as pdf:
            return frozenset(number for number, page in enumerate(pdf.pages, 1) if _shows_notes(page))
    except pikepdf.PdfError as error:
        raise FileRefused(Refusal.DAMAGED, DAMAGED_MESSAGE) from error


def _shows_notes(page: pikepdf.Page) -> bool:
    listed = page.obj.get("/Annots")
    notes = [one for one in listed if isinstance(one, pikepdf.Dictionary)] if listed is not None else []
    return any(one.get("/Subtype") not in _SILENT_NOTES and _field_type(one) != _SIGNATURE for one in notes)


def _field_type(field: pikepdf.Dictionary) -> object:
    for _ in range(_DEEPEST_FIELD):
        above = field.get("/Parent")
        if "/FT" in field or not isinstance(above, pikepdf.Dictionary):
            break
        field = above
    return field.get("/FT")


def _read_pdf(document: pdfium.PdfDocument, annotated: frozenset[int]) -> Reading:
    texts: list[str] = []
    eye_pages: list[int] = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        try:
            text = _text(page)
            texts.append(_without_page_number(text, number))
            is_drawn = any(True for _ in page.get_objects(max_depth=1)) and not text.strip()
            is_unsure = number in annotated or is_drawn or _is_pictured(page)
            if is_unsure or _has_unseen_text(document, number):
                eye_pages.append(number)
        finally:
            page.close()
    everything = tuple(range(1, len(document) + 1))
    return Reading(characters_of("\n".join(texts)), everything, tuple(eye_pages))


def _text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        # pdfium marks a hyphen at a line's end with U+FFFE and U+0002.
        found: str = textpage.get_text_range().replace("\ufffe", "-").replace("\x02", "-")
        return found.replace("\r\n", "\n")
    finally:
        textpage.close()


def _without_page_number(text: str, number: int) -> str:
    """Text without its last line (or first) where that is the page's own number between dashes."""
    lines = [line for line in text.split("\n") if line.strip()]
    for index in (-1, 0):
        if lines:
            found = _PAGE_NUMBER.fullmatch(lines[index].strip())
            is_dashed = found is not None and not lines[index].strip().isdigit()
            if found and is_dashed and int(found["number"]) == number:
                lines.pop(index)
    return "\n".join(lines)


def _is_pictured(page: pdfium.PdfPage) -> bool:
    """Whether what is seen is a picture, or text is there that is not seen: a scan with recognised text."""
    width, height = page.get_size()
    for element in _elements(page):
        if element.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = element.get_bounds()
            if (right - left) * (top - bottom) > _PICTURED_SHARE * width * height:
                return True
        elif element.type == raw.FPDF_PAGEOBJ_TEXT:
            mode = raw.FPDFTextObj_GetTextRenderMode(element)
            if mode == _INVISIBLE:
                return True
    return False


def _has_unseen_text(document: pdfium.PdfDocument, number: int) -> bool:
    """Whether text lies under a bar or a picture, in the colour of the paper, or beside the sheet."""
    text = text_of(document, number)
    shaped = [glyph for glyph in text.glyphs if is_meant_to_be_seen(glyph)]
    if len(seen(picture_of(document, number, _LOOKING_DPI), text, shaped)) < len(shaped):
        return True
    page = document[number - 1]
    try:
        return any(_covers(element, page, text) for element in _elements(page))
    finally:
        page.close()


def _covers(element: pdfium.PdfObject, page: pdfium.PdfPage, text: PageText) -> bool:
    """Whether a picture lies over characters and nothing can be seen through it; a seal is transparent."""
    if element.type != raw.FPDF_PAGEOBJ_IMAGE:
        return False
    area = shown_area(page, element.get_bounds())
    return any(glyph.ink.touches(area) for glyph in text.glyphs) and _is_opaque(element)


def _is_opaque(image: pdfium.PdfImage) -> bool:
    picture = image.get_bitmap(render=True).to_pil()
    return "A" not in picture.getbands() or picture.getchannel("A").getextrema()[0] == _SOLID


def _elements(page: pdfium.PdfPage) -> Iterator[pdfium.PdfObject]:
    return iter(page.get_objects(max_depth=4))


def _folded(char: str) -> str:
    decomposition = unicodedata.decomposition(char)
    if not decomposition:
        return _RADICALS.get(char, char)
    if decomposition.startswith("<"):
        return unicodedata.normalize("NFKC", char) if decomposition.startswith(_FOLDED_FORMS) else char
    return unicodedata.normalize("NFC", char)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(5) == b"%PDF-"
