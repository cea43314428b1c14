"""A short run over the mutants: two of each kind, and some good reports; the long one is a bench."""

from __future__ import annotations

import pytest

from bench.bench_report_mutants import BARS, WARNINGS
from tests.reports.mutants.judging import KINDS, family, judge_clean, mutants

#: A kind with so few mutants shows chance as much as skill, so the bars hold for the families.
EACH = 2
GOOD = range(24)


@pytest.fixture(scope="module")
def judged():
    """Two mutants of every kind."""
    return {kind: list(mutants(kind, EACH)) for kind in KINDS}


def test_there_are_at_least_25_kinds_of_defects():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 25


@pytest.mark.parametrize("name", BARS)
def test_the_checks_find_what_the_bar_asks_for(judged, name):
    ours = [one for kind, found in judged.items() if family(kind.scope) == name for one in found]
    missed = [one for one in ours if not one.is_found]
    assert len(ours) - len(missed) >= BARS[name] * len(ours), missed


def test_good_reports_pass_nearly_without_a_word():
    clean = judge_clean(GOOD)
    assert clean.reports == 2 * len(GOOD)
    assert clean.fails == []
    assert len(clean.warnings) < WARNINGS * clean.reports, clean.warnings
