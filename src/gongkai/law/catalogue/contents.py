"""What the guide (指南) and each line of the catalogue (目录) must hold: article 12."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePart(Entry):
    """A part the guide must have; any of `words` in its text is taken as a sign of it."""

    words: tuple[str, ...]


GUIDE_CONTENTS: Table[GuidePart] = Table(
    "公开指南的法定内容",
    (GuidePart(words=tuple(row["words"]), **entry) for row, entry in rows("contents.toml", "guide")),
)

CATALOGUE_FIELDS: Table[Entry] = Table(
    "公开目录的法定内容", (Entry(**entry) for _, entry in rows("contents.toml", "catalogue"))
)


def missing_from_guide(contents: Mapping[str, str]) -> tuple[GuidePart, ...]:
    """The parts of article 12 a guide lacks or leaves blank, by the codes of GUIDE_CONTENTS."""
    return tuple(part for part in GUIDE_CONTENTS if not contents.get(part.code, "").strip())


def missing_from_guide_text(text: str) -> tuple[GuidePart, ...]:
    """The parts of article 12 the plain text of a guide shows no sign of.

    A reminder for the reviewer, not a proof: words are looked for, their meaning is not read.
    """
    return tuple(part for part in GUIDE_CONTENTS if not any(word in text for word in part.words))


def missing_from_catalogue(fields: Mapping[str, str]) -> tuple[Entry, ...]:
    """The statutory fields a catalogue line lacks or leaves blank, by the codes of CATALOGUE_FIELDS."""
    return tuple(entry for entry in CATALOGUE_FIELDS if not fields.get(entry.code, "").strip())
