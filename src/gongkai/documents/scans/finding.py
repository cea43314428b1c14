"""Finding the code on a page that was printed, signed, stamped, folded and scanned askew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from gongkai.documents.scans.codes import is_code

#: Half a letter higher than a sheet is sharp enough for most; the finest is for what is faint or small.
RESOLUTIONS = (150, 200, 300)
_MEDIAN = 3
#: A page this many dots long still shows every stroke of a pen; so much of each edge is the scanner's.
_BLANK_SIZE, _EDGE = 700, 0.04
#: Ink is so much darker than the paper; fewer dots of it are dirt.
_INK, _FEW_DOTS = 60, 25
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True, slots=True)
class Found:
    """The texts of the codes on a page, and how many degrees clockwise turn the page upright."""

    texts: tuple[str, ...] = ()
    turn: int = 0


_NOTHING = Found()


def codes_in(picture: Image.Image) -> Found:
    """The QR codes in a picture as it is, our own kind first."""
    found = [one for one in zxingcpp.read_barcodes(picture, formats=_QR) if one.text]
    found.sort(key=lambda one: not is_code(one.text))
    if not found:
        return _NOTHING
    return Found(tuple(dict.fromkeys(one.text for one in found)), _turn(found[0].orientation))


def search(
    draw: Callable[[int], Image.Image], *, seconds: float, clock: Callable[[], float] = time.monotonic
) -> Found:
    """The codes of a page drawn finer and finer, each time plain and cleaned, until one of ours shows.

    Ends after about `seconds` with what was found so far.
    """
    end = clock() + seconds
    foreign = _NOTHING
    for resolution in RESOLUTIONS:
        for view in _views(draw(resolution)):
            found = codes_in(view)
            if found.texts and is_code(found.texts[0]):
                return found
            foreign = foreign if foreign.texts else found
            if clock() > end:
                return foreign
    return foreign


def is_blank(picture: Image.Image) -> bool:
    """Whether nothing is written on a page: what a scanner that reads both sides makes of an empty back.

    Shadows at the edges, single specks and print that shines through from the other side do not count.
    """
    grey = picture.convert("L")
    grey.thumbnail((_BLANK_SIZE, _BLANK_SIZE))
    edge_x, edge_y = (round(side * _EDGE) for side in grey.size)
    inner = grey.crop((edge_x, edge_y, grey.width - edge_x, grey.height - edge_y))
    inner = inner.filter(ImageFilter.MedianFilter(_MEDIAN))
    counts = inner.histogram()
    paper = max(range(len(counts)), key=counts.__getitem__)
    return sum(counts[: max(0, paper - _INK)]) < _FEW_DOTS


def _turn(orientation: int) -> int:
    """The quarter turns clockwise that undo how a code lies."""
    return round(-orientation / 90) % 4 * 90


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    """The page in ways in which a code may show."""
    colours = picture.convert("RGB")
    # Through red glass a red stamp is not there.
    red = colours.getchannel("R")
    yield red
    stretched = ImageOps.autocontrast(red, cutoff=(2, 20))
    yield stretched
    yield stretched.filter(ImageFilter.MedianFilter(_MEDIAN))
    yield ImageOps.autocontrast(colours.convert("L").filter(ImageFilter.GaussianBlur(1)), cutoff=(5, 30))
