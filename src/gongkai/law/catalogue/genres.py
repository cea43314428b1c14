"""Genres (体裁): the fifteen kinds of official document and what else organs publish."""

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre(Entry):
    """A genre; `statutory` marks the fifteen kinds of official document (公文)."""

    statutory: bool


GENRES: Table[Genre] = Table(
    "体裁",
    (Genre(statutory=row.get("statutory", False), **entry) for row, entry in rows("genres.toml", "genre")),
)
