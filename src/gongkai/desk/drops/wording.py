"""Proposed values as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.disclosure.models import Column
from gongkai.law import catalogue
from gongkai.law.catalogue import Table, UnknownCode
from gongkai.law.catalogue.topics import topic_path

_TABLES: Mapping[str, Table[Any]] = {
    "mode": catalogue.MODES,
    "ground": catalogue.GROUNDS,
    "genre": catalogue.GENRES,
}


def value_words(name: str, value: object, columns: Mapping[int, Column]) -> str:
    """The value in words: a column's name, a topic's path, a code's label, a day; never a code."""
    if value in ("", None):
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if name == "column":
        column = columns.get(value) if isinstance(value, int) else None
        return column.name if column else "已停用的栏目"
    try:
        if name == "topic":
            return topic_path(str(value))
        return _TABLES[name].label(str(value)) if name in _TABLES else str(value)
    except UnknownCode:
        return str(value)
