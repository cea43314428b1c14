"""Redact a PDF: what lies under the boxes is gone from picture, text and everything around."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from gongkai.documents.redaction.assembling import clean_objects, picture_page, strip_page
from gongkai.documents.redaction.boxes import (
    Box,
    Glyph,
    PageText,
    Rectangle,
    RedactionFailed,
    RedactionReport,
)
from gongkai.documents.redaction.checking import (
    Expected,
    KeptPageChanged,
    check_inside,
    check_kept,
    check_pages,
    elsewhere,
    text_of_survivors,
)
from gongkai.documents.redaction.glyphless import ShapelessFont
from gongkai.documents.redaction.inventory import (
    carried_along,
    fonts_of,
    has_layers,
    has_pictures,
    must_be_pictured,
    open_for_rewriting,
)
from gongkai.documents.redaction.pages import opened, picture_of, text_of
from gongkai.documents.redaction.raster import (
    burn,
    burnt_areas,
    covered_by,
    is_meant_to_be_seen,
    is_reached,
    picture_stream,
    seen,
)
from gongkai.documents.redaction.spoken import silence

DEFAULT_DPI = 200
_LOOKING_DPI = 100
_NO_PAGE = "第{n}个遮盖框在第{page}页，文件只有{pages}页。请重新标注。"
_CANNOT = "文件的内部结构不正常，无法遮盖，没有生成文件。请重新生成或者打印成 PDF 后重试。"
_TWO_READINGS = "不同软件读出的页数不同，无法遮盖，没有生成文件。请重新生成或者打印成 PDF 后重试。"
_NO_AREA = "第{n}个遮盖框没有面积或者不在页面内。请重新标注。"


@dataclass(slots=True)
class _Page:
    """A page on its way: what it holds, what is marked on it and what survives."""

    text: PageText
    boxes: list[tuple[int, Box]]
    pictured: bool
    survivors: list[Glyph] = field(default_factory=list)
    areas: list[tuple[Box, list[Rectangle]]] = field(default_factory=list)


def redact(
    source: Path, target: Path, boxes: Sequence[Box], *, dpi: int = DEFAULT_DPI, all_pages: bool = False
) -> RedactionReport:
    """Write a copy of a PDF to ``target`` without what lies under the boxes, and report what was done.

    Marked pages become pictures with the boxes burnt in and the surviving characters laid over them unseen;
    other pages are kept, unless something on them can only be made safe that way (``all_pages`` does it to
    all). Properties, attachments, annotations, forms, scripts and the like are left out. The file is read
    again by two programs before it takes its place: RedactionFailed is raised and nothing is written when
    anything covered could still be read, or when a box lies on no page. Raises FileRefused when the source
    needs a password or is damaged.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".redacted-", suffix=".pdf")
    os.close(handle)
    made = Path(name)
    try:
        try:
            report = _made(source, made, boxes, dpi=dpi, all_pages=all_pages)
        except KeptPageChanged:
            report = _made(source, made, boxes, dpi=dpi, all_pages=True)
        made.replace(target)
    except (pikepdf.PdfError, pdfium.PdfiumError, MemoryError) as error:
        raise RedactionFailed(_CANNOT) from error
    finally:
        made.unlink(missing_ok=True)
    return report


def _made(source: Path, made: Path, boxes: Sequence[Box], *, dpi: int, all_pages: bool) -> RedactionReport:
    with open_for_rewriting(source) as original:
        read = _saved(original) if silence(original) else source
        with opened(read) as document:
            if len(document) != len(original.pages):
                raise RedactionFailed(_TWO_READINGS)
            marked = _by_page(document, boxes)
            original.remove_unreferenced_resources()
            every = all_pages or has_layers(original)
            pages = [
                _looked_at(document, number, marked.get(number, []), every or must_be_pictured(page))
                for number, page in enumerate(original.pages, 1)
            ]
            _picture_telling_fonts(original, pages)
            removed = carried_along(original)
            _write(document, original, pages, made, dpi)
            return _checked(made, pages, boxes, removed)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def _by_page(document: pdfium.PdfDocument, boxes: Sequence[Box]) -> dict[int, list[tuple[int, Box]]]:
    """The boxes by page, upright and cut to it; raises RedactionFailed for one that is nowhere."""
    marked: dict[int, list[tuple[int, Box]]] = {}
    for index, box in enumerate(boxes):
        if not 1 <= box.page <= len(document):
            raise RedactionFailed(_NO_PAGE.format(n=index + 1, page=box.page, pages=len(document)))
        width, height = document.get_page_size(box.page - 1)
        x0, x1 = sorted((box.x0, box.x1))
        y0, y1 = sorted((box.y0, box.y1))
        on_page = Rectangle(x0, y0, x1, y1).shared_with(Rectangle(0, 0, width, height))
        if not on_page.area > 0:
            raise RedactionFailed(_NO_AREA.format(n=index + 1))
        upright = Box(box.page, on_page.x0, on_page.y0, on_page.x1, on_page.y1, box.reason, box.label)
        marked.setdefault(box.page, []).append((index, upright))
    return marked


def _looked_at(
    document: pdfium.PdfDocument, number: int, boxes: list[tuple[int, Box]], pictured: bool
) -> _Page:
    text = text_of(document, number)
    if not boxes and not pictured:
        picture = picture_of(document, number, _LOOKING_DPI)
        shaped = [glyph for glyph in text.glyphs if is_meant_to_be_seen(glyph)]
        pictured = len(seen(picture, text, shaped)) < len(shaped)
    return _Page(text, boxes, pictured or bool(boxes))


def _picture_telling_fonts(original: pikepdf.Pdf, pages: Sequence[_Page]) -> None:
    """Make pictures of pages whose fonts hold characters that only covered text uses.

    A font part lists every character it was cut out for, in order of use: of a rare name that is the name.
    """
    fonts = [fonts_of(page) for page in original.pages]
    marked_fonts = {font for page, own in zip(pages, fonts, strict=True) if page.boxes for font in own}
    covered = {
        glyph.char
        for page in pages
        for _, box in page.boxes
        for glyph in covered_by(page.text, Rectangle(box.x0, box.y0, box.x1, box.y1))
    }
    while True:
        kept = [(page, own) for page, own in zip(pages, fonts, strict=True) if not page.pictured]
        shown = {char for page, _ in kept for char in page.text.text}
        telling = [page for page, own in kept if own & marked_fonts] if covered - shown else []
        if not telling:
            return
        for page in telling:
            page.pictured = True


def _write(
    document: pdfium.PdfDocument, original: pikepdf.Pdf, pages: Sequence[_Page], made: Path, dpi: int
) -> None:
    font = ShapelessFont()
    with pikepdf.new() as new:
        font_object = new.make_indirect(pikepdf.Dictionary())
        for old in original.pages:
            strip_page(old)
        for number, page in enumerate(pages, 1):
            if not page.pictured:
                new.pages.append(original.pages[number - 1])
                continue
            picture = picture_of(document, number, dpi)
            is_photographic = has_pictures(original.pages[number - 1])
            burnt = _burnt(page, picture)
            made_page = picture_page(
                new,
                picture=picture_stream(new, burnt, is_photographic=is_photographic),
                size=(page.text.width, page.text.height),
                survivors=page.survivors,
                font=font,
                font_object=font_object,
            )
            new.pages.append(pikepdf.Page(new.make_indirect(made_page)))
        clean_objects(new)
        _fill(font_object, font.font(new))
        new.save(made, deterministic_id=True, fix_metadata_version=False)


def _fill(placeholder: pikepdf.Object, font: pikepdf.Object) -> None:
    for key in font.keys():  # noqa: SIM118
        placeholder[key] = font[key]


def _burnt(page: _Page, picture: Image.Image) -> Image.Image:
    """The picture with the bars; what survives on the page is settled by what can be seen beside them."""
    page.areas = [
        (box, burnt_areas(page.text, Rectangle(box.x0, box.y0, box.x1, box.y1))) for _, box in page.boxes
    ]
    bars = [area for _, areas in page.areas for area in areas]
    open_glyphs = [glyph for glyph in page.text.glyphs if not any(is_reached(glyph, bar) for bar in bars)]
    page.survivors = seen(picture, page.text, open_glyphs)
    return burn(picture, page.text, page.areas)


def _checked(
    made: Path, pages: Sequence[_Page], boxes: Sequence[Box], removed: tuple[str, ...]
) -> RedactionReport:
    covered: list[list[Glyph]] = [[] for _ in boxes]
    for page in pages:
        for index, box in page.boxes:
            covered[index] = covered_by(page.text, Rectangle(box.x0, box.y0, box.x1, box.y1))
    texts = ["".join(glyph.char for glyph in glyphs) for glyphs in covered]
    check_pages(
        made,
        {
            page.text.number: Expected(page.survivors, [area for _, areas in page.areas for area in areas])
            for page in pages
            if page.pictured
        },
    )
    kept = {page.text.number: page.text.text for page in pages if not page.pictured}
    check_kept(made, kept)
    remaining = {
        page.text.number: text_of_survivors(page.text, page.survivors) if page.pictured else page.text.text
        for page in pages
    }
    places = elsewhere(texts, remaining)
    still_there = {place.box for place in places}
    hunted = [text for index, text in enumerate(texts) if index not in still_there]
    check_inside(made, hunted, has_kept_pages=bool(kept))
    return RedactionReport(
        pages=len(pages),
        redacted_pages=tuple(page.text.number for page in pages if page.boxes),
        pictured_pages=tuple(page.text.number for page in pages if page.pictured and not page.boxes),
        kept_pages=tuple(kept),
        characters=tuple(len(glyphs) for glyphs in covered),
        elsewhere=places,
        removed=removed,
    )
