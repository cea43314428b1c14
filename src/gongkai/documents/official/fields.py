"""Title, number, day and genre proposed from the parts of a document, each with its doubt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gongkai.documents.official.head import Head
from gongkai.documents.official.imprint import MODE_LABEL
from gongkai.documents.official.lines import Kind, Line
from gongkai.documents.official.numbers import doubt_about, numbers_of_line, year_of
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.signing import Signature
from gongkai.documents.official.titles import ends_a_title, genre_of, joined_title
from gongkai.documents.official.wording import dates_in, squeezed

_HEAD, _TITLE, _SIGNED = "版头", "标题", "落款"
_NO_TITLE = "没有找到标题，请填写。"
_ODD_TITLE = "标题的末尾不是常见的文种，请核对标题是否完整。"
_GUESSED_TITLE = "标题与版头之间没有明确的界限，请核对。"
_ORDER_TITLE = "这是命令（令），标题取自所公布的文件，请核对。"
_UNFILLED = "文号没有填写序号，请补上。"
_NO_NUMBER = "版头有“文件”字样，但没有找到文号，请核对。"
_NUMBER_IN_TEXT = "版头没有文号，文中另有单独成行的文号，请核对。"
_NO_DAY = "没有找到落款的日期；印发日期为{day}，请核对成文日期。"
_NO_DAY_AT_ALL = "没有找到落款的日期，请填写成文日期。"
_FAR = "落款的日期不在正文末尾，请核对成文日期。"
_YEAR = "成文日期的年份与文号的年份不同，请核对。"
_PRINTED = "成文日期晚于印发日期，请核对。"
_LONG_BEFORE = "成文日期与印发日期相隔较久，请核对。"
_UNDER_TITLE = "日期取自标题下的说明，请核对是不是成文日期。"
_GENRE = "体裁按标题的末尾推断，请核对。"
_NO_GENRE = "从标题看不出体裁，请选择。"
_ISSUED = re.compile(r"《(?P<name>[^《》]{2,80}(?:《[^《》]*》[^《》]*)*)》.{0,80}(?:公布|发布)")


def found_title(lines: list[Line], head: Head) -> Proposed:
    """The title over all its lines; for an order, the document it puts in force."""
    if not head.title:
        return _order_title(lines, head)
    texts = [lines[place].text for place in head.title]
    value = joined_title(texts)
    source = "\n".join(texts)
    if head.is_title_guessed:
        rest = joined_title(texts[1:])
        return Proposed(value, source, _TITLE, False, _GUESSED_TITLE, (rest,) if rest else ())
    if not ends_a_title(squeezed(value)):
        return Proposed(value, source, _TITLE, False, _ODD_TITLE)
    return Proposed(value, source, _TITLE)


def _order_title(lines: list[Line], head: Head) -> Proposed:
    sign = joined_title([lines[place].text for place in head.signs])
    for line in lines[head.body : head.body + 4]:
        found = _ISSUED.search(line.plain)
        if found:
            others = (sign,) if sign else ()
            return Proposed(found["name"], line.text, "正文", False, _ORDER_TITLE, others)
    if sign:
        return Proposed(sign, sign, _HEAD, False, _GUESSED_TITLE)
    return Proposed(None, is_sure=False, doubt=_NO_TITLE)


def found_number(lines: list[Line], head: Head) -> Proposed:
    """The number on the head; with several, the first, the others beside it."""
    numbers = [
        (number, lines[place].text.strip())
        for place in head.numbers
        for number in numbers_of_line(lines[place])
    ]
    if numbers:
        value, source = numbers[0]
        others = tuple(number for number, _ in numbers[1:] if number != value)
        doubt = doubt_about(value)
        return Proposed(value, source, _HEAD, not doubt, doubt, others)
    if head.unfilled:
        return Proposed(None, lines[head.unfilled[0]].text.strip(), _HEAD, False, _UNFILLED)
    below = [
        number
        for line in lines[head.body :]
        if line.kind is Kind.TEXT and MODE_LABEL.fullmatch(line.plain) is None
        for number in numbers_of_line(line)
        if year_of(number)
    ]
    if below:
        return Proposed(None, is_sure=False, doubt=_NUMBER_IN_TEXT, others=tuple(dict.fromkeys(below)))
    if any(lines[place].plain.endswith("文件") for place in head.signs):
        return Proposed(None, is_sure=False, doubt=_NO_NUMBER)
    return Proposed(None)


def formed_on(
    lines: list[Line], head: Head, signature: Signature, number: Proposed, printed: date | None
) -> Proposed:
    """The day of the signature, else the one on the head; never the day of printing."""
    if signature.day is not None:
        source = " ".join(lines[place].text.strip() for place in signature.places)
        doubt = "" if signature.is_certain else _FAR
        doubt = doubt or _doubt_about(signature.day, number, printed)
        others = _others(signature.day, printed, signature.others if not signature.is_certain else [])
        return Proposed(signature.day, source, _SIGNED, not doubt, doubt, others if doubt else ())
    if signature.is_blank:
        source = lines[signature.places[-1]].text.strip()
        return Proposed(None, source, _SIGNED)
    for place in head.dated:
        line = lines[place]
        day, match = dates_in(line.plain)[0]
        rest = (line.plain[: match.start()] + line.plain[match.end() :]).strip("（）()")
        is_note = bool(head.title) and place > head.title[0] and bool(rest)
        doubt = _UNDER_TITLE if is_note else _doubt_about(day, number, printed)
        return Proposed(day, line.text.strip(), _HEAD, not doubt, doubt)
    if printed is not None:
        shown = f"{printed.year}年{printed.month}月{printed.day}日"
        return Proposed(None, is_sure=False, doubt=_NO_DAY.format(day=shown), others=(printed,))
    if (head.signs or head.numbers) and not signature.organs:
        return Proposed(None, is_sure=False, doubt=_NO_DAY_AT_ALL)
    return Proposed(None)


def _others(day: date, printed: date | None, more: list[date]) -> tuple[date, ...]:
    found = [*more, *([printed] if printed else [])]
    return tuple(one for one in dict.fromkeys(found) if one != day)


def _doubt_about(day: date, number: Proposed, printed: date | None) -> str:
    if printed is not None and day > printed:
        return _PRINTED
    if printed is not None and printed - day > timedelta(days=90):
        return _LONG_BEFORE
    year = year_of(number.value) if isinstance(number.value, str) else None
    return _YEAR if year is not None and year != day.year else ""


def found_genre(lines: list[Line], head: Head, title: Proposed, number: Proposed) -> Proposed:
    """The genre by the title's last word; an order by its red sign, an answer by its number."""
    for place in head.signs:
        if lines[place].plain.endswith(("令", "命令")):
            return Proposed("order", lines[place].text.strip(), _HEAD)
    if not isinstance(title.value, str):
        return Proposed(None, is_sure=False, doubt=_NO_GENRE)
    genre, is_certain, word = genre_of(title.value)
    if genre is None:
        return Proposed(None, title.source, _TITLE, False, _NO_GENRE)
    if word == "答复" and isinstance(number.value, str) and "函" in number.value:
        is_certain = True
    doubt = "" if is_certain else _GENRE
    return Proposed(genre, word, _TITLE, is_certain, doubt)
