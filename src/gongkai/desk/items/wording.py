"""Words for codes: the fields of an item, and how two copies differ in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.desk.items.export import topic_words
from gongkai.disclosure.checks.metadata import CODED_FIELDS
from gongkai.disclosure.models import Edition, Item, Outlet
from gongkai.disclosure.models.item import TEXT_FIELDS

_LABELS = {name: str(Item._meta.get_field(name).verbose_name) for name in TEXT_FIELDS}  # type: ignore[union-attr]
#: Always shown, filled or not.
_ALWAYS = frozenset({"title", "issuer", "formed_on", "doc_number", "topic", "genre", "validity", "mode"})


@dataclass(frozen=True)
class Fact:
    """A field with its value in words."""

    name: str
    label: str
    value: str


def field_words(name: str, value: object) -> str:
    """A field's value as people read it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    text = str(value or "")
    if name == "topic":
        return topic_words(text)
    if name == "outlet":
        return str(Outlet(text).label) if text in Outlet.values else text
    table = CODED_FIELDS.get(name)
    return str(table.label(text)) if table is not None and text in table else text


def facts_of(text: Item | Edition, *, leave_out: Iterable[str] = ("title",)) -> list[Fact]:
    """The metadata of a copy, empty fields left out unless they belong to every item."""
    facts = [Fact(name, _LABELS[name], field_words(name, getattr(text, name))) for name in TEXT_FIELDS]
    skipped = set(leave_out) | ({"is_obtained"} if not text.is_obtained else set())
    return [fact for fact in facts if fact.name not in skipped and (fact.value or fact.name in _ALWAYS)]


@dataclass(frozen=True)
class FactChange:
    """A field that differs between two copies."""

    label: str
    before: str
    after: str


def fact_changes(old: Item | Edition, new: Item | Edition) -> list[FactChange]:
    """Every field that differs, the column included."""
    changes = [
        FactChange(
            _LABELS[name], field_words(name, getattr(old, name)), field_words(name, getattr(new, name))
        )
        for name in TEXT_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    if old.column_id != new.column_id:
        changes.append(FactChange("栏目", old.column.name, new.column.name))
    return changes
