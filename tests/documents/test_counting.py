"""Numbers as Word's automatic numbering writes them."""

import pytest

from gongkai.documents.counting import chinese, counted


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
    ],
)
def test_chinese_counting(number, written):
    assert chinese(number) == written


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("decimalEnclosedCircle", 3, "③"),
        ("ideographTraditional", 2, "乙"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("never heard of", 5, "5"),
    ],
)
def test_other_counting(form, number, written):
    assert counted(number, form) == written
