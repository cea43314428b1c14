"""Readings compared with the truth: right, marked uncertain, or silently wrong, field by field."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lxml import html

from gongkai.documents.official import FieldKey, OfficialReading, Proposed
from gongkai.documents.official.reading import read_many
from tests.documents.official.corpus.files import OfficeFile
from tests.documents.official.corpus.truths import Truth

_SPACE = re.compile(r"\s+")


class Outcome(StrEnum):
    """How one field came out. UNSURE_RIGHT and UNSURE_WRONG are both marked for a person's look."""

    RIGHT = "读对"
    UNSURE_RIGHT = "存疑（值对）"
    UNSURE_WRONG = "存疑（值不对）"
    SILENTLY_WRONG = "读错未标"
    REFUSED = "未能读取"


@dataclass(frozen=True, slots=True)
class Failure:
    """One field that is not right, or one phrase of the body that is wrong; said for a person."""

    file: str
    what: str
    outcome: Outcome
    expected: str
    got: str
    source: str = ""

    def __str__(self) -> str:
        said = f"{self.file} {self.what} {self.outcome.value}：应为 {self.expected}，读为 {self.got}"
        return f"{said}（读自“{self.source}”）" if self.source else said


@dataclass(slots=True)
class Score:
    """The outcomes of many files by ending and field, and what failed."""

    fields: Counter[tuple[str, FieldKey, Outcome]] = field(default_factory=Counter)
    lists: Counter[tuple[str, bool]] = field(default_factory=Counter)
    bodies: Counter[tuple[str, bool]] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def many(self, outcome: Outcome, ending: str | None = None, key: FieldKey | None = None) -> int:
        """How many fields came out so, of one ending and field or of all."""
        return sum(
            number
            for (of_ending, of_key, found), number in self.fields.items()
            if found is outcome and ending in (None, of_ending) and key in (None, of_key)
        )

    def share(self, outcome: Outcome, ending: str | None = None) -> float:
        """The share of the fields that came out so."""
        total = sum(self.many(each, ending) for each in Outcome)
        return self.many(outcome, ending) / total if total else 0.0

    def silently_wrong(self, ending: str | None = None) -> list[Failure]:
        """The fields read wrong without a mark."""
        return [
            failure
            for failure in self.failures
            if failure.outcome is Outcome.SILENTLY_WRONG
            and (ending is None or failure.file.endswith(f".{ending}"))
        ]


def score_files(files: Iterable[OfficeFile], *, one_by_one: bool = False) -> Score:
    """Read the files together as dropped, or one by one to time each, and judge what comes back.

    A refusal counts against every field.
    """
    score, all_files = Score(), list(files)
    groups = [[file] for file in all_files] if one_by_one else [all_files]
    for group in groups:
        began = time.perf_counter()
        outcomes = read_many([(file.name, file.data) for file in group])
        seconds = (time.perf_counter() - began) / max(1, len(group))
        for file, outcome in zip(group, outcomes, strict=True):
            score.files[file.ending] += 1
            score.seconds.setdefault(file.ending, []).append(seconds)
            if isinstance(outcome, OfficialReading):
                _judge(score, file, outcome)
            else:
                _refused(score, file, outcome.message)
    return score


def _refused(score: Score, file: OfficeFile, message: str) -> None:
    for key in FieldKey:
        score.fields[file.ending, key, Outcome.REFUSED] += 1
    score.lists[file.ending, False] += 1
    score.bodies[file.ending, False] += 1
    score.failures.append(Failure(file.name, "全文", Outcome.REFUSED, "读出", message))


def _judge(score: Score, file: OfficeFile, reading: OfficialReading) -> None:
    truth = file.document.truth
    for key in FieldKey:
        proposed = reading.fields.get(key, Proposed(None))
        outcome = judged(truth, key, proposed)
        score.fields[file.ending, key, outcome] += 1
        if outcome is not Outcome.RIGHT:
            expected, got = truth.fields.get(key), proposed.value
            said = "存疑" if truth.is_unclear(key) else str(expected)
            score.failures.append(Failure(file.name, key.value, outcome, said, str(got), proposed.source))
    same = reading.listed_attachments == truth.listed
    score.lists[file.ending, same] += 1
    if not same:
        score.failures.append(
            Failure(
                file.name,
                "附件目录",
                Outcome.UNSURE_WRONG,
                str(truth.listed),
                str(reading.listed_attachments),
            )
        )
    wrong = list(body_failures(truth, reading.body_html))
    score.bodies[file.ending, not wrong] += 1
    score.failures.extend(
        Failure(file.name, "正文", Outcome.UNSURE_WRONG, expected, got) for expected, got in wrong
    )


def judged(truth: Truth, key: FieldKey, proposed: Proposed) -> Outcome:
    """How one field came out. An unclear truth is right exactly when it is marked uncertain."""
    if truth.is_unclear(key):
        return Outcome.SILENTLY_WRONG if proposed.is_sure else Outcome.RIGHT
    is_right = truth.accepts(key, _plain(proposed.value))
    if proposed.is_sure:
        return Outcome.RIGHT if is_right else Outcome.SILENTLY_WRONG
    return Outcome.UNSURE_RIGHT if is_right else Outcome.UNSURE_WRONG


def _plain(value: str | date | None) -> str | date | None:
    return value.strip() if isinstance(value, str) else value


def body_failures(truth: Truth, body_html: str) -> Iterable[tuple[str, str]]:
    """What the body should hold and does not, or holds and should not; white space does not count."""
    text = _SPACE.sub("", html.fromstring(f"<div>{body_html}</div>").text_content()) if body_html else ""
    for phrase in truth.body:
        if _SPACE.sub("", phrase) not in text:
            yield f"含“{phrase}”", "没有"
    for phrase in truth.not_body:
        if _SPACE.sub("", phrase) in text:
            yield f"不含“{phrase}”", "仍有"
