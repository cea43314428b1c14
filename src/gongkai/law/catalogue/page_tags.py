"""The tags every page of a government site must carry in its head, names exact to the letter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.law.catalogue.columns import COLUMN_TYPES
from gongkai.law.catalogue.entries import Entry, Table, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTag(Entry):
    """A tag; `code` is its exact name, `pattern` the form of its value if the norm fixes one."""

    scope: str
    required: bool
    pattern: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind(Entry):
    """A kind of page and the scopes of tags it carries."""

    scopes: tuple[str, ...]


PAGE_TAGS: Table[PageTag] = Table(
    "网页标签",
    (
        PageTag(scope=row["scope"], required=row["required"], pattern=row.get("pattern"), **entry)
        for row, entry in rows("page_tags.toml", "tag")
    ),
)

PAGE_KINDS: Table[PageKind] = Table(
    "页面种类",
    (PageKind(scopes=tuple(row["scopes"]), **entry) for row, entry in rows("page_tags.toml", "page")),
)


def tags_for(page_kind: str) -> tuple[PageTag, ...]:
    """The tags of a kind of page (site, column, content), site tags first. Raises UnknownCode."""
    scopes = PAGE_KINDS[page_kind].scopes
    return tuple(tag for tag in PAGE_TAGS if tag.scope in scopes)


def tag_problems(page_kind: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the tags of a page, as Chinese sentences; empty if nothing.

    Names are compared exactly, case included. Raises UnknownCode for an unknown kind of page.
    """
    found = []
    for tag in tags_for(page_kind):
        value = values.get(tag.code, "").strip()
        if not value:
            if tag.required:
                found.append(f"缺少网页标签 {tag.code}（{tag.label}），请补上。")
        elif tag.pattern and not re.fullmatch(tag.pattern, value):
            found.append(f"网页标签 {tag.code}（{tag.label}）的值“{value}”格式不对，请改正。")
        elif tag.code == "ColumnType" and value not in {entry.label for entry in COLUMN_TYPES}:
            found.append(f"栏目类别“{value}”不在规定的取值之内，请从给定的类别中选择。")
    return tuple(found)
