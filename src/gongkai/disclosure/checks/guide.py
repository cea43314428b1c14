"""The guide (指南) must hold what article 12 asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.models import Item
from gongkai.documents import html_to_text
from gongkai.law import catalogue
from gongkai.law.calendar import Calendar

#: How a guide names each part that article 12 asks for.
_WORDS = {
    "classification": ("分类", "公开范围", "主动公开内容"),
    "arrangement": ("编排", "目录", "索引"),
    "access_ways": ("获取", "查阅", "申请"),
    "office_name": ("公开工作机构", "受理机构", "办公室"),
    "office_address": ("地址",),
    "office_hours": ("时间",),
    "office_phone": ("电话",),
    "office_fax": ("传真",),
    "office_internet": ("邮箱", "网址", "网站", "互联网"),
}


def guide_is_complete(item: Item, today: date, calendar: Calendar) -> Iterator[Issue]:
    """Name each required part of which the text says nothing."""
    if item.column.platform_part != "guide":
        return
    text = html_to_text(item.body_html)
    found = {code: next((word for word in words if word in text), "") for code, words in _WORDS.items()}
    for entry in catalogue.missing_from_guide(found):
        message = f"指南中没有找到“{entry.label}”，条例第十二条要求写明。"
        yield Issue("guide.missing", Level.WARNS, "body_html", message)
