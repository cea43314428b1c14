"""Findings on a page: by result and scope, each with what was judged about it and the way to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from gongkai.desk.pages import StaffRequest
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.law.report_form import EQUATIONS
from gongkai.reporting.acts.judge import judge
from gongkai.reporting.judging import Judged
from gongkai.reporting.models import Verdict
from gongkai.reports.checks import CHECKS
from gongkai.reports.verdicts import Finding, Result, Scope, Severity

_TONES = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.NOTICE: ""}
_ORDER = (Result.FAIL, Result.UNCERTAIN, Result.NOT_ASSESSABLE, Result.PASS)
_OPEN = frozenset({Result.FAIL, Result.UNCERTAIN})
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True)
class Problem:
    """A verdict that was refused: on which finding, why, and the reason that was typed."""

    fingerprint: str
    message: str
    reason: str


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is shown."""

    judged: Judged
    name: str
    tone: str
    number: int
    problem: Problem | None

    @property
    def finding(self) -> Finding:
        """What was concluded."""
        return self.judged.finding

    @property
    def verdict(self) -> Verdict | None:
        """What a person judged about it."""
        return self.judged.verdict


@dataclass(frozen=True)
class ScopeGroup:
    """The findings of one kind of check."""

    label: str
    rows: list[FindingRow]


@dataclass(frozen=True)
class ResultGroup:
    """The findings with the same answer; `is_open` those a person has to look at."""

    code: str
    label: str
    count: int
    dismissed: int
    is_open: bool
    scopes: list[ScopeGroup]


def groups_of(findings: Sequence[Judged], problem: Problem | None = None) -> list[ResultGroup]:
    """The findings as the page shows them: the failed first, within a scope the heavier first."""
    ordered = sorted(findings, key=lambda one: (one.is_dismissed, _WEIGHT[one.finding.severity]))
    rows = [_row(one, number, problem) for number, one in enumerate(ordered)]
    groups = []
    for result in _ORDER:
        found = [row for row in rows if row.finding.result is result]
        if found:
            dismissed = sum(row.judged.is_dismissed for row in found)
            is_open = result in _OPEN
            groups.append(
                ResultGroup(result.value, result.label, len(found), dismissed, is_open, _scopes(found))
            )
    return groups


def _row(one: Judged, number: int, problem: Problem | None) -> FindingRow:
    has_problem = problem is not None and problem.fingerprint == one.finding.fingerprint
    return FindingRow(
        one, check_name(one.finding), _TONES[one.finding.severity], number, problem if has_problem else None
    )


def _scopes(rows: Iterable[FindingRow]) -> list[ScopeGroup]:
    found = list(rows)
    groups = [
        ScopeGroup(scope.label, [row for row in found if row.finding.scope is scope]) for scope in Scope
    ]
    return [group for group in groups if group.rows]


def check_name(finding: Finding) -> str:
    """What a check is called for people."""
    if finding.check in EQUATIONS:
        return finding.check
    return CHECKS.label(finding.check) if finding.check in CHECKS else ""


def judge_posted(
    request: StaffRequest, findings: Iterable[Judged], *, organ_id: int, subject: str
) -> tuple[str, Problem | None]:
    """Keep the posted verdict; returns the finding's fingerprint, and what was wrong with it if anything.

    Raises NotVisible for a finding that is not among these.
    """
    wanted = request.POST.get("fingerprint", "")
    if all(one.finding.fingerprint != wanted for one in findings):
        raise NotVisible
    reason = request.POST.get("reason", "")
    try:
        judge(
            actor=request.user, organ_id=organ_id, subject=subject, fingerprint=wanted,
            kind=request.POST.get("kind", ""), reason=reason, now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return wanted, Problem(wanted, refused.message, reason)
    return wanted, None
