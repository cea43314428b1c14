"""Reading the content files: organs with their people, columns, items, what goes into attachments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

Table = Mapping[str, Any]

#: Keys of an item that go to the act as they are → the field's name.
FIELDS = {
    "summary": "summary", "number": "doc_number", "topic": "topic", "genre": "genre",
    "class": "statutory_class", "validity": "validity", "effective": "effective_on",
    "expires": "expires_on", "mode": "mode", "ground": "ground",
}  # fmt: skip
BUREAU = "gxj"


@dataclass(frozen=True)
class Story:
    """An item as the files tell it: its words, its day, and what became of it.

    `on` is the local day of publication. In the present `ago` counts working days back from today instead,
    and `state` says how far the item has come; `days` is how many working days before that it was drafted.
    """

    organ: str
    column: str
    department: str
    title: str
    text: str
    on: date | None = None
    ago: int = 0
    days: int | None = None
    formed: date | None = None
    state: str = "published"
    values: Table = field(default_factory=dict)
    more: Table = field(default_factory=dict)


def _content() -> Traversable:
    return files("gongkai.demo").joinpath("content")


def _toml(source: Traversable) -> Table:
    return tomllib.loads(source.read_text("utf-8"))


def organs() -> list[Table]:
    """The organs, the authority first, each with departments and people."""
    found: list[Table] = _toml(_content().joinpath("organs.toml"))["organ"]
    return found


def bureau_columns() -> list[Table]:
    """The columns the bureau has beside the usual ones."""
    found: list[Table] = _toml(_content().joinpath("columns.toml"))["column"]
    return found


def month() -> Table:
    """The bureau's duty list and the documents it sent out of late."""
    return _toml(_content().joinpath("month.toml"))


def sheets() -> Table:
    """What goes into attachments, by name."""
    return _toml(_content().joinpath("files.toml"))


def stories() -> list[Story]:
    """Every item of every organ, in the order of the files."""
    sources = [file for folder in (BUREAU, "others") for file in _content().joinpath(folder).iterdir()]
    found: list[Story] = []
    for source in sorted(sources, key=lambda file: file.name):
        table = _toml(source)
        found += [_story(table, row) for row in table["item"]]
    return found


def _story(table: Table, row: Table) -> Story:
    values = {name: row[key] for key, name in FIELDS.items() if key in row}
    if row.get("counted") is False:
        values["statistical_category"] = "not_counted"
    return Story(
        organ=table.get("organ", BUREAU),
        column=row.get("column", table.get("column", "")),
        department=row.get("department", table.get("department", "")),
        title=row["title"],
        text=row["text"],
        on=row.get("on"),
        ago=row.get("ago", 0),
        days=row.get("days"),
        formed=row.get("formed"),
        state=row.get("state", "published"),
        values=values,
        more=row,
    )
