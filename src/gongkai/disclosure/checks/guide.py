"""The guide (指南) must hold what article 12 asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.models import Item
from gongkai.documents import html_to_text
from gongkai.law import catalogue
from gongkai.law.calendar import Calendar


def guide_is_complete(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """Name each required part of which the text says nothing."""
    if item.column.platform_part != "guide":
        return
    for entry in catalogue.missing_from_guide_text(html_to_text(item.body_html)):
        message = f"指南中没有找到“{entry.label}”，条例第十二条要求写明。"
        yield Issue("guide.missing", Level.WARNS, "body_html", message)
