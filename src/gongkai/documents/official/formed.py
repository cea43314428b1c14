"""The day a document was formed, proposed from its signature or its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from gongkai.documents.official.head import Head
from gongkai.documents.official.lines import Line
from gongkai.documents.official.numbers import is_like_a_number, numbers_of_text, year_of
from gongkai.documents.official.results import Proposed
from gongkai.documents.official.signing import Signature
from gongkai.documents.official.wording import dates_in, squeezed

_HEAD, _SIGNED = "版头", "落款"
_NO_DAY = "没有找到落款的日期；印发日期为{day}，请核对成文日期。"
_NO_DAY_AT_ALL = "没有找到落款的日期，请填写成文日期。"
_FAR = "落款的日期不在正文末尾，请核对成文日期。"
_YEAR = "成文日期的年份与文号的年份不同，请核对。"
_PRINTED = "成文日期晚于印发日期，请核对。"
_LONG_BEFORE = "成文日期与印发日期相隔较久，请核对。"
_UNDER_TITLE = "日期取自标题下的说明，请核对是不是成文日期。"
_TWO = "正文末尾和版头（或者另一处落款）的日期不同，请核对。"
_BLANK_BUT = "落款的日期没有填写，文件另写有日期，请核对成文日期。"
_TRACE = "没有读出成文日期，但文件写有“{said}”，请核对。"
_DAY = re.compile(r"\d{4}\D{1,2}\d{1,2}|年.{0,3}月|[〇○零一二三四五六七八九]{4}年")
_OF_FORCE = re.compile(r"施行|实施|执行|有效")
_LONGEST = 40
_LABEL = re.compile(r"^(?:成文日期|发文日期|生成日期|落款日期)[:：]")


def formed_on(
    lines: list[Line],
    head: Head,
    signature: Signature,
    number: Proposed,
    printed: date | None,
    edges: Sequence[str],
) -> Proposed:
    """The day of the signature, else the one on the head; never the day of printing.

    None is certain only when nothing at the edges reads like a day.
    """
    if signature.day is not None:
        return _signed(lines, head, signature, signature.day, number, printed)
    if signature.is_blank:
        source = lines[signature.places[-1]].text.strip()
        others = tuple(dict.fromkeys([*signature.others, *([printed] if printed else [])]))
        return Proposed(None, source, _SIGNED, not others, _BLANK_BUT if others else "", others)
    for place in head.dated:
        return _on_head(lines[place], place, head, number, printed)
    if printed is not None:
        shown = f"{printed.year}年{printed.month}月{printed.day}日"
        return Proposed(None, is_sure=False, doubt=_NO_DAY.format(day=shown), others=(printed,))
    return _absent(lines, head, signature, edges)


def _signed(
    lines: list[Line],
    head: Head,
    signature: Signature,
    day: date,
    number: Proposed,
    printed: date | None,
) -> Proposed:
    source = " ".join(lines[place].text.strip() for place in signature.places)
    rivals = [one for one in (*_days_of_head(lines, head), *signature.rivals) if one != day]
    doubt = "" if signature.is_certain else _FAR
    doubt = doubt or _doubt_about(day, number, printed) or (_TWO if rivals else "")
    more = signature.others if not signature.is_certain else []
    found = [*rivals, *more, *([printed] if printed else [])]
    others = tuple(one for one in dict.fromkeys(found) if one != day)
    return Proposed(day, source, _SIGNED, not doubt, doubt, others if doubt else ())


def _days_of_head(lines: list[Line], head: Head) -> list[date]:
    """The days which the head gives as the document's own: alone, with an organ, or under such a label."""
    found = []
    for place in head.dated:
        (day, match), *_ = dates_in(lines[place].plain)
        rest = lines[place].plain[: match.start()] + lines[place].plain[match.end() :]
        if not re.search(r"通过|修[订正]|会议|起草|公布|发布", rest):
            found.append(day)
    labelled = [lines[place].plain for place in head.index if _LABEL.match(lines[place].plain)]
    return found + [day for plain in labelled for day, _ in dates_in(plain)]


def _on_head(line: Line, place: int, head: Head, number: Proposed, printed: date | None) -> Proposed:
    day, match = dates_in(line.plain)[0]
    rest = (line.plain[: match.start()] + line.plain[match.end() :]).strip("（）()")
    is_note = bool(head.title) and place > head.title[0] and bool(rest)
    doubt = _UNDER_TITLE if is_note else _doubt_about(day, number, printed)
    return Proposed(day, line.text.strip(), _HEAD, not doubt, doubt)


def _absent(lines: list[Line], head: Head, signature: Signature, edges: Sequence[str]) -> Proposed:
    last = [line.text for line in lines[max(head.body, len(lines) - 3) :]]
    for text in (*edges, *last):
        plain = squeezed(text)
        if _OF_FORCE.search(plain) or numbers_of_text(plain) or is_like_a_number(plain):
            continue
        if _DAY.search(plain) and len(plain) <= _LONGEST:
            days = tuple(day for day, _ in dates_in(plain))
            return Proposed(None, text.strip(), "", False, _TRACE.format(said=text.strip()), days)
    if (head.signs or head.numbers or head.odd) and not signature.organs:
        return Proposed(None, is_sure=False, doubt=_NO_DAY_AT_ALL)
    return Proposed(None)


def _doubt_about(day: date, number: Proposed, printed: date | None) -> str:
    if printed is not None and day > printed:
        return _PRINTED
    if printed is not None and printed - day > timedelta(days=90):
        return _LONG_BEFORE
    year = year_of(number.value) if isinstance(number.value, str) else None
    return _YEAR if year is not None and year != day.year else ""
