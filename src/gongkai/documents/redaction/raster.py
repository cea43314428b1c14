"""A page as a picture with the areas burnt in, and which of its characters can really be seen."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import cast

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageFont

from gongkai.documents.redaction.boxes import Box, Glyph, PageText, Rectangle

# A character of which a tenth is under the bar goes under it whole: half a digit can still be read.
_GRAZED = 0.1
# Recognised text lies up to this share of its height beside the words in the picture.
_ASTRAY = 0.75
_MARGIN_PIXELS = 2
_LEAST_CONTRAST = 12
_GREY_TOLERANCE = 10
_LEVELS = 16
_JPEG_QUALITY = 82
_SMALLEST_LABEL = 7
_UNSEEN_KINDS = ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Co", "Cn")


def covered_by(page: PageText, box: Rectangle) -> list[Glyph]:
    """The characters of which any ink lies in an area, and unseen ones up to their height beside it."""
    return [glyph for glyph in page.glyphs if is_reached(glyph, box)]


def is_reached(glyph: Glyph, area: Rectangle) -> bool:
    """Whether a character has to go with an area."""
    if glyph.drawn:
        return glyph.ink.touches(area)
    return glyph.ink.touches(area.grown((glyph.ink.y1 - glyph.ink.y0) * _ASTRAY))


def burnt_areas(page: PageText, box: Rectangle) -> list[Rectangle]:
    """The area itself and the ink of every character that it more than grazes."""
    reached = [
        glyph.ink
        for glyph in page.glyphs
        if glyph.drawn
        and glyph.ink.touches(box)
        and glyph.ink.shared_with(box).area >= _GRAZED * glyph.ink.area
    ]
    return [box, *reached]


def seen(picture: Image.Image, page: PageText, glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The characters that leave a trace in the picture: not under a bar, not white on white, not outside."""
    grey = picture.convert("L")
    scale = picture.width / page.width
    return [glyph for glyph in glyphs if _leaves_a_trace(grey, glyph, scale)]


def is_meant_to_be_seen(glyph: Glyph) -> bool:
    """Whether a character has a shape at all; format characters and blanks have none."""
    return unicodedata.category(glyph.char) not in _UNSEEN_KINDS


def burn(
    picture: Image.Image, page: PageText, boxes: Sequence[tuple[Box, Sequence[Rectangle]]]
) -> Image.Image:
    """The picture with every area black, and the labels on the boxes that have room for them."""
    burnt = picture.copy()
    draw = ImageDraw.Draw(burnt)
    scale = picture.width / page.width
    for _, areas in boxes:
        for area in areas:
            draw.rectangle(_pixels(area, scale, grow=1), fill=(0, 0, 0))
    for box, _ in boxes:
        if box.label:
            _print_label(draw, box, scale)
    return burnt


def picture_stream(pdf: pikepdf.Pdf, picture: Image.Image, *, is_photographic: bool) -> pikepdf.Object:
    """The picture as an image of the PDF: text sharp and without loss, photographs as JPEG."""
    is_grey = _is_grey(picture)
    plain = picture.convert("L") if is_grey else picture
    space = pikepdf.Name.DeviceGray if is_grey else pikepdf.Name.DeviceRGB
    keys = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": plain.width,
        "Height": plain.height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }
    if is_photographic or not is_grey:
        stream = BytesIO()
        plain.save(stream, "JPEG", quality=_JPEG_QUALITY)
        return pdf.make_indirect(
            pikepdf.Stream(pdf, stream.getvalue(), Filter=pikepdf.Name.DCTDecode, **keys)
        )
    step = 255 / (_LEVELS - 1)
    levelled = plain.point([round(round(value / step) * step) for value in range(256)])
    return pdf.make_indirect(pikepdf.Stream(pdf, levelled.tobytes(), **keys))


def _leaves_a_trace(grey: Image.Image, glyph: Glyph, scale: float) -> bool:
    if not glyph.ink.area:
        return False
    left, top, right, bottom = _pixels(glyph.ink, scale, grow=_MARGIN_PIXELS)
    area = max(0, left), max(0, top), min(grey.width, right), min(grey.height, bottom)
    if area[0] >= area[2] or area[1] >= area[3]:
        return False
    levels = cast("tuple[int, int]", grey.crop(area).getextrema())
    return levels[1] - levels[0] >= _LEAST_CONTRAST


def _pixels(area: Rectangle, scale: float, *, grow: int) -> tuple[int, int, int, int]:
    return (
        int(area.x0 * scale) - grow,
        int(area.y0 * scale) - grow,
        int(area.x1 * scale) + 1 + grow,
        int(area.y1 * scale) + 1 + grow,
    )


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return all(
        cast("tuple[int, int]", ImageChops.difference(one, other).getextrema())[1] <= _GREY_TOLERANCE
        for one, other in ((red, green), (green, blue), (red, blue))
    )


def _print_label(draw: ImageDraw.ImageDraw, box: Box, scale: float) -> None:
    path = _label_font()
    width, height = (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale
    size = int(min(height * 0.7, width / max(len(box.label), 1) * 0.9))
    if path is None or size < _SMALLEST_LABEL:
        return
    font = ImageFont.truetype(path[0], size, index=path[1])
    middle = (box.x0 + box.x1) / 2 * scale, (box.y0 + box.y1) / 2 * scale
    draw.text(middle, box.label, fill=(255, 255, 255), font=font, anchor="mm")


@cache
def _label_font() -> tuple[str, int] | None:
    program = shutil.which("fc-match")
    if program is None:
        return None
    told = subprocess.run(  # noqa: S603  # a program found on the path, its arguments are ours
        [program, "-f", "%{file}\n%{index}", "sans:lang=zh-cn"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    ).stdout.splitlines()
    return (told[0], int(told[1])) if len(told) == 2 and told[1].isdigit() else None
