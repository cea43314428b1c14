"""What holds for any text: nothing of it is lost when lines are taken apart, and one number has one form."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.mode_words import labelled, meaning_of, noted
from gongkai.documents.official.numbers import numbers_of_text
from gongkai.documents.official.splitting import taken_apart
from gongkai.documents.official.wording import dates_in, organs_in, squeezed
from gongkai.documents.tree import Node
from gongkai.law.catalogue import MODES

PIECES = (
    "文教发〔2023〕5号", "文教发", "〔2023〕", "5号", "关于开学工作的通知", "海岳市文川区教育局", "文件",
    "　", " ",
    "公开属性：主动公开", "抄送：区委。", "2023年5月8日", "印发", "（此件公开发布）", "不公开",
    "签发人：李明", "特急", "□", "☑", "依申请公开", "清屏市财政局",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
steady = settings(derandomize=True, max_examples=300, deadline=None)


def line_of(text: str) -> Line:
    """A line of text as the reader holds it."""
    return Line(text, Kind.TEXT, Node("p", {}, [text]), 0, plain=squeezed(text))


@steady
@given(st.lists(texts, min_size=1, max_size=5))
def test_taking_lines_apart_loses_nothing_and_keeps_the_order(lines):
    apart = taken_apart([line_of(text) for text in lines])
    assert "".join(line.plain for line in apart) == squeezed("".join(lines))
    assert "".join(squeezed(line.node.text()) for line in apart) == squeezed("".join(lines))


@steady
@given(texts)
def test_a_mode_is_one_of_the_law_s_or_unclear(text):
    plain = squeezed(text)
    for said in (plain, labelled(plain) or "", noted(plain) or ""):
        code = meaning_of(said)
        assert code is None or code in MODES


@steady
@given(texts)
def test_organs_named_by_a_line_are_all_of_the_line(text):
    organs = organs_in(text)
    assert not organs or "".join(organs) == squeezed(text).replace("、", "")


@steady
@given(
    st.sampled_from(["文教发", "云政办字", "清市监联发", "文教（基）发"]),
    st.integers(1990, 2060),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "（）", "【】", "〈〉", "［］"]),
    st.booleans(),
)
def test_one_number_has_one_form_however_it_is_bracketed(agency, year, number, brackets, is_ordinal):
    written = f"{agency}{brackets[0]}{year}{brackets[1]}{'第' if is_ordinal else ''}{number}号"
    assert numbers_of_text(written) == [f"{agency}〔{year}〕{number}号"]


@steady
@given(st.dates(min_value=date(1949, 10, 1)).filter(lambda day: day.year < 2100))
def test_a_day_is_the_same_in_figures_and_in_numerals(day):
    numerals = "〇一二三四五六七八九"
    small = ["", *numerals[1:], *(f"十{sign}" for sign in ["", *numerals[1:]])]
    small += [f"二十{sign}" for sign in ["", *numerals[1:]]] + ["三十", "三十一"]
    year = "".join(numerals[int(sign)] for sign in str(day.year))
    for written in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{small[day.month]}月{small[day.day]}日",
        f"{year}年{day.month}月{day.day}日",
    ):
        assert [found for found, _ in dates_in(written)] == [day]
