"""Numbers as Word's automatic numbering writes them: 一, （二）, ①, 甲, III."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def chinese(number: int) -> str:
    """Return 1 to 9999 as 一 … 九千九百九十九; other numbers as figures."""
    if number >= 10000:
        return str(number)
    text = _with_units(number, _DIGITS, "十百千", zero="〇" if number == 0 else "零")
    return text.removeprefix("一") if text.startswith("一十") else text


def counted(number: int, form: str) -> str:
    """Return a number in one of Word's number formats; a format unknown here gives plain figures."""
    write = _FORMS.get(form)
    return write(number) if write and number > 0 else str(number)


def _with_units(number: int, digits: str, units: str, *, zero: str) -> str:
    if number == 0:
        return zero
    out = ""
    pending_zero = False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            pending_zero = True
            continue
        out += (zero if pending_zero and out else "") + digits[digit] + (units[place - 1] if place else "")
        pending_zero = False
    return out


def _legal(number: int) -> str:
    return _with_units(number, _LEGAL_DIGITS, "拾佰仟", zero="零") if number < 10000 else str(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _letters(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip(_ROMAN_VALUES, _ROMAN_SIGNS, strict=True):
        out += sign * (number // value)
        number %= value
    return out


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"),
        chinese,
    ),
    **dict.fromkeys(("chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digit_by_digit),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from(_CIRCLED)),
    "taiwaneseCounting": chinese,
    "decimalEnclosedParen": _from(_IN_BRACKETS),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    "none": lambda number: "",
}
