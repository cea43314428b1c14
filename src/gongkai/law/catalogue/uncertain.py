"""The values of this package that no text was read for: an organ confirms them at set-up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.law.catalogue import attributes, contents, page_tags, reported_categories, zone
from gongkai.law.catalogue.columns import COLUMN_TYPES, FRESHNESS_LIMITS
from gongkai.law.catalogue.entries import Entry, Table
from gongkai.law.catalogue.genre_words import GENRE_WORDS
from gongkai.law.catalogue.genres import GENRES
from gongkai.law.catalogue.index_number import INDEX_PATTERNS
from gongkai.law.catalogue.publication import PUBLICATION_LIMITS
from gongkai.law.catalogue.statutory_classes import STATUTORY_CLASSES
from gongkai.law.catalogue.topics import TOPICS

TABLES: tuple[Table[Any], ...] = (
    STATUTORY_CLASSES,
    TOPICS,
    GENRES,
    GENRE_WORDS,
    COLUMN_TYPES,
    FRESHNESS_LIMITS,
    attributes.MODES,
    attributes.GROUNDS,
    attributes.EXITS,
    attributes.VALIDITY_VALUES,
    attributes.TIME_CLASSES,
    attributes.PERIODS,
    reported_categories.STATISTICAL_CATEGORIES,
    zone.ZONE_COLUMNS,
    page_tags.PAGE_TAGS,
    page_tags.PAGE_KINDS,
    contents.GUIDE_CONTENTS,
    contents.CATALOGUE_FIELDS,
    PUBLICATION_LIMITS,
    INDEX_PATTERNS,
)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One value to confirm: its table, and the entry with its basis."""

    table: str
    entry: Entry


def uncertain_values(tables: Iterable[Table[Any]] = TABLES) -> tuple[Uncertain, ...]:
    """Every entry whose basis needs confirmation, in the order of the tables."""
    return tuple(
        Uncertain(table.name, entry) for table in tables for entry in table if entry.basis.needs_confirmation
    )
