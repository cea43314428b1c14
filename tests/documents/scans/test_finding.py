"""Codes on sheets that were signed over, stamped, blotted, laid askew and scanned cheaply."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from gongkai.documents.scans.finding import Found, is_blank, search
from tests.documents.scans.sheets import (
    CODE,
    FOOT,
    UPPER,
    as_jpeg,
    askew,
    blotted,
    crossed,
    sheet,
    speckled,
    stamped,
)

_SECONDS = 60.0
_HARD = {
    "100 dpi": lambda: (sheet(100), 100),
    "3 degrees askew at 100 dpi": lambda: (askew(sheet(100), 3), 100),
    "red stamp over the code": lambda: (stamped(sheet(), UPPER, 150), 150),
    "grey scan of a stamp over the code": lambda: (stamped(sheet(), UPPER, 150).convert("L"), 150),
    "stamp over both codes": lambda: (stamped(stamped(sheet(), UPPER, 150), FOOT, 150), 150),
    "thick pen over the code": lambda: (crossed(sheet(), UPPER, 150, millimetres=1.5), 150),
    "ink over the upper code": lambda: (blotted(sheet(), UPPER, 150), 150),
    "ink over the lower code": lambda: (blotted(sheet(), FOOT, 150), 150),
    "ink, askew, dust, small file": lambda: (
        as_jpeg(speckled(askew(blotted(sheet(), UPPER, 150), -3)), 30), 150,
    ),
    "ink over the upper code at 100 dpi": lambda: (blotted(sheet(100), UPPER, 100), 100),
    "dust": lambda: (speckled(sheet()), 150),
    "a poor photograph": lambda: (as_jpeg(sheet(120), 10), 120),
}  # fmt: skip


def _search(page: Image.Image, dpi: int) -> Found:
    def draw(resolution: int) -> Image.Image:
        scale = resolution / dpi
        return page.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BICUBIC)

    return search(draw, seconds=_SECONDS)


@pytest.mark.parametrize("name", _HARD)
def test_the_number_is_found_though(name):
    assert _search(*_HARD[name]()).texts == (CODE,)


def test_with_ink_over_both_codes_nothing_is_found_and_nothing_guessed():
    assert _search(blotted(blotted(sheet(), UPPER, 150), FOOT, 150), 150).texts == ()


@pytest.mark.parametrize(("degrees", "turn"), [(0, 0), (90, 90), (180, 180), (270, 270), (3, 0), (183, 180)])
def test_it_is_said_how_the_page_is_turned_upright(degrees, turn):
    """Pillow turns against the clock, so turning back is with it."""
    found = _search(askew(sheet(), degrees), 150)
    assert (found.texts, found.turn) == ((CODE,), turn)


def test_the_search_ends_in_time_with_what_it_has():
    ticks = iter(range(0, 1000, 30))
    drawn = []

    def draw(resolution: int) -> Image.Image:
        drawn.append(resolution)
        return Image.new("RGB", (200, 200), "white")

    assert search(draw, seconds=20, clock=lambda: float(next(ticks))) == Found()
    assert drawn == [150]


def _empty() -> Image.Image:
    return Image.new("RGB", (620, 877), (245, 243, 238))


def test_an_empty_back_is_blank_with_shadow_dust_and_print_shining_through():
    page = _empty()
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 14, 877), fill=(20, 20, 20))
    for row in range(40):
        pen.line((60, 60 + row * 18, 540, 60 + row * 18), fill=(225, 223, 218), width=6)
    for place in range(50, 600, 55):
        page.putpixel((place, place), (10, 10, 10))
    assert is_blank(page)


@pytest.mark.parametrize("colour", [(20, 30, 90), (200, 30, 30), (110, 110, 110)])
def test_a_word_in_pen_or_pencil_is_not_blank(colour):
    page = _empty()
    ImageDraw.Draw(page).line((200, 300, 260, 310, 240, 330), fill=colour, width=3)
    assert not is_blank(page)


def test_a_sheet_is_not_blank():
    assert not is_blank(sheet(75))
