"""Values on their way into a letter: cleaned of what XML may not hold, and written as people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongkai.documents.blanks import without_controls
from gongkai.documents.letters.errors import FieldsRefused

MAX_CHARACTERS = 200_000
_DEEPEST = 5
# Zero-width and direction marks let a name look like another; variation selectors stay, rare names use them.
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_TABS = re.compile(r"[\t\x0b\x0c]+")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_LARGEST = Decimal(10) ** 12


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields ready to be printed; raises FieldsRefused for a value that is no text, date, number or list."""
    result = {str(name): _cleaned(value, str(name), 0) for name, value in fields.items()}
    if _characters(result) > MAX_CHARACTERS:
        raise FieldsRefused("文书内容过长，请把详细内容作为附件。")
    return result


def cleaned_text(text: str) -> str:
    """Text without control, zero-width and direction characters, with plain line ends."""
    lines = without_controls(_TABS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    return _UNSEEN.sub("", lines).strip()


def _cleaned(value: Any, name: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise FieldsRefused(f"字段“{name}”的层次过深。")
    if isinstance(value, str):
        return cleaned_text(str(value))
    if isinstance(value, Mapping):
        return {str(key): _cleaned(inner, name, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner, name, depth + 1) for inner in value]
    is_moment = isinstance(value, datetime)
    is_odd_number = isinstance(value, Decimal) and not value.is_finite()
    if value is None or (
        isinstance(value, bool | int | Decimal | date) and not is_moment and not is_odd_number
    ):
        return value
    raise FieldsRefused(f"字段“{name}”的值不是文字、日期、数字或者清单，无法写入文书。")


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_characters(inner) for inner in value.values())
    return sum(_characters(inner) for inner in value) if isinstance(value, list) else 1


def written(value: Any) -> str:
    """A value as it stands in a letter: 2026年3月2日, 3000, 3000.50, 是."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else _cents(value):f}"
    return str(value)


def in_capitals(amount: Decimal | int) -> str:
    """An amount of money in capital numerals: 叁仟元整; raises FieldsRefused for one that is none."""
    is_number = isinstance(amount, Decimal | int) and not isinstance(amount, bool)
    if not is_number or not Decimal(amount).is_finite() or not 0 <= amount < _LARGEST:
        raise FieldsRefused("金额应当是不小于零的数。")
    whole, cents = divmod(int(_cents(Decimal(amount)) * 100), 100)
    tenths, hundredths = divmod(cents, 10)
    text = _whole_in_capitals(whole) + "元" if whole or not cents else ""
    if not cents:
        return text + "整"
    text += _DIGITS[tenths] + "角" if tenths else ("零" if whole else "")
    return text + (_DIGITS[hundredths] + "分" if hundredths else "整")


def _whole_in_capitals(whole: int) -> str:
    if whole == 0:
        return _DIGITS[0]
    text, pending_zero = "", False
    digits = str(whole)
    group_used = False
    for index, digit in enumerate(digits):
        place = len(digits) - 1 - index
        if digit == "0":
            pending_zero = bool(text)
        else:
            text += ("零" if pending_zero else "") + _DIGITS[int(digit)] + _PLACES[place % 4]
            pending_zero, group_used = False, True
        if place % 4 == 0:
            text += _GROUPS[place // 4] if group_used else ""
            group_used = False
    return text


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))
