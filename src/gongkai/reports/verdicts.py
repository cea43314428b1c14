"""What a check concludes: four answers, with both sides of the comparison and where they stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What kind of thing is checked."""

    ARITHMETIC = "arithmetic"
    CROSS_YEAR = "cross_year"
    PROSE = "prose"
    FORM = "form"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _SCOPES[self]


class Result(StrEnum):
    """The four answers. Not assessable means: what would be needed is not in the file."""

    PASS = "pass"  # noqa: S105 - a result
    FAIL = "fail"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _RESULTS[self]


class Severity(StrEnum):
    """How much a finding weighs: an error must be put right, a warning looked at, a notice is to be known."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _SEVERITIES[self]


_SCOPES = {
    Scope.ARITHMETIC: "表内勾稽", Scope.CROSS_YEAR: "跨年衔接",
    Scope.PROSE: "文字与数字", Scope.FORM: "格式与内容",
}  # fmt: skip
_RESULTS = {
    Result.PASS: "相符", Result.FAIL: "不符", Result.UNCERTAIN: "需要核实", Result.NOT_ASSESSABLE: "无法判断",
}  # fmt: skip
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTICE: "提示"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check at one place.

    `check` names the declared check («E1», «year_in_text»), `id` the place too («E1.natural») and is stable
    over runs. `left` and `right` are what was compared, as shown; `where` tells where each stands.
    """

    check: str
    id: str
    scope: Scope
    result: Result
    severity: Severity
    message: str
    left: str = ""
    right: str = ""
    where: str = ""
    formula: str = ""
    source: str = ""

    @property
    def fingerprint(self) -> str:
        """Recognises the same finding in a later run, so that a person's verdict on it stays with it."""
        parts = "\x1f".join((self.check, self.id, self.result, self.left, self.right))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    @property
    def counts_as_failure(self) -> bool:
        """Whether it turns the whole check into a failed one (exit code 1)."""
        return self.result is Result.FAIL and self.severity is Severity.ERROR
