"""Over ninety official documents in four formats: their fields are read right, none silently wrong."""

from __future__ import annotations

import pytest

from tests.documents.official.corpus.files import CORPUS, FORMATS, OfficeFile, office_files
from tests.documents.official.corpus.scoring import Outcome, Score, score_files


@pytest.fixture(scope="module")
def files() -> list[OfficeFile]:
    """Every document in every format; one run of LibreOffice for each format that it makes."""
    return office_files()


@pytest.fixture(scope="module")
def score(files) -> Score:
    """What the reader makes of them."""
    return score_files(files)


def test_the_corpus_is_as_large_as_it_says():
    assert len(CORPUS) >= 90


@pytest.mark.parametrize("ending", FORMATS)
def test_at_least_ninety_five_of_a_hundred_fields_are_right(score, ending):
    wrong = [str(failure) for failure in score.failures if failure.file.endswith(f".{ending}")]
    assert score.share(Outcome.RIGHT, ending) >= 0.95, "\n".join(wrong)


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_is_wrong_without_being_marked(score, ending):
    assert [str(failure) for failure in score.silently_wrong(ending)] == []


@pytest.mark.parametrize("ending", FORMATS)
def test_no_document_is_refused(score, ending):
    assert score.many(Outcome.REFUSED, ending) == 0
