"""The declared ways in which a figure of the tables is quoted in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.reports.checks.prose.clauses import Topic
from gongkai.reports.checks.prose.wordlists import pattern, read_words

COUNTS = "counts.toml"
_FIELD = "{{{name}}}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to quote a figure: `words` against the text with the figure written as «#».

    Any of the sums in `accept` makes it right; one in `loose` is let pass with a remark. A `weak` rule only
    ever confirms. `under` lists the kinds one of which must stand before «其中»; empty for all of them.
    """

    code: str
    label: str
    topic: Topic | None
    words: re.Pattern[str]
    without: re.Pattern[str] | None
    accept: tuple[str, ...]
    loose: tuple[str, ...]
    weak: bool
    under: tuple[str, ...]
    among: bool
    by_anchor: Mapping[str, tuple[str, ...]]
    applicants: bool

    def accepted(self, under: str) -> tuple[str, ...]:
        """The sums that make it right where a figure of the kind `under` stands before «其中»."""
        return self.by_anchor.get(under, self.accept)

    def fits(self, context: str, under: str, *, among: bool) -> bool:
        """Whether a figure with that text around it is one of these."""
        if (among and not self.among) or (self.under and under not in self.under):
            return False
        return bool(self.words.search(context)) and not (self.without and self.without.search(context))


@dataclass(frozen=True, slots=True)
class Remedy:
    """A kind of remedy as the text names it; `groups` are the sums of groups of table 4 it may mean."""

    code: str
    label: str
    words: re.Pattern[str]
    groups: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=32)
def count_rules(year: int | None) -> tuple[Rule, ...]:
    """The rules for tables 3 and 2, in the order in which they are tried."""
    return (*_rules("count", year), *_rules("table2", year))


@lru_cache(maxsize=256)
def rules_on(topic: Topic, year: int | None) -> tuple[Rule, ...]:
    """The rules that may hold in a clause on that topic, in the same order."""
    return tuple(rule for rule in count_rules(year) if rule.topic in (None, topic))


def _rules(key: str, year: int | None) -> Iterator[Rule]:
    fragments: Mapping[str, str] = read_words(COUNTS)["fragments"]
    for row in read_words(COUNTS)[key]:
        words = row["words"]
        for name, text in fragments.items():
            words = words.replace(_FIELD.format(name=name), text)
        yield _rule(row, words, year)


def _rule(row: Mapping[str, Any], words: str, year: int | None) -> Rule:
    return Rule(
        code=row["code"], label=row["label"], topic=Topic(row["topic"]) if "topic" in row else None,
        words=pattern(words, year), without=pattern(row["without"], year) if "without" in row else None,
        accept=tuple(row["accept"]), loose=tuple(row.get("loose", ())), weak=row.get("weak", False),
        under=tuple(row.get("under", ())), among=row.get("among", True),
        by_anchor={kind: tuple(sums) for kind, sums in row.get("by_anchor", {}).items()},
        applicants="natural" in row.get("under", ()),
    )  # fmt: skip


@lru_cache(maxsize=1)
def anchors() -> Mapping[str, re.Pattern[str]]:
    """The words that name a kind of figure before any figure stands."""
    return {kind: pattern(words, None) for kind, words in read_words(COUNTS)["anchors"].items()}


@lru_cache(maxsize=1)
def remedies() -> tuple[Remedy, ...]:
    """The kinds of remedy, the most particular first."""
    return tuple(
        Remedy(
            row["code"], row["label"], pattern(row["words"], None),
            tuple(tuple(group) for group in row["groups"]),
        )
        for row in read_words(COUNTS)["remedy"]
    )  # fmt: skip


@lru_cache(maxsize=1)
def remedy_results() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The results of a remedy: code, label, words."""
    rows = read_words(COUNTS)["remedies"]["results"]
    return tuple((row["code"], row["label"], pattern(row["words"], None)) for row in rows)


def remedy_words(name: str) -> re.Pattern[str]:
    """The words that make a remedy's figure another thing («without»), or only confirm («weak»)."""
    return pattern(read_words(COUNTS)["remedies"][name], None)
