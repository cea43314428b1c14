"""Which line of the month's duty list a dropped document answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.drops.proposals import Proposal
from gongkai.duty_list.month import Duty, open_duties
from gongkai.kernel.rights import Standing
from gongkai.law.duty_list import names_period, series_of

#: A name of a line shorter than this is in too many titles.
_LEAST = 4
_MATCHES = "名称与这一项相符"


@dataclass(frozen=True)
class Answer:
    """A term of a line that waits: the key for the form, and the words for people."""

    line_id: int
    period: str
    words: str

    @property
    def key(self) -> str:
        """How the form names it."""
        return f"{self.line_id}:{self.period}"


@dataclass(frozen=True)
class Answering:
    """The terms to choose from, and the one proposed."""

    answers: tuple[Answer, ...] = ()
    proposal: Proposal = field(default_factory=Proposal)


def answering(title: str, organ_id: int, standing: Standing, *, today: date) -> Answering:
    """The organ's terms that wait for something and that the person may answer; the fitting one proposed."""
    waiting = [
        duty for duty in open_duties(standing, today=today)
        if duty.line.organ_id == organ_id and not duty.filings and duty.term.opens_on <= today
    ]  # fmt: skip
    fitting = _fitting(title, waiting)
    proposal = Proposal()
    if fitting is not None:
        proposal = Proposal(_answer(fitting).key, source=fitting.line.level2, where=_MATCHES)
    return Answering(tuple(_answer(duty) for duty in waiting), proposal)


def answer_of(key: object) -> tuple[int, str] | None:
    """Line and period of a key; None for none."""
    line, _, period = str(key or "").partition(":")
    return (int(line), period) if line else None


def _answer(duty: Duty) -> Answer:
    department = duty.line.department.name if duty.line.department else ""
    words = "，".join(filter(None, (department, f"{duty.term.due_on:%Y-%m-%d}前")))
    return Answer(duty.line.pk, duty.term.key, f"{duty.line.level2}（{duty.term.label}，{words}）")


def _fitting(title: str, waiting: Sequence[Duty]) -> Duty | None:
    """The one term whose line's name stands in the title; of several terms of it the one that is named."""
    series = series_of(title)
    named = [duty for duty in waiting if _bears(series, duty.line.level2)]
    if len({duty.line.pk for duty in named}) != 1:
        return None
    if len(named) == 1:
        return named[0]
    exact = [duty for duty in named if names_period(title, duty.term)]
    return exact[0] if len(exact) == 1 else None


def _bears(series: str, name: str) -> bool:
    plain = series_of(name)
    return len(plain) >= _LEAST and plain in series
