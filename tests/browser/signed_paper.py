"""Paper on its way: printed sheets signed with a pen, and fed to the scanner as one file."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

#: What an office scanner gives, in dots an inch.
_DPI = 200


def pages(pdf: bytes) -> list[Image.Image]:
    """The printed pages as a scanner sees them."""
    document = pdfium.PdfDocument(pdf)
    return [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]


def sign(page: Image.Image) -> Image.Image:
    """Two names and dates by hand in the lower half, a little askew as paper lies on the glass."""
    pen = ImageDraw.Draw(page)
    width, height = page.size
    for part in (0.55, 0.72):
        top = int(height * part)
        stroke = [(width * 0.3 + step * 22, top + (step % 3) * 26 - (step % 2) * 14) for step in range(16)]
        pen.line(stroke, fill=(20, 30, 120), width=5, joint="curve")
    return page.rotate(0.7, fillcolor="white")


def scanned(sheets: list[Image.Image]) -> bytes:
    """All of them in one PDF, in the order given."""
    stream = io.BytesIO()
    sheets[0].save(stream, "PDF", save_all=True, append_images=sheets[1:], resolution=_DPI)
    return stream.getvalue()
