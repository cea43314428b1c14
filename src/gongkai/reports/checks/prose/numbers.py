"""Finds figures with their units in a line of a report: digits of any width, thousands, Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_WIDE = {ord("０") + at: str(at) for at in range(10)} | {
    ord("％"): "%", ord("．"): ".", ord(","): "，", ord(";"): "；", ord(":"): "：", ord("("): "（",
    ord(")"): "）", ord("?"): "？", ord("!"): "！", ord("—"): "-", ord("－"): "-", ord("–"): "-",
} | {ord("Ａ") + at: chr(ord("A") + at) for at in range(26)}  # fmt: skip
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_UNITS = (
    "人次|件次|条次|篇次|份次|场次|批次"
    "|万元|亿元|元|件|条|份|宗|起|例|篇|次|场|期|个|项|部|封|户|家|人|批|本|册|名|则|幅"
)
_THOUSANDS = re.compile(rf"(?<![\d.])(\d{{1,3}}(?:，\d{{3}})+)(?=(?:余|多)?(?:{_UNITS}|万|[^\d，]|$))")
_NUMERALS = "〇零一二两三四五六七八九十百千"
_FIGURE = re.compile(
    rf"(?<![\d.第〔/A-Za-z{_NUMERALS}])(\d+(?:\.\d+)?|[{_NUMERALS}]+)(余|多)?(万|千|亿)?(余|多)?({_UNITS})"
    r"(?!工作日|月|方面|小时|年|百分点|事[^项宜]|事$|性|龙|规章制度|标准)"
)
_ROUGH_BEFORE = re.compile(
    r"(?:近|约|逾|超|超过|不足|大约|将近|至少|最多|每|首|(?<![目之])前|(?<![网线])上|多于|少于)$"
)
_ROUGH_AFTER = re.compile(r"^(?:以上|以下|左右|余|多)")
_PERCENT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_SCALES = {"万": 10**4, "亿": 10**8, "千": 10**3, "": 1}
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: `start` and `end` are its place there, `step` one of its last printed digit.

    `text` is how it stands with its unit; a `rough` one («近百件», «300余条») is compared with nothing.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    step: Decimal = Decimal(1)
    rough: bool = False
    in_words: bool = False

    def agrees_with(self, other: Decimal | int) -> bool:
        """Whether it may be a printing of that number: exact, or rounded or cut to the digits it shows."""
        if self.step <= 1 and self.value == self.value.to_integral_value():
            return self.value == other
        return abs(self.value - other) < self.step


def plain(text: str) -> str:
    """The text without blanks, with plain digits, Chinese punctuation, and no separators in numbers."""
    folded = _BLANKS.sub("", text.translate(_WIDE)).replace("百分之百", "100%")
    return _THOUSANDS.sub(lambda match: match[1].replace("，", ""), folded)


def figures_in(text: str) -> Iterator[Figure]:
    """Every figure with a unit in a plain text, from left to right."""
    for match in _FIGURE.finditer(text):
        number, rough_1, scale, rough_2, unit = match.groups()
        in_words = not number[0].isdigit()
        value = _from_numerals(number) if in_words else Decimal(number)
        if value is None or (in_words and text[match.end() :][:1] == unit):
            continue
        if unit in ("万元", "亿元"):
            scale, unit = unit[0], "元"
        factor = Decimal(_SCALES[scale or ""])
        step = Decimal(1).scaleb(-len(number.partition(".")[2])) * factor
        before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() :]
        rough = bool(rough_1 or rough_2 or _ROUGH_BEFORE.search(before) or _ROUGH_AFTER.search(after))
        yield Figure(value * factor, unit, match[0], match.start(), match.end(), step, rough, in_words)


def percentages_in(text: str) -> Iterator[Figure]:
    """Every percentage in a plain text."""
    for match in _PERCENT.finditer(text):
        step = Decimal(1).scaleb(-len(match[1].partition(".")[2]))
        yield Figure(Decimal(match[1]), "%", match[0], match.start(), match.end(), step)


def _from_numerals(text: str) -> Decimal | None:
    """The number Chinese numerals below ten thousand stand for; None for what is no such number."""
    total, digit = 0, None
    for char in text:
        if char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[char]
    return Decimal(total + (digit or 0))
