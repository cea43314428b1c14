"""Scans taken apart and put together: pictures as PDF, chosen pages as a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps, ImageSequence

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.scans.reading import ScanLimits

_LIMITS = ScanLimits()
_UPRIGHT: Mapping[int, int] = {}
_BROKEN = "图片打不开，可能已损坏。请重新扫描，存为 PDF、JPG、PNG 或者 TIFF。"
_TOO_FINE = "图片有 {count} 万像素，超过 {most} 万像素的上限。请按 300 dpi 重新扫描。"
_TOO_MANY = "一个扫描件最多 {most} 页。请分成几个文件再送。"
_DAMAGED = "扫描件打不开，可能已损坏或者加了密。请重新扫描，存为不加密的 PDF。"
_A4_INCHES = 8.27
_QUALITY = 85
_TEN_THOUSAND = 10_000
PICTURE_ENDINGS = frozenset({"jpg", "jpeg", "png", "tif", "tiff"})


def as_pdf(content: bytes, ending: str, *, limits: ScanLimits = _LIMITS) -> bytes:
    """A scan as PDF by its file ending, without a dot; a PDF stays what it is. Raises FileRefused."""
    return picture_to_pdf(content, limits=limits) if ending.lower() in PICTURE_ENDINGS else content


def picture_to_pdf(content: bytes, *, limits: ScanLimits = _LIMITS) -> bytes:
    """A PDF with a page of A4 width for every picture in the file (TIFF may hold several).

    Raises FileRefused for what is no picture, has too many pixels or too many pages.
    """
    pages: list[bytes] = []
    try:
        with Image.open(BytesIO(content)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                if number > limits.pages:
                    raise FileRefused(Refusal.TOO_LARGE, _TOO_MANY.format(most=limits.pages))
                if frame.width * frame.height > limits.pixels:
                    raise FileRefused(Refusal.TOO_LARGE, _too_fine(frame, limits))
                pages.append(_page_of(frame))
    except FileRefused:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(Refusal.DAMAGED, _BROKEN) from error
    return pages[0] if len(pages) == 1 else merge_pdfs(pages)


def pages_alone(path: Path, numbers: Sequence[int], turns: Mapping[int, int] = _UPRIGHT) -> bytes:
    """A PDF of the pages with these numbers, counted from 1; equal pages make equal bytes.

    `turns` says by how many degrees clockwise a page is shown turned; its content stays as it was scanned.
    """
    try:
        with pikepdf.open(path) as source, pikepdf.new() as made:
            for number in numbers:
                made.pages.append(source.pages[number - 1])
                if turns.get(number):
                    made.pages[-1].rotate(turns[number], relative=True)
            return _saved(made)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error


def merge_pdfs(files: Iterable[bytes]) -> bytes:
    """Several PDFs in one, in their order; equal files make equal bytes."""
    with pikepdf.new() as made:
        for content in files:
            with pikepdf.open(BytesIO(content)) as source:
                made.pages.extend(source.pages)
        return _saved(made)


def _saved(document: pikepdf.Pdf) -> bytes:
    stream = BytesIO()
    document.remove_unreferenced_resources()
    document.save(stream, deterministic_id=True)
    return stream.getvalue()


def _too_fine(frame: Image.Image, limits: ScanLimits) -> str:
    count = frame.width * frame.height // _TEN_THOUSAND
    return _TOO_FINE.format(count=count, most=limits.pixels // _TEN_THOUSAND)


def _page_of(frame: Image.Image) -> bytes:
    picture = ImageOps.exif_transpose(frame).convert("RGB")
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
    narrow = min(picture.size)
    made = BytesIO()
    with Image.open(stream) as jpeg:
        jpeg.save(made, "PDF", resolution=narrow / _A4_INCHES, quality=_QUALITY)
    with pikepdf.open(made) as document:
        # What Pillow writes bears the hour; the same picture is to make the same file.
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        return _saved(document)
