"""A page of a PDF as characters and straight lines, in points from its upper left corner as it is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 3.0
_SHORTEST = 3.0
_MOST_CHARACTERS = 60_000
_MOST_SEGMENTS = 60_000

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


class PageTooFull(Exception):
    """More on one page than a document has."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: where it runs (`at`), from `start` to `end` along the other axis."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is on a page."""

    width: float
    height: float
    characters: list[Character]
    strokes: list[Stroke]
    pictures: int


def read_page_of(page: pdfium.PdfPage) -> PdfPage:
    """Return what is on the page; raises PageTooFull."""
    turn = _turning(page)
    width, height = page.get_size()
    strokes: list[Stroke] = []
    pictures = segments = 0
    for element in page.get_objects(max_depth=4):
        if element.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif element.type == raw.FPDF_PAGEOBJ_PATH:
            segments += raw.FPDFPath_CountSegments(element)
            if segments > _MOST_SEGMENTS:
                raise PageTooFull
            strokes += _strokes(element, turn)
    return PdfPage(width, height, _characters(page, turn), strokes, pictures)


def _turning(page: pdfium.PdfPage) -> Turn:
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _characters(page: pdfium.PdfPage, turn: Turn) -> list[Character]:
    textpage = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(textpage)
        if count > _MOST_CHARACTERS:
            raise PageTooFull
        box = raw.FS_RECTF()
        found = []
        for index in range(count):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE, 0xFEFF):
                continue
            if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
                continue
            xs, ys = zip(turn(box.left, box.top), turn(box.right, box.bottom), strict=True)
            found.append(Character(chr(code), min(xs), min(ys), max(xs), max(ys)))
        return found
    finally:
        textpage.close()


def _strokes(element: pdfium.PdfObject, turn: Turn) -> Iterator[Stroke]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(element, fill, stroke)
    matrix = element.get_matrix()
    for points in _subpaths(element):
        shown = [turn(*matrix.on_point(x, y)) for x, y in points]
        if stroke.value:
            for (left, top), (right, bottom) in pairwise(shown):
                yield from _straight((left, right), (top, bottom))
        elif fill.value and len(shown) > 1:
            xs, ys = zip(*shown, strict=True)
            yield from _straight(xs, ys)


def _straight(xs: tuple[float, ...], ys: tuple[float, ...]) -> Iterator[Stroke]:
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if high <= _THIN and wide > max(high, _SHORTEST):
        yield Stroke(True, (max(ys) + min(ys)) / 2, min(xs), max(xs))
    elif wide <= _THIN and high > max(wide, _SHORTEST):
        yield Stroke(False, (max(xs) + min(xs)) / 2, min(ys), max(ys))


def _subpaths(element: pdfium.PdfObject) -> Iterator[list[Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(raw.FPDFPath_CountSegments(element)):
        segment = raw.FPDFPath_GetPathSegment(element, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield points
