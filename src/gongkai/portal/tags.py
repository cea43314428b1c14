"""The tags in the head of every page (《政府网站发展指引》网页标签), names exact to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gongkai.law.catalogue import COLUMN_TYPES, tags_for

Tag = tuple[str, str]
FALLBACK_TYPE = "catalogue"


@lru_cache(maxsize=8)
def _codes(page_kind: str) -> tuple[tuple[str, bool], ...]:
    return tuple((tag.code, tag.required) for tag in tags_for(page_kind))


def page_tags(page_kind: str, values: Mapping[str, str]) -> list[Tag]:
    """The tags of a kind of page (site, column, content) in the norm's order.

    Required ones appear even when the organ has not entered a value yet, so that a checker names the gap.
    """
    return [
        (code, values.get(code, "")) for code, required in _codes(page_kind) if required or values.get(code)
    ]


def column_tags(*, name: str, description: str, keywords: str, column_type: str) -> dict[str, str]:
    """The values of a column's tags; `column_type` is a code of COLUMN_TYPES."""
    known = column_type if column_type in COLUMN_TYPES else FALLBACK_TYPE
    return {
        "ColumnName": name,
        "ColumnDescription": description or name,
        "ColumnKeywords": keywords or name,
        "ColumnType": COLUMN_TYPES[known].label,
    }
