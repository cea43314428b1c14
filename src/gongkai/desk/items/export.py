"""A selection of items as an xlsx, row by row, without holding it in memory."""

from __future__ import annotations

from datetime import date
from typing import IO

from django.db.models import QuerySet
from django.utils.timezone import localtime

from gongkai.desk.items.rows import ItemRow, row_of
from gongkai.desk.listing import sheet_file
from gongkai.disclosure import queries
from gongkai.disclosure.models import Edition, Item
from gongkai.kernel.calendars import current_calendar
from gongkai.kernel.rights import Standing
from gongkai.law import catalogue

MOST_ROWS = 50_000
_ONLY_SO_MANY = "只导出前 {most} 条，请缩小范围后再导出其余各条。"
HEADS = (
    ("编号", 8),
    ("名称", 50),
    ("状态", 14),
    ("机关", 18),
    ("科室", 14),
    ("栏目", 16),
    ("索引号", 24),
    ("文号", 22),
    ("成文日期", 12),
    ("发布日期", 12),
    ("主题分类", 20),
    ("体裁", 10),
    ("公开方式", 12),
    ("有效性", 10),
    ("统计类别", 18),
    ("历史存量", 8),
)


def workbook_of(items: QuerySet[Item], standing: Standing, *, today: date) -> IO[bytes]:
    """A temporary file with at most 50,000 rows; text is text, so no cell can become a formula."""
    calendar = current_calendar()
    rows = (
        _cells(item, row_of(item, standing, today=today, calendar=calendar), standing)
        for item in items[:MOST_ROWS].iterator(chunk_size=2000)
    )
    too_many = _ONLY_SO_MANY.format(most=MOST_ROWS)
    return sheet_file("信息清单", HEADS, rows, most=MOST_ROWS, too_many=too_many)


def _cells(item: Item, row: ItemRow, standing: Standing) -> list[str | int | date | None]:
    first: list[str | int | date | None] = [
        item.pk,
        row.title,
        row.status.label,
        row.organ,
        row.department,
        row.place,
        item.index_number,
    ]
    return [*first, *_facts(item, standing), "是" if item.is_legacy else ""]


def _facts(item: Item, standing: Standing) -> list[str | date | None]:
    """The metadata of the copy the person may read."""
    text: Item | Edition = item
    if not queries.may_read_work(standing, item) and item.live_edition:
        text = item.live_edition
    published = localtime(item.published_at).date() if item.published_at else None
    return [
        text.doc_number,
        text.formed_on,
        published,
        topic_words(text.topic),
        _label(catalogue.GENRES, text.genre),
        _label(catalogue.MODES, text.mode),
        _label(catalogue.VALIDITY_VALUES, text.validity),
        _label(catalogue.STATISTICAL_CATEGORIES, text.statistical_category),
    ]


def topic_words(code: str) -> str:
    """The topic's path, or its code when the catalogue no longer knows it."""
    return catalogue.topic_path(code) if code in catalogue.TOPICS else code


def _label(table: catalogue.Table, code: str) -> str:
    return str(table.label(code)) if code in table else code
