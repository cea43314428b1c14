"""Keyset paging by id: every page costs the same, however far down the list it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

from gongkai.desk.ids import read_id

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """Rows of one page, newest first, with the query strings of the neighbours («» where there is none)."""

    rows: list[Row]
    newer: str
    older: str
    head: str


def page_by_id(query: QuerySet[Row, Any], params: QueryDict, *, size: int = PAGE_SIZE) -> KeysetPage[Row]:
    """The page that `before` or `after` (an id) asks for; nonsense means the first."""
    before, after = read_id(params.get("before")), read_id(params.get("after"))
    if after is not None:
        rows = list(query.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        bounded = query if before is None else query.filter(pk__lt=before)
        rows = list(bounded.order_by("-pk")[: size + 1])
        has_newer, has_older = before is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows=rows,
        newer=_with(params, "after", rows[0].pk) if rows and has_newer else "",
        older=_with(params, "before", rows[-1].pk) if rows and has_older else "",
        head=_with(params, "", None) if has_newer else "",
    )


def _with(params: QueryDict, name: str, value: int | None) -> str:
    changed = params.copy()
    for key in ("before", "after"):
        changed.pop(key, None)
    if name:
        changed[name] = str(value)
    return f"?{changed.urlencode()}"
