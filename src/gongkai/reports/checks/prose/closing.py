"""Tells whether a list of parts leaves nothing of its whole out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.wordlists import pattern, read_words, sums_pattern

_FULL_LIST = 3
# Tenths of the whole: parts that come to less or more than that are something else.
_LEAST, _MOST = 6, 16
_LEAST_OF_ALL, _MOST_OF_ALL = 3, 30


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in an enumeration with the words before and behind it and the mark before its clause."""

    label: str
    figure: Figure
    mark: str
    behind: str = ""


def is_closed(parts: Sequence[Part], whole: Figure, marker: str, saying: str, *, colon: bool) -> bool:
    """Whether the parts after a marker are all there are; `saying` is the clause of the whole."""
    if len(parts) < 2 or parts[-1].behind.startswith("等"):
        return False
    rest = sums_pattern("parts", "rest")
    if marker == "含":
        return len(parts) >= _FULL_LIST and bool(rest.search(parts[-1].label))
    if marker.startswith(("按", "从")) and not _is_near(parts, whole):
        return False
    if marker.startswith(("分", "按", "从")) or any(rest.search(part.label) for part in parts):
        return True
    if colon and len(parts) >= _FULL_LIST and sums_pattern("parts", "whole").search(saying):
        return True
    return _is_complete(parts, "", saying)


def is_closed_unmarked(parts: Sequence[Part], whole: Figure, label: str, saying: str) -> bool:
    """Whether parts that no «其中» introduces must be those of the figure before, which bears that label."""
    if len(parts) < 2 or parts[-1].behind.startswith("等"):
        return False
    if _is_complete(parts, label, saying):
        return _is_near(parts, whole, _LEAST_OF_ALL, _MOST_OF_ALL)
    verb = sums_pattern("parts", "verb")
    is_said = any(verb.search(part.label) for part in parts)
    return not is_said and _is_set_off(parts, saying) and _is_near(parts, whole)


def _is_near(parts: Sequence[Part], whole: Figure, least: int = _LEAST, most: int = _MOST) -> bool:
    total = sum((part.figure.value for part in parts), Decimal(0))
    return whole.value * least <= total * 10 <= whole.value * most


def _is_complete(parts: Sequence[Part], whole: str, saying: str) -> bool:
    """Whether the labels are all there can be: both kinds, every season, or ways and media alone.

    A `whole` with the label of one of them is no whole but the first of the list.
    """
    some = sums_pattern("parts", "some")
    if any(some.search(part.label) for part in parts):
        return False
    labels = [part.label for part in parts]
    table = read_words("sums.toml")["parts"]
    return any(_has_all(labels, whole, words) for words in table["pairs"]) or any(
        pattern(row["whole"], None).search(saying)
        and not _is_pure(whole, row["words"])
        and all(_is_pure(label, row["words"]) for label in labels)
        for row in table["closing"]
    )


def _has_all(labels: Sequence[str], whole: str, words: Sequence[str]) -> bool:
    patterns = [pattern(each, None) for each in words]
    if 0 < sum(bool(each.search(whole)) for each in patterns) < len(patterns):
        return False
    named = [[at for at, each in enumerate(patterns) if each.search(label)] for label in labels]
    return {found[0] for found in named if len(found) == 1} == set(range(len(patterns)))


def _is_set_off(parts: Sequence[Part], saying: str) -> bool:
    """«26篇，文字16篇、图片7篇、其他3篇»: one comma, then a list of all or one that ends with the rest."""
    rest = sums_pattern("parts", "rest").search(parts[-1].label)
    rest = rest or sums_pattern("parts", "whole").search(saying)
    marks = {part.mark for part in parts[1:]}
    return bool(rest) and len(parts) >= _FULL_LIST and parts[0].mark == "，" and marks == {"、"}


def _is_pure(label: str, words: str) -> bool:
    named = pattern(words, None).sub("", label)
    return named != label and not sums_pattern("parts", "fillers").sub("", named)
