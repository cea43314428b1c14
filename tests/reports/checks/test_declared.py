"""The declaration of the checks: complete, sourced, and told in the docs as it stands."""

from __future__ import annotations

import pytest

from gongkai.law.report_form import EQUATIONS
from gongkai.reports.checks import CHECKS
from gongkai.reports.checks.declared import Declared, source_of
from gongkai.reports.verdicts import Result
from tools.tracked import ROOT

PAGE = (ROOT / "docs" / "features" / "report_checks.md").read_text("utf-8")
_RESULTS = {"fail": "不符", "uncertain": "需要核实"}


@pytest.mark.parametrize("check", list(CHECKS), ids=lambda check: check.code)
def test_a_check_says_what_it_asks_for_and_on_what_ground(check: Declared):
    assert check.formula and check.basis.article
    assert check.mismatch in (Result.FAIL, Result.UNCERTAIN)
    row = (
        f"| `{check.code}` | {check.scope.label} | {check.formula} | {check.mismatch.label} "
        f"| {check.severity.label} | {source_of(check.basis)} |"
    )
    assert row in PAGE


def test_what_was_only_inferred_never_fails_as_an_error():
    inferred = [check for check in CHECKS if check.basis.needs_confirmation]

    # A negative number is wrong whatever the source says.
    assert {check.code for check in inferred if check.severity == "error"} == {"E8"}


def test_the_equations_are_told_in_the_docs():
    for equation in EQUATIONS:
        assert f"| `{equation.code}` |" in PAGE
        assert f"| {equation.label} | {_RESULTS[equation.mismatch]} |" in PAGE
