"""One year's holiday notice (部分节假日安排的通知): its form as JSON and what makes it valid.

A notice belongs to the year in its title; the New Year bridge may reach into the days around
31 December. Days it does not name are ordinary weekdays and weekends.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from gongkai.law.calendar.errors import InvalidNotice
from gongkai.law.calendar.statutory import rule_for, statutory_year

SATURDAY = 5
FIRST_SOURCED_YEAR = 2019
EDGE_DAYS = 7


class NoticeStatus(StrEnum):
    """Whether the table repeats a published notice or is somebody's expectation."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A holiday as the notice names it: first and last day, both included."""

    first: date
    last: date
    name: str

    def days(self) -> tuple[date, ...]:
        """Every day of the span, weekends included."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later notice that changed the year; the days of the year already show its effect."""

    notice: str
    notice_date: date


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The non-working weekdays (`off`) and working weekend days (`work`) of one year.

    `extra_days` are days off beyond the statutory number, given once for a stated reason.
    """

    year: int
    notice: str
    notice_date: date | None
    status: NoticeStatus
    source: str
    spans: tuple[Span, ...]
    off: frozenset[date]
    work: frozenset[date]
    amendments: tuple[Amendment, ...] = ()
    extra_days: int = 0
    extra_reason: str = ""

    @property
    def provisional(self) -> bool:
        """Whether dates that rest on this table may still change."""
        return self.status is NoticeStatus.PROVISIONAL

    def name_of(self, day: date) -> str | None:
        """The festival whose span holds the day; None outside every span."""
        return next((span.name for span in self.spans if span.first <= day <= span.last), None)


def problems_of(notice: YearNotice) -> tuple[str, ...]:
    """What forbids using the notice, as Chinese sentences that say what to do; empty if nothing."""
    return (
        *_problems_of_source(notice),
        *_problems_of_days(notice),
        *_problems_of_statutory_days(notice),
    )


def validated(notice: YearNotice) -> YearNotice:
    """The same notice. Raises InvalidNotice with every problem found."""
    problems = problems_of(notice)
    if problems:
        raise InvalidNotice(problems)
    return notice


def _problems_of_source(notice: YearNotice) -> list[str]:
    found = []
    if notice.year >= FIRST_SOURCED_YEAR and not notice.notice.strip():
        found.append(f"{notice.year}年的安排没有写明依据的通知，请在 notice 中填写通知名称和文号。")
    if notice.extra_days and not notice.extra_reason.strip():
        found.append("填写了增加的假日天数 extra_days，请在 extra_reason 中写明理由。")
    return found


def _problems_of_days(notice: YearNotice) -> list[str]:
    found = []
    first = date(notice.year, 1, 1) - timedelta(days=EDGE_DAYS)
    last = date(notice.year, 12, 31) + timedelta(days=EDGE_DAYS)
    for day in sorted(notice.off | notice.work):
        if not first <= day <= last:
            found.append(f"{day}不在{notice.year}年及其前后七天之内，请核对年份。")
    for day in sorted(notice.off):
        if day.weekday() >= SATURDAY:
            found.append(f"{day}是周末，不应列入放假的工作日（off），请删去。")
    for day in sorted(notice.work):
        if day.weekday() < SATURDAY:
            found.append(f"{day}不是周末，不应列入上班的周末（work），请核对日期。")
    if notice.spans:
        in_spans = {d for span in notice.spans for d in span.days() if d.weekday() < SATURDAY}
        for day in sorted(in_spans ^ notice.off):
            found.append(f"{day}在假期（holidays）与放假日（off）中不一致，请核对。")
        for day in sorted(d for d in notice.work if notice.name_of(d)):
            found.append(f"{day}既在假期之内又列为上班日，请核对。")
    return found


def _problems_of_statutory_days(notice: YearNotice) -> list[str]:
    found = []
    for day, name in statutory_year(notice.year).days:
        if day.weekday() < SATURDAY and day not in notice.off:
            found.append(f"{day}是法定节日（{name}），但没有列入放假日，请补上。")
        if day in notice.work:
            found.append(f"{day}是法定节日（{name}），不应列为上班日，请核对。")
    rule = rule_for(notice.year)
    if rule is None:
        return found
    net, expected = len(notice.off) - len(notice.work), rule.days + notice.extra_days
    # Every arrangement since 2004 balances; one that does not has lost a day or is a special case.
    if net > expected:
        found.append(
            f"放假的工作日减去上班的周末为{net}天，按放假办法应为{expected}天，可能漏了上班日，请逐日核对；"
            "国家确实临时增加假日的，请注明增加的天数和理由（extra_days、extra_reason）。"
        )
    if net < expected:
        found.append(
            f"放假的工作日减去上班的周末为{net}天，按放假办法应为{expected}天，可能漏了放假日，请逐日核对。"
        )
    return found


def notice_from_json(text: str) -> YearNotice:
    """Read and validate a notice in the form of `data/calendar/<year>.json`.

    Raises InvalidNotice if the text is not of that form or the days cannot be right.
    """
    try:
        table = json.loads(text)
    except ValueError as error:
        raise InvalidNotice(("文件不是有效的 JSON，请检查括号、引号和逗号。",)) from error
    return validated(notice_from_table(table))


def notice_from_table(table: Mapping[str, Any]) -> YearNotice:
    """Build a notice from the parsed JSON without validating its days.

    Raises InvalidNotice naming the field that is missing or of the wrong form.
    """
    if not isinstance(table, Mapping):
        raise InvalidNotice(("文件内容应是一个对象，包含 year、notice、off、work 等字段。",))
    try:
        return YearNotice(
            year=_plausible_year(int(table["year"])),
            notice=str(table["notice"]),
            notice_date=_date_or_none(table.get("notice_date")),
            status=NoticeStatus(table.get("status", "official")),
            source=str(table["source"]),
            spans=tuple(
                sorted(
                    Span(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), str(row["name"]))
                    for row in table.get("holidays", ())
                )
            ),
            off=frozenset(date.fromisoformat(day) for day in table["off"]),
            work=frozenset(date.fromisoformat(day) for day in table["work"]),
            amendments=tuple(
                Amendment(str(row["notice"]), date.fromisoformat(row["notice_date"]))
                for row in table.get("amendments", ())
            ),
            extra_days=int(table.get("extra_days", 0)),
            extra_reason=str(table.get("extra_reason", "")),
        )
    except KeyError as error:
        raise InvalidNotice((f"缺少字段 {error.args[0]}，请补上。",)) from error
    except (TypeError, ValueError) as error:
        message = "有字段写法不对：日期写作 2027-01-01，年份为四位整数，状态为 official 或 provisional。"
        raise InvalidNotice((message,)) from error


def notice_to_table(notice: YearNotice) -> dict[str, Any]:
    """The notice in the form of `data/calendar/<year>.json`, ready for `json.dumps`."""
    return {
        "year": notice.year,
        "notice": notice.notice,
        "notice_date": notice.notice_date.isoformat() if notice.notice_date else None,
        "amendments": [
            {"notice": a.notice, "notice_date": a.notice_date.isoformat()} for a in notice.amendments
        ],
        "status": notice.status.value,
        "source": notice.source,
        "extra_days": notice.extra_days,
        "extra_reason": notice.extra_reason,
        "holidays": [
            {"name": s.name, "from": s.first.isoformat(), "to": s.last.isoformat()} for s in notice.spans
        ],
        "off": [day.isoformat() for day in sorted(notice.off)],
        "work": [day.isoformat() for day in sorted(notice.work)],
    }


def _plausible_year(year: int) -> int:
    if not 1949 <= year <= 2999:
        raise ValueError(year)
    return year


def _date_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
