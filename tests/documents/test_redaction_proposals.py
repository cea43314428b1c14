"""Proposals: every value that screening found is marked where it stands, and only there."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.extraction import extract_text
from gongkai.documents.redaction import Box, Term, propose, redact, words
from gongkai.documents.redaction.boxes import Rectangle
from gongkai.documents.redaction.pages import page_texts
from gongkai.screening import screen_text
from tests.documents import pdf_cases as cases
from tests.documents.pdf_cases import SECRET, assert_gone, assert_readable

PHONE = "13800138000"


def _source(tmp_path, *lines, **more):
    def draw(sheet):
        for number, line in enumerate(lines):
            sheet.drawString(72, 760 - 40 * number, line)

    path = tmp_path / "source.pdf"
    path.write_bytes(cases.drawn(draw, **more))
    return path


def _findings(path):
    return [
        one for part in extract_text(path, "pdf").parts for one in screen_text(part.text, where=part.where)
    ]


def test_what_screening_found_is_marked_named_and_really_goes(tmp_path):
    source = _source(
        tmp_path,
        "KEEP-4711",
        f"身份证号：{SECRET}，住址保留",
        f"手机{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}也保留",
    )
    found = _findings(source)
    assert {one.value for one in found} == {SECRET, PHONE}
    boxes = propose(source, found)
    assert {box.reason for box in boxes} == {one.label for one in found}
    target = tmp_path / "target.pdf"
    report = redact(source, target, boxes, dpi=110)
    assert report.elsewhere == ()
    assert_gone(target, SECRET, PHONE)
    assert _findings(target) == []
    for words_left in ("KEEP-4711", "住址保留", "也保留"):
        assert_readable(target, words_left)


@pytest.mark.parametrize(
    "written",
    ["138-0013-8000", "138 0013 8000", "１３８００１３８０００", "138—0013—8000", "1 3 8 0 0 1 3 8 0 0 0"],
)
def test_width_blanks_and_hyphens_make_no_difference(tmp_path, written):
    source = _source(tmp_path, f"电话{written}，其余")
    (box,) = propose(source, [Term(PHONE)])
    target = tmp_path / "target.pdf"
    redact(source, target, [box], dpi=110)
    assert not any(char.isdigit() for char in "".join(cases.texts_of(target)))
    assert_readable(target, "其余")


def test_each_place_is_marked_once_and_no_other(tmp_path):
    source = _source(tmp_path, f"{SECRET}甲{SECRET}", "乙", SECRET)
    boxes = propose(source, [Term(SECRET), Term(SECRET)])
    assert len(boxes) == 3
    assert propose(source, [Term("没有的字")]) == []
    assert propose(source, [Term(""), Term("  "), Term("-")]) == []


def test_the_box_is_the_area_of_the_words(tmp_path):
    source = _source(tmp_path, f"甲 {SECRET} 乙")
    (box,) = propose(source, [Term(SECRET, "证号")])
    word = next(one for one in words(source)[0] if one.text == SECRET)
    assert (box.page, box.reason) == (1, "证号")
    assert (box.x0, box.x1) == pytest.approx((word.x0, word.x1), abs=2)
    assert (box.y0, box.y1) == pytest.approx((word.y0, word.y1), abs=2)
    assert box.y0 < 842 - 760 < box.y1 + 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_the_page_as_it_is_turned(tmp_path, rotation):
    source = _source(tmp_path, f"甲 {SECRET} 乙")
    source.write_bytes(
        cases.changed(source.read_bytes(), lambda pdf: pdf.pages[0].rotate(rotation, relative=False))
    )
    (box,) = propose(source, [Term(SECRET)])
    upright = box.x1 - box.x0 > box.y1 - box.y0
    assert upright is (rotation in (0, 180))
    target = tmp_path / "target.pdf"
    redact(source, target, [box], dpi=110)
    assert_gone(target, SECRET)
    assert_readable(target, "乙")


def test_the_same_number_in_another_case_of_letters_is_found(tmp_path):
    source = _source(tmp_path, "证号11010119900307002x，其余")
    assert len(propose(source, [Term("11010119900307002X")])) == 1


@given(
    st.tuples(st.floats(-50, 650), st.floats(-50, 900), st.floats(-50, 650), st.floats(-50, 900)),
)
@settings(max_examples=15, deadline=None)
def test_whatever_lies_under_any_box_is_gone_and_all_else_is_left(tmp_path_factory, corners):
    folder = tmp_path_factory.mktemp("any")
    source = _source(folder, *(f"第{n}行的字一二三四五六七八九十" for n in range(18)))
    x0, x1 = sorted(corners[::2])
    y0, y1 = sorted(corners[1::2])
    area = Rectangle(x0, y0, x1, y1).shared_with(Rectangle(0, 0, 595, 842))
    if area.area < 1:
        return
    target = folder / "target.pdf"
    redact(source, target, [Box(1, x0, y0, x1, y1)], dpi=60)
    glyphs = page_texts(source)[0].glyphs
    left = Counter(glyph.char for glyph in page_texts(target)[0].glyphs)
    assert left <= Counter(glyph.char for glyph in glyphs if not glyph.ink.touches(area))
    assert left >= Counter(glyph.char for glyph in glyphs if not glyph.ink.touches(area.grown(15)))
