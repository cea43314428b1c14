"""Reads the State Council's yearly notice as plain text, as it is pasted from a web page.

The sentences have a fixed shape: «一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。
1月4日（周日）上班。» A sentence with a date that is not understood is an error, never skipped.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.law.calendar.errors import InvalidNotice
from gongkai.law.calendar.notices import NoticeStatus, Span, YearNotice, validated
from gongkai.law.calendar.statutory import FESTIVALS

_NAME = "|".join(FESTIVALS)
_NOTE = r"(?:\([^()]*\))?"
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日" + _NOTE
_YEAR = re.compile(r"关于(\d{4})年部分节假日安排的通知|现将(\d{4})年元旦")
_NUMBER = re.compile(r"国办发明电[〔\[【(](\d{4})[〕\]】)](\d+)号")
_SIGNED = re.compile(r"国务院办公厅(\d{4})年(\d{1,2})月(\d{1,2})日")
_CLAUSE = re.compile(rf"[一二三四五六七八九十]+、((?:{_NAME})(?:[、和](?:{_NAME}))*):")
_OFF_RANGE = re.compile(
    rf"^(?P<first>{_DAY})至(?P<last>(?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日{_NOTE})"
    r"放假(?:调休)?(?:,共(?P<count>\d+)天|,与周末连休)?$"
)
_OFF_DAY = re.compile(
    rf"^(?P<first>{_DAY})放假(?:,?共?(?P<count>\d+)天)?(?:,与周末连休|,不调休)?(?:,(?P<make_up>{_DAY})补休)?$"
)
_WORK = re.compile(rf"^({_DAY}(?:[、,]{_DAY})*)上班$")
_PARTS = re.compile(
    r"^(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?P<note>\([^()]*\))?$"
)
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日])")
_WEEKDAYS = "一二三四五六日"


@dataclass
class _Reading:
    """What has been read so far; problems are gathered so that all are told at once."""

    year: int
    spans: list[Span] = field(default_factory=list)
    work: set[date] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def parse_notice(
    text: str, *, source: str = "由通知原文读入", extra_days: int = 0, extra_reason: str = ""
) -> YearNotice:
    """Read the plain text of a yearly notice into a validated YearNotice.

    Takes full-width and half-width signs, lost or added line breaks and blanks. `extra_days` with
    a reason lets a year pass that gives more days off than the law. Raises InvalidNotice with
    every problem, each as a Chinese sentence saying what to do.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    titled = _YEAR.search(plain)
    if titled is None:
        message = "找不到“关于某年部分节假日安排的通知”字样，请粘贴通知全文（从标题到落款日期）。"
        raise InvalidNotice((message,))
    reading = _Reading(int(titled[1] or titled[2]))
    signed = _SIGNED.search(plain)
    body = plain[: signed.start()] if signed else plain
    for name, sentence in _sentences(body):
        _read_sentence(reading, name, sentence)
    _require_every_festival(reading, body)
    if reading.problems:
        raise InvalidNotice(tuple(reading.problems))
    notice = _notice(reading, plain, signed, source)
    return validated(replace(notice, extra_days=extra_days, extra_reason=extra_reason))


def _notice(reading: _Reading, plain: str, signed: re.Match[str] | None, source: str) -> YearNotice:
    number = _NUMBER.search(plain)
    title = f"国务院办公厅关于{reading.year}年部分节假日安排的通知"
    return YearNotice(
        year=reading.year,
        notice=f"{title}（国办发明电〔{number[1]}〕{number[2]}号）" if number else title,
        notice_date=date(int(signed[1]), int(signed[2]), int(signed[3])) if signed else None,
        status=NoticeStatus.OFFICIAL,
        source=source,
        spans=tuple(sorted(reading.spans)),
        off=frozenset(d for span in reading.spans for d in span.days() if d.weekday() < 5),
        work=frozenset(reading.work),
    )


def _sentences(body: str) -> Iterator[tuple[str, str]]:
    """Each sentence of the clauses with the festivals its clause is about."""
    clauses = list(_CLAUSE.finditer(body))
    ends = [clause.start() for clause in clauses[1:]] + [len(body)]
    for clause, end in zip(clauses, ends, strict=True):
        for sentence in re.split("[。;]", body[clause.end() : end]):
            if sentence:
                yield clause[1].replace("和", "、"), sentence


def _read_sentence(reading: _Reading, name: str, sentence: str) -> None:
    if off := _OFF_RANGE.match(sentence):
        _read_span(reading, name, off["first"], off["last"], off["count"])
    elif off := _OFF_DAY.match(sentence):
        _read_span(reading, name, off["first"], off["first"], off["count"])
        if off["make_up"]:
            _read_span(reading, name, off["make_up"], off["make_up"], None)
    elif work := _WORK.match(sentence):
        for phrase in re.findall(_DAY, work[1]):
            if day := _read_day(reading, phrase, None):
                reading.work.add(day)
    elif re.search(_DAY, sentence) and not sentence.startswith("鼓励"):
        # An encouragement to take leave gives nobody a day off; anything else must be understood.
        reading.problems.append(f"看不懂“{name}”一段中的这句话：“{sentence}”，请改用 JSON 格式录入本年安排。")


def _read_span(reading: _Reading, name: str, first: str, last: str, count: str | None) -> None:
    start = _read_day(reading, first, None)
    end = _read_day(reading, last, start) if start else None
    if start is None or end is None:
        return
    if not 0 <= (end - start).days <= 30:
        reading.problems.append(f"“{name}”的假期从{start}到{end}，起止日期不合理，请核对原文。")
        return
    span = Span(start, end, name)
    if count is not None and len(span.days()) != int(count):
        reading.problems.append(
            f"“{name}”从{start}到{end}共{len(span.days())}天，原文写共{count}天，请核对原文。"
        )
    reading.spans.append(span)


def _read_day(reading: _Reading, phrase: str, after: date | None) -> date | None:
    """The date of a phrase such as 3日(周六); month and year left out come from `after` or the notice."""
    parts = _PARTS.match(phrase)
    if parts is None:
        reading.problems.append(f"“{phrase}”不是完整的日期，请核对原文。")
        return None
    year = int(parts["year"]) if parts["year"] else (after.year if after else reading.year)
    month = int(parts["month"]) if parts["month"] else (after.month if after else 0)
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError:
        reading.problems.append(f"“{phrase}”不是真实存在的日期，请核对原文。")
        return None
    said = _WEEKDAY.search(parts["note"] or "")
    if said and _WEEKDAYS.index(said[1]) != day.weekday():
        actual = _WEEKDAYS[day.weekday()]
        reading.problems.append(f"原文说{day}是星期{said[1]}，实际是星期{actual}，请核对年份和日期。")
    return day


def _require_every_festival(reading: _Reading, body: str) -> None:
    named = {name for clause in _CLAUSE.finditer(body) for name in re.split("[、和]", clause[1])}
    for festival in FESTIVALS:
        if festival not in named:
            reading.problems.append(f"通知中没有“{festival}”的安排，请粘贴通知全文。")
