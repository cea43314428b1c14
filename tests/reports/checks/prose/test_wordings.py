"""Wordings no rule was written for one by one: right they raise no doubt, wrong in one figure they do."""

import re

import pytest

from tests.reports.checks.prose.made import doubts, report_of
from tests.reports.checks.prose.tables import BUSY
from tests.reports.checks.prose.wordings import NOT_COMPARED, WORDINGS

_MARKED = re.compile(r"\[(\d+)\]")
_WRONG = 7


def plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_MARKED.sub(r"\1", text) for text in texts)


def planted() -> list[tuple[str, ...]]:
    """Every wording once for each of its figures, with that figure wrong."""
    made = []
    for texts in WORDINGS:
        for number, text in enumerate(texts):
            for match in _MARKED.finditer(text):
                wrong = f"{text[: match.start()]}{int(match[1]) + _WRONG}{text[match.end() :]}"
                made.append(plain((*texts[:number], wrong, *texts[number + 1 :])))
    return made


@pytest.mark.parametrize("texts", [*map(plain, WORDINGS), *NOT_COMPARED])
def test_what_is_right_or_not_comparable_raises_no_doubt(texts: tuple[str, ...]):
    assert [found.message for found in doubts(report_of(BUSY, *texts))] == []


@pytest.mark.parametrize("texts", planted())
def test_one_wrong_figure_in_it_is_found(texts: tuple[str, ...]):
    assert doubts(report_of(BUSY, *texts))
