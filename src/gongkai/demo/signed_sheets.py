"""Printed sheets with names written on them, as they come off the office's scanner: one PDF of pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

#: What an office scanner gives, in dots an inch, and how askew paper lies on the glass, in degrees.
_DPI = 200
_ASKEW = 0.7
_INK = (20, 30, 120)
_MARK = "签字："


def signed_scan(sheets: Sequence[bytes]) -> bytes:
    """One PDF of the pages of these PDFs, each signed behind every «签字»."""
    pages = [page for sheet in sheets for page in _signed_pages(sheet)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI)
    return stream.getvalue()


def _signed_pages(sheet: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(sheet)
    found = []
    for page in document:
        picture = page.render(scale=_DPI / 72).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        for left, top in _places(page):
            _write(pen, round(left * _DPI / 72), round(top * _DPI / 72))
        found.append(picture.rotate(_ASKEW, fillcolor="white"))
    return found


def _places(page: pdfium.PdfPage) -> list[tuple[float, float]]:
    """Where a name goes, in points from the upper left: right behind each mark."""
    text = page.get_textpage()
    search, height, places = text.search(_MARK), page.get_height(), []
    while (found := search.get_next()) is not None:
        _, _, right, top = text.get_charbox(found[0] + found[1] - 1)
        places.append((right + 12, height - top))
    return places


def _write(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Something that looks written by hand."""
    stroke = [(left + step * 13, top + (step * 17) % 40 - (step % 3) * 9) for step in range(18)]
    pen.line(stroke, fill=_INK, width=4, joint="curve")
