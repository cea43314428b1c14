"""A signing sheet as a picture, and what happens to it on desks and scanners."""

from __future__ import annotations

import io
import math
import tempfile
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from gongkai.documents.letters import render, sample_fields, standard_template, to_pdf

KIND = "publication_review_sheet"
CODE = "GK-7F3KQ-9TX2M"
_MM = 25.4
#: Where the codes stand on the sample's sheet, in millimetres.
UPPER, FOOT = (152, 46, 177, 71), (34, 221, 50, 238)
Box = tuple[float, float, float, float]


@cache
def _pdf() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        docx, out = Path(name) / "sheet.docx", Path(name) / "sheet.pdf"
        docx.write_bytes(render(standard_template(KIND), sample_fields(KIND), code=KIND))
        to_pdf(docx, out)
        return out.read_bytes()


def sheet(dpi: int = 150) -> Image.Image:
    """The sample's sheet, printed by LibreOffice and scanned."""
    document = pdfium.PdfDocument(_pdf())
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def _dots(box: Box, dpi: int) -> list[float]:
    return [side * dpi / _MM for side in box]


def crossed(page: Image.Image, box: Box, dpi: int, *, millimetres: float) -> Image.Image:
    """Two strokes of a thick pen from corner to corner."""
    left, top, right, bottom = _dots(box, dpi)
    pen = ImageDraw.Draw(page)
    width = max(1, round(millimetres * dpi / _MM))
    pen.line((left, top, right, bottom), fill=(10, 10, 40), width=width)
    pen.line((left, bottom, right, top), fill=(10, 10, 40), width=width)
    return page


def blotted(page: Image.Image, box: Box, dpi: int) -> Image.Image:
    """Ink over the whole of it."""
    ImageDraw.Draw(page).ellipse(_dots(box, dpi), fill=(30, 30, 60))
    return page


def stamped(
    page: Image.Image, box: Box, dpi: int, colour: tuple[int, int, int] = (220, 30, 40)
) -> Image.Image:
    """An organ's round stamp of 42 mm over it: a ring, a star, characters in between."""
    left, top, right, bottom = _dots(box, dpi)
    x, y, radius = (left + right) / 2, (top + bottom) / 2, 21 * dpi / _MM
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    pen.ellipse(
        (x - radius, y - radius, x + radius, y + radius), outline=colour, width=round(1.2 * dpi / _MM)
    )
    star = [
        (x + radius * (0.35, 0.15)[n % 2] * math.cos(a), y + radius * (0.35, 0.15)[n % 2] * math.sin(a))
        for n in range(10)
        if (a := n * math.pi / 5 - math.pi / 2) is not None
    ]
    pen.polygon(star, fill=colour)
    for n in range(10):
        a = math.pi * (0.9 + 1.2 * n / 9)
        cx, cy = x + radius * 0.75 * math.cos(a), y + radius * 0.75 * math.sin(a)
        pen.rectangle((cx - radius / 11, cy - radius / 8, cx + radius / 11, cy + radius / 8), fill=colour)
    return ImageChops.multiply(page, ink)


def askew(page: Image.Image, degrees: float) -> Image.Image:
    """As it lies on the glass."""
    return page.rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def speckled(page: Image.Image) -> Image.Image:
    """Dust on the glass: every so many dots a dark one, always at the same places."""
    dusty = page.copy()
    dots = dusty.load()
    assert dots is not None
    for place in range(0, page.width * page.height, 97):
        dots[place % page.width, place // page.width] = (60, 60, 60)
    return dusty


def as_jpeg(page: Image.Image, quality: int) -> Image.Image:
    """Saved as small as scanners save."""
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=quality)
    with Image.open(stream) as found:
        return found.convert("RGB")
