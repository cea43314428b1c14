"""The last words of titles and the genre each of them tells: 文种, names of rules, and custom."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows
from gongkai.law.catalogue.genres import GENRES


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreWords(Entry):
    """Words with which titles of one genre end.

    With ``after`` they count only where one of those stands before them in the same phrase. ``certain``
    tells whether the word settles the genre by itself.
    """

    genre: str
    words: tuple[str, ...]
    after: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class GenreTold:
    """The genre a title tells, the word that tells it, and whether that is certain."""

    genre: str
    word: str
    certain: bool


GENRE_WORDS: Table[GenreWords] = Table(
    "标题用词",
    (
        GenreWords(
            genre=GENRES[row["genre"]].code,
            words=tuple(row["words"]),
            after=tuple(row.get("after", ())),
            certain=row.get("certain", True),
            **entry,
        )
        for row, entry in rows("genre_words.toml", "word")
    ),
)


def genre_told_by(title: str, table: Table[GenreWords] = GENRE_WORDS) -> GenreTold | None:
    """The genre told by the longest known word at the end of a title without blanks; None for no such word.

    A word with another before it («征求…意见») goes before one without.
    """
    found = [
        (bool(entry.after), len(word), GenreTold(entry.genre, word, entry.certain))
        for entry in table
        for word in entry.words
        if title.endswith(word) and _follows(title.removesuffix(word), entry.after)
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _follows(before: str, leads: tuple[str, ...]) -> bool:
    """Whether one of the leads stands in the last phrase, no «的» after it; true where there are none."""
    return not leads or any(lead in before.rpartition("的")[2] for lead in leads)
