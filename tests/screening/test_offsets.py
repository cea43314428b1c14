"""Offsets, masks and effort hold for any text whatever."""

import itertools
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.screening import screen_text
from gongkai.screening.findings import mask
from gongkai.screening.folding import fold
from tests.screening.test_personal_numbers import CARD, ID, ID_X, VISA

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERS = (ID, ID_X, "13800138000", CARD)


@st.composite
def written_numbers(draw):
    """A number and the way someone might write it."""
    value = draw(st.sampled_from(_NUMBERS))
    cut = draw(st.integers(4, len(value) - 3))
    invisible = ["", "\u200b", "\u00ad"]
    # A mobile number cut anywhere by a blank is taken only beside a word such as 电话.
    visible = [] if value == "13800138000" else [" ", "-", "\u3000", "\u2013"]
    joint = draw(st.sampled_from(invisible + visible))
    written = value[:cut] + joint + value[cut:]
    if draw(st.booleans()):
        written = written.translate(_WIDE)
    return value, written


_around = st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs", "Lu", "Ll"]), max_size=30).map(
    lambda text: "，" + text + "，"
)


@given(_around, written_numbers(), _around)
@settings(max_examples=400, deadline=None)
def test_offsets_point_at_the_digits_in_the_original(lead, number, tail):
    value, written = number
    text = lead + written + tail

    matching = [finding for finding in screen_text(text, where="正文") if finding.value == value]

    assert len(matching) == 1
    assert text[matching[0].start : matching[0].end] == written


@given(st.text(max_size=400))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_screened(text):
    for finding in screen_text(text, where="正文"):
        assert 0 <= finding.start < finding.end <= len(text)


@given(
    st.text(alphabet="0123456789０１Xx绝机秘密★*年级：□☑ \n-+.身份证电话银行卡号“”内部资料（）", max_size=300)
)
@settings(max_examples=600, deadline=None)
def test_text_full_of_near_misses_can_be_screened(text):
    findings = screen_text(text, where="正文")

    for before, after in itertools.pairwise(findings):
        assert before.end <= after.start


@given(st.text(max_size=300))
@settings(max_examples=400, deadline=None)
def test_folding_maps_every_character_back_in_order(text):
    folded = fold(text)

    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)
    for char, origin in zip(folded.text, folded.origins, strict=True):
        if char.isascii() and char.isdigit():
            assert unicodedata.normalize("NFKC", text[origin])


@given(st.text(alphabet="0123456789X", min_size=1, max_size=30), st.integers(0, 4), st.integers(0, 4))
def test_a_mask_never_shows_more_than_it_was_told(value, head, tail):
    masked = mask(value, head=head, tail=tail)

    assert len(masked) == len(value)
    assert sum(char != "*" for char in masked) <= head + tail


@given(st.lists(st.sampled_from([*_NUMBERS, VISA]), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_excerpt_shows_a_found_number(values):
    findings = screen_text("，".join(values), where="正文")

    for finding in findings:
        assert sum(char.isdigit() for char in finding.masked) <= 8
        for value in {other.value for other in findings}:
            assert value not in re.sub(r"\W", "", finding.excerpt)


def test_long_hostile_text_is_screened_in_one_pass():
    # A pattern that looked back over the whole text for each character would take minutes here.
    for unit in (
        "1 ",
        "机 密 ",
        "密 级 ",
        "内部资料 ",
        "6222 ",
        "绝\t",
        "（机密",
        "1380013800",
        "机密★ ",
        ID + " ",
    ):
        text = unit * (200_000 // len(unit))
        assert all(finding.end - finding.start <= 80 for finding in screen_text(text, where="正文"))
