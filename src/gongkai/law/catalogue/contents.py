"""What the guide (指南) and each line of the catalogue (目录) must hold: article 12."""

from collections.abc import Mapping

from gongkai.law.catalogue.entries import Entry, Table, rows

GUIDE_CONTENTS: Table[Entry] = Table(
    "公开指南的法定内容", (Entry(**entry) for _, entry in rows("contents.toml", "guide"))
)

CATALOGUE_FIELDS: Table[Entry] = Table(
    "公开目录的法定内容", (Entry(**entry) for _, entry in rows("contents.toml", "catalogue"))
)


def missing_from_guide(contents: Mapping[str, str]) -> tuple[Entry, ...]:
    """The statutory contents a guide lacks or leaves blank, by the codes of GUIDE_CONTENTS."""
    return _missing(GUIDE_CONTENTS, contents)


def missing_from_catalogue(fields: Mapping[str, str]) -> tuple[Entry, ...]:
    """The statutory fields a catalogue line lacks or leaves blank, by the codes of CATALOGUE_FIELDS."""
    return _missing(CATALOGUE_FIELDS, fields)


def _missing(table: Table[Entry], values: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in table if not values.get(entry.code, "").strip())
