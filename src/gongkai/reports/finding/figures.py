"""One figure read from the text of a cell: its number, or why there is none to rely on."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.law.report_form import COUNT_UNIT, MONEY_UNIT
from gongkai.reports.report import Kind

Figure = tuple[int | Decimal | None, Kind, str]

_SPLIT = "数字中间有空格或换行，不能确定是一个数还是几个数。"
_GROUPED = "千位分隔符的位置不对，不能确定是多少。"
_UNIT = "单位写的是“{found}”，这一栏的单位是“{unit}”，没有换算。"
_LEADING = "数字以0开头，不能确定是多少。"
_SEVERAL = "一格里有几个数，不能确定填的是哪一个。"
_LETTERS = "含有形似数字的字母，不能确定是数字。"
_NUMERALS = "写的是汉字数字，请改用阿拉伯数字。"
_LONG = "数字太长，不像是填报的数。"
_OTHER = "不是一个数。"

# Full-width forms only: compatibility folding would turn a footnote mark such as «²» or «①» into a digit.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xA0: " ", 0x2212: "-", 0xFE63: "-", 0x200B: None, 0xFEFF: None,
}  # fmt: skip
_DASH = re.compile(r"[-—–/\\]{1,3}|无")
_SPLIT_DIGITS = re.compile(r"[0-9.,]\s+[0-9.,]")
_PARTS = re.compile(
    r"(?P<number>[+-]?[0-9][0-9,.]*)\s*(?P<unit>[^\s0-9().,-]{0,2})\s*(?:\((?P<note>.+)\))?", re.S
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]")
_HAS_WORD = re.compile(r"[\u4e00-\u9fff]")
_LOOK_ALIKE = re.compile(r"[0-9OoQDlIi|SsBZz,.]+")
_CHINESE = re.compile(r"[零〇○一二两三四五六七八九十百千万]+")
_COUNTERS = frozenset("件个项部份宗条次起")
_MONEY_WORDS = frozenset({"元", "万元", "亿元", "万", "亿"})
_DIGITS = 15
_MEANT = re.compile(
    r"[-—–/\\]{1,3}|无|[OoQlI]{1,3}"
    r"|[+-]?[0-9](?:[0-9,.\s]*[0-9])?\s*(?:[件个项部份宗条次起]|[百千]?[万亿]?元)?\s*(?:[(].*[)])?",
    re.S,
)


def read_figure(raw: str, *, unit: str) -> Figure:
    """What stands in a cell whose column counts in `unit`: value, kind, and a note in Chinese.

    A value is given only where the text leaves no doubt. The note is what stands beside the number, or for
    an unreadable cell the reason.
    """
    text = raw.translate(_HALF_WIDTH).strip()
    if not text:
        return None, Kind.BLANK, ""
    if _DASH.fullmatch(text):
        return None, Kind.DASH, ""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return _unreadable(_why_no_number(text))
    number, note = parts["number"], "".join((parts["note"] or "").split("\n")).strip()
    reason = _doubt(number, parts["unit"], note, unit)
    if reason:
        return _unreadable(reason)
    value = _value(number)
    kept = "" if note in (COUNT_UNIT, MONEY_UNIT) else note
    return value, Kind.NUMBER if value else Kind.ZERO, kept


def is_figure(text: str) -> bool:
    """Whether a text is a figure or a dash, or was meant as one."""
    return bool(_MEANT.fullmatch(text.translate(_HALF_WIDTH).strip()))


def _unreadable(reason: str) -> Figure:
    return None, Kind.UNREADABLE, reason


def _value(number: str) -> int | Decimal:
    value = Decimal(number.replace(",", ""))
    return int(value) if value == value.to_integral_value() else value


def _doubt(number: str, suffix: str, note: str, unit: str) -> str:
    """Why the number cannot be taken as it stands; empty when it can."""
    if _LEADING_ZERO.match(number):
        return _LEADING
    if not _NUMBER.fullmatch(number):
        return _GROUPED if "," in number else _SEVERAL
    if len(number) > _DIGITS:
        return _LONG
    if note and not _HAS_WORD.search(note):
        return _SEVERAL
    named = suffix or (note if note in _MONEY_WORDS or note in _COUNTERS else "")
    if not named or named == unit or (unit == COUNT_UNIT and named in _COUNTERS):
        return ""
    if named in _MONEY_WORDS | _COUNTERS:
        return _UNIT.format(found=named, unit=unit)
    return _LETTERS if _LOOK_ALIKE.fullmatch(named) else _OTHER


def _why_no_number(text: str) -> str:
    if _SPLIT_DIGITS.search(text):
        return _SPLIT
    if _LOOK_ALIKE.fullmatch(text):
        return _LETTERS
    if _CHINESE.fullmatch(text):
        return _NUMERALS
    return _SEVERAL if len(re.findall(r"[0-9]+", text)) > 1 else _OTHER
