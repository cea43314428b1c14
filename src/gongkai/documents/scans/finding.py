"""Finding the code on a page that was printed, signed, stamped, folded and scanned askew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from gongkai.documents.scans.codes import is_code

#: Half a letter higher than a sheet is sharp enough for most; the finest is for what is faint or small.
RESOLUTIONS = (150, 200, 300)
_MEDIAN = 3
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def codes_in(picture: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes in a picture as it is, our own kind first."""
    found = zxingcpp.read_barcodes(picture, formats=_QR)
    texts = dict.fromkeys(one.text for one in found if one.text)
    return tuple(sorted(texts, key=lambda text: not is_code(text)))


def search(
    draw: Callable[[int], Image.Image], *, seconds: float, clock: Callable[[], float] = time.monotonic
) -> tuple[str, ...]:
    """The codes of a page drawn finer and finer, each time plain and cleaned, until one of ours shows.

    Ends after about `seconds` with what was found so far.
    """
    end = clock() + seconds
    foreign: tuple[str, ...] = ()
    for resolution in RESOLUTIONS:
        for view in _views(draw(resolution)):
            texts = codes_in(view)
            if texts and is_code(texts[0]):
                return texts
            foreign = foreign or texts
            if clock() > end:
                return foreign
    return foreign


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
