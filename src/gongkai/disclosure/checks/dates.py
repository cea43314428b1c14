"""Dates that cannot be, and the twenty working days of article 26."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.models import Item, PublicState
from gongkai.law import catalogue
from gongkai.law.calendar import Calendar

#: No organ of today formed anything before.
EARLIEST = date(1949, 10, 1)


def dates_can_be(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """Formed not in the future, effective not before formed, not expired before effective."""
    formed, effective, expires = item.formed_on, item.effective_on, item.expires_on
    if formed and formed > today:
        yield Issue("dates.future", Level.BLOCKS, "formed_on", "成文日期晚于今天，请核对。")
    if formed and formed < EARLIEST:
        yield Issue("dates.too_early", Level.BLOCKS, "formed_on", "成文日期早于 1949 年 10 月，请核对。")
    if formed and effective and effective < formed:
        yield Issue("dates.effective", Level.WARNS, "effective_on", "施行日期早于成文日期，请核对。")
    if expires and ((effective or formed) and expires < (effective or formed or expires)):
        yield Issue("dates.expiry", Level.BLOCKS, "expires_on", "有效期至早于施行日期，请核对。")
    if (
        formed
        and not catalogue.document_number_problems(item.doc_number)
        and (catalogue.parse_document_number(item.doc_number).year != formed.year)
    ):
        yield Issue("dates.number_year", Level.WARNS, "formed_on", "文号的年份与成文日期的年份不同，请核对。")


def twenty_working_days(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """The day by which the item must be public, counted from its formation (article 26)."""
    left = time_left(item, today, calendar)
    if left is None:
        return
    found = publication_due(item, calendar)
    due, article = _chinese(found.due), found.limit.basis.article
    if left < 0:
        message = f"已超过公开期限：应于{due}前公开，逾期 {-left} 个工作日（{article}）。"
        yield Issue("dates.overdue", Level.WARNS, "formed_on", message)
    else:
        message = f"公开期限为{due}，还剩 {left} 个工作日（{article}）。"
        yield Issue("dates.due", Level.WARNS, "formed_on", message)
    sooner = wished_by(item, calendar)
    if sooner < found.due:
        label = catalogue.TIME_CLASSES.label(item.time_class)
        message = f"这条信息属于“{label}”，按本机关的要求宜在{_chinese(sooner)}前公开（法规没有规定天数）。"
        yield Issue("dates.time_class", Level.WARNS, "time_class", message)


def time_left(item: Item, today: date, calendar: Calendar) -> int | None:
    """Working days until the item must be public, negative when overdue; None where no period runs.

    No period runs for what is public already, not disclosed of the organ's own accord, undated or old stock.
    """
    if item.formed_on is None or item.mode != "proactive" or item.public_state != PublicState.NONE:
        return None
    if item.formed_on > today or item.is_legacy:
        return None
    return days_left(publication_due(item, calendar).due, today, calendar)


def days_left(due: date, today: date, calendar: Calendar) -> int:
    """Working days left until the end of the last day; from the next day on at least one too many."""
    return calendar.count(today, due) if due >= today else -max(calendar.count(due, today), 1)


def publication_due(item: Item, calendar: Calendar) -> catalogue.PublicationDue:
    """The last day by law, with its trace, for first publication; the item must have a date of formation."""
    return catalogue.publication_due(_formed(item), item.column.limit_kind, calendar)


def wished_by(item: Item, calendar: Calendar) -> date:
    """The day by which the item's time class (实时 and the like) wants it public: an aim, not a period."""
    kind = item.column.limit_kind
    return catalogue.publication_due(_formed(item), kind, calendar, time_class=item.time_class).due


def _formed(item: Item) -> date:
    if item.formed_on is None:
        raise ValueError("an item without a date of formation has no period")
    return item.formed_on


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
