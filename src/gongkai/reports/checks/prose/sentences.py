"""Reads the prose of a report by sentences, keeping track of topic, year and whose figures they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.reports.checks.prose.clauses import Clause, Sentence, Topic
from gongkai.reports.checks.prose.numbers import Figure, figures_in, percentages_in
from gongkai.reports.checks.prose.organs import speaks_of_a_part, speaks_of_the_whole
from gongkai.reports.checks.prose.paragraphs import Passage, passages
from gongkai.reports.checks.prose.wordlists import scope_pattern
from gongkai.reports.report import ReadReport

_SECTION_OF_REMEDIES = "remedies"
_ENDS = re.compile(r"[。！？]")
_MARKS = "，；：（）"
_JOINTS = "、和及与并"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|-|至|、|及|和)")
_DISCLOSURE = re.compile(r"信息公开|申请公开|公开申请|政务公开|公开工作")
_ORDER = (Topic.REMEDIES, Topic.PROPOSALS, Topic.APPLICATIONS, Topic.FEES, Topic.FOREIGN)


def sentences(report: ReadReport) -> Iterator[Sentence]:
    """Every sentence of the report's prose, in order."""
    reader = _Reader(report.organ, report.year)
    for at, passage in enumerate(passages(report)):
        yield from reader.read(passage, at)


@dataclass(slots=True)
class _State:
    """What holds from one clause to the next: the same year, the same organ, the same «其中»."""

    other_year: bool = False
    part: bool = False
    among: bool = False
    season: bool = False


class _Reader:
    """Goes through the paragraphs; what a heading announced holds until the next heading."""

    def __init__(self, organ: str, year: int | None) -> None:
        self._organ = organ
        self._year = year
        self._announced = Topic.NONE
        self._topic = Topic.NONE
        self._disclosure = False
        self._announced_disclosure = False

    def read(self, passage: Passage, at: int) -> Iterator[Sentence]:
        """The sentences of one paragraph."""
        if passage.numbered:
            self._announced, self._announced_disclosure = Topic.NONE, False
        self._topic = self._announced
        self._disclosure = self._announced_disclosure or passage.section == _SECTION_OF_REMEDIES
        start = 0
        for end in (*(match.end() for match in _ENDS.finditer(passage.text)), len(passage.text)):
            if end > start:
                self._look_ahead(passage.text[start:end])
                clauses = tuple(self._clauses(passage, start, end))
                yield Sentence(passage.text[start:end], clauses, passage.section, at, passage.where(start))
            if start == 0 and passage.numbered:
                self._announced, self._announced_disclosure = self._topic, self._disclosure
            start = end

    def _look_ahead(self, text: str) -> None:
        """A sentence that names its subject late speaks of it from the start, if it names no other."""
        if self._topic is Topic.NONE:
            named = [topic for topic in _ORDER if scope_pattern("topics", topic.value).search(text)]
            self._topic = Topic.APPLICATIONS if named == [Topic.APPLICATIONS] else Topic.NONE

    def _clauses(self, passage: Passage, start: int, end: int) -> Iterator[Clause]:
        state = _State()
        outer: list[_State] = []
        text = passage.text[start:end].rstrip("。！？")
        for mark, offset, piece in _pieces(text):
            if mark == "（":
                outer.append(_State(state.other_year, state.part, state.among, state.season))
            elif mark == "）" and outer:
                state = outer.pop()
            elif mark == "；":
                state.part = state.among = state.season = False
            if piece:
                yield self._clause(piece, mark, len(outer), state, passage.where(start + offset))

    def _clause(self, text: str, mark: str, depth: int, state: _State, where: str) -> Clause:
        self._topic = _topic(text, self._topic)
        self._disclosure = self._disclosure or bool(_DISCLOSURE.search(text))
        self._settle(text, state)
        figures = tuple(figures_in(text))
        part_of_year = bool(self._scope("part_year").search(self._scope("whole_year").sub("", text)))
        if figures and part_of_year:
            state.season = True
        elif self._scope("own_year").search(text) or self._scope("all_year").search(text):
            state.season = False
        is_part = state.other_year or state.part or state.season or part_of_year
        return Clause(
            text=text, mark=mark, depth=depth, figures=figures, percentages=tuple(percentages_in(text)),
            topic=self._topic, own=not is_part, among=state.among,
            disclosure=self._disclosure, where=where,
        )  # fmt: skip

    def _settle(self, text: str, state: _State) -> None:
        """Which year and whose figures the clause speaks of, where it says so."""
        if scope_pattern("scope", "among").search(text):
            state.among = True
        elif self._scope("anew").search(text):
            state.among = False
        compared = scope_pattern("scope", "comparison").search(text)
        if not scope_pattern("scope", "carry").search(text) and not compared:
            self._settle_year(text, state)
        if speaks_of_the_whole(text, self._organ):
            state.part = False
        elif speaks_of_a_part(text, self._organ):
            state.part = True

    def _settle_year(self, text: str, state: _State) -> None:
        years = {int(match[0]) for match in _YEAR.finditer(self._scope("whole_year").sub("", text))}
        if self._scope("other_year").search(text) or (years and years != {self._year}):
            state.other_year = True
        elif years or self._scope("own_year").search(text):
            state.other_year = False

    def _scope(self, name: str) -> re.Pattern[str]:
        return scope_pattern("scope", name, self._year)


def _topic(text: str, before: Topic) -> Topic:
    if before is Topic.APPLICATIONS:
        text = scope_pattern("scope", "rows").sub("", text)
    return next((topic for topic in _ORDER if scope_pattern("topics", topic.value).search(text)), before)


def _pieces(text: str) -> Iterator[tuple[str, int, str]]:
    """The clauses with the mark before each and their place; brackets that close yield an empty one too."""
    ends = {figure.end for figure in (*figures_in(text), *percentages_in(text))}
    start, mark = 0, ""
    for at, char in enumerate(text):
        if char in _MARKS or (char in _JOINTS and at in ends):
            yield mark, start, text[start:at]
            start, mark = at + 1, char
    yield mark, start, text[start:]


def standing_before(clause: Clause, figure: Figure) -> bool:
    """Whether a figure stands before any word of comparison, so that it is not itself a difference."""
    found = scope_pattern("scope", "comparison").search(clause.text)
    return found is None or figure.end <= found.start()
