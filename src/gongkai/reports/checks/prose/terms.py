"""Reads what a figure on applications is called, whether the name stands before the figure or behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gongkai.reports.checks.prose.clauses import Clause, Sentence
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.organs import without_organ
from gongkai.reports.checks.prose.rules import Rule, count_rules
from gongkai.reports.checks.prose.wordlists import pattern, read_words, scope_pattern
from gongkai.reports.report import ReadReport

_TERMS = "terms.toml"
# «35件申请中予以公开9件»: what stands after «中» belongs to the figure behind it.
_AMONG = re.compile(r"中(?!心|央|止)(?:，|的)?")
_HEADING_MARKS = frozenset("：，")
_SHARE = re.compile(r"(?:占比|占)?(?:约)?\d+(?:\.\d+)?%")
_RESPECTIVELY = "分别"
_LONGEST = 60
# «依申请公开34件»: with a verb it is only what was received or answered.
_NOUN = "requested"


class _Gap(NamedTuple):
    """A text between two figures: what of it is said of the one before it, and of the one behind it."""

    before: str
    behind: str
    is_split: bool


def rule_by_term(
    sentence: Sentence, clause: Clause, figure: Figure, report: ReadReport, under: str, *, known: bool
) -> Rule | None:
    """The rule of the one thing the figure is called; None unless every word around it is understood.

    A bare verb («答复35件») only names a figure where it is `known` what the clause goes on about.
    """
    year = report.year
    phrase = _phrase(clause, figure, report.organ, year) or _heading(sentence, clause, report.organ)
    if not phrase or len(phrase) > _LONGEST:
        return None
    if _RESPECTIVELY in phrase and _names_any(phrase.partition(_RESPECTIVELY)[0], year):
        return None
    codes, rest = _named("particular", phrase, year, sentence.text)
    if not codes and known:
        codes, rest = _named("general", phrase, year)
    codes = [code for code in codes if code != _NOUN] or codes
    codes = [code for code in codes if not any(other.startswith(f"{code}.") for other in codes)]
    if len(codes) != 1 or _fillers(year).sub("", rest):
        return None
    rule = _rules(year).get(codes[0])
    if rule is None or (clause.among and not rule.among) or (rule.under and under not in rule.under):
        return None
    return rule


def _heading(sentence: Sentence, clause: Clause, organ: str) -> str:
    """«予以公开：9件»: a clause without a figure that names the bare one behind it."""
    at = next((at for at, each in enumerate(sentence.clauses) if each is clause), 0)
    before = sentence.clauses[at - 1] if at and clause.mark in _HEADING_MARKS else None
    return "" if before is None or before.figures else without_organ(before.text, organ)


def _phrase(clause: Clause, figure: Figure, organ: str, year: int | None) -> str:
    gaps, at = _gaps(clause), clause.figures.index(figure)
    if len(clause.figures) == 1:
        words = gaps[0].behind + gaps[1].before
    elif any(gap.is_split for gap in gaps) or _names_any(gaps[0].behind, year):
        words = gaps[at].behind
    else:
        words = gaps[at + 1].before
    return _SHARE.sub("", without_organ(words, organ))


def _gaps(clause: Clause) -> list[_Gap]:
    """The texts before, between and after the figures of a clause, without what compares them."""
    starts = [0, *(figure.end for figure in clause.figures)]
    ends = [*(figure.start for figure in clause.figures), None]
    gaps = []
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        text = clause.text[start:end]
        if end is None and (compared := scope_pattern("scope", "comparison").search(text)):
            text = text[: compared.start()]
        found = _AMONG.search(text) if 0 < at < len(clause.figures) else None
        gaps.append(
            _Gap(text[: found.start()], text[found.end() :], True) if found else _Gap(text, text, False)
        )
    return gaps


def _names_any(text: str, year: int | None) -> bool:
    return any(_named(group, text, year)[0] for group in ("particular", "general"))


def _named(group: str, text: str, year: int | None, sentence: str = "") -> tuple[list[str], str]:
    """The things of that group the text names, and the text without their names."""
    codes = []
    for row in read_words(_TERMS)[group]:
        words = pattern(row["words"], year)
        if words.search(text) and ("with" not in row or pattern(row["with"], year).search(sentence)):
            codes.append(row["code"])
            text = words.sub("", text)
    return codes, text


def _fillers(year: int | None) -> re.Pattern[str]:
    return pattern(read_words(_TERMS)["phrases"]["fillers"], year)


@lru_cache(maxsize=32)
def _rules(year: int | None) -> dict[str, Rule]:
    rules = (rule for rule in count_rules(year) if not rule.weak and (rule.applicants or not rule.under))
    return {rule.code: rule for rule in rules}
