"""The declared checks: what each asks for, how much it weighs, and what it concludes when it is not met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.provenance import Basis
from gongkai.law.report_form import Equation
from gongkai.law.tables import read_toml
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding, Result, Scope, Severity

FILE = "report_checks.toml"
_SOURCE = "{article}，{source}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(Entry):
    """One check: `label` names it, `formula` says in a sentence what has to be so."""

    scope: Scope
    formula: str
    severity: Severity
    mismatch: Result


CHECKS: Table[Declared] = Table(
    "年报检查",
    (
        Declared(
            **entry, scope=Scope(row["scope"]), formula=row["formula"], severity=Severity(row["severity"]),
            mismatch=Result(row["mismatch"]),
        )
        for row, entry in rows_at(FILE, "check")
    ),
)  # fmt: skip

_TABLE = read_toml(FILE)
SHORT_ROWS: dict[str, str] = _TABLE["short_rows"]
WORDS: dict[str, list[str]] = _TABLE["words"]
LIMITS: dict[str, Decimal] = {name: Decimal(value) for name, value in _TABLE["limits"].items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a report, and the report on the year before if it is at hand."""

    report: ReadReport
    previous: ReadReport | None = None


class Outcome(NamedTuple):
    """What a check concludes at one place; `result` None means the mismatch the check declares.

    `place` tells outcomes of the same check apart and is stable over runs.
    """

    place: str
    message: str
    result: Result | None = None
    left: str = ""
    right: str = ""
    where: str = ""
    severity: Severity | None = None


def passed(message: str, place: str = "", where: str = "") -> Outcome:
    """An outcome that finds nothing wrong."""
    return Outcome(place, message, Result.PASS, where=where)


def unknown(message: str, place: str = "", where: str = "") -> Outcome:
    """An outcome of a check that lacks what it would need."""
    return Outcome(place, message, Result.NOT_ASSESSABLE, where=where)


def finding(check: Declared, outcome: Outcome) -> Finding:
    """The outcome of a declared check, with all the check says of itself."""
    return _finding(
        check.code, check.scope, check.formula, check.basis, outcome, outcome.result or check.mismatch,
        outcome.severity or check.severity,
    )  # fmt: skip


def equation_finding(equation: Equation, outcome: Outcome) -> Finding:
    """The outcome of one of the form's equations."""
    return _finding(
        equation.code, Scope.CROSS_YEAR if equation.is_cross_year else Scope.ARITHMETIC, equation.label,
        equation.basis, outcome, outcome.result or Result(equation.mismatch), Severity(equation.severity),
    )  # fmt: skip


def _finding(
    code: str, scope: Scope, formula: str, basis: Basis, outcome: Outcome, result: Result, severity: Severity
) -> Finding:
    return Finding(
        check=code, id=".".join(part for part in (code, outcome.place) if part), scope=scope, result=result,
        severity=severity, message=outcome.message, left=outcome.left, right=outcome.right,
        where=outcome.where, formula=formula, source=source_of(basis),
    )  # fmt: skip


def source_of(basis: Basis) -> str:
    """The article and the document of a basis in one line."""
    if not basis.source:
        return basis.article
    return _SOURCE.format(article=basis.article, source=basis.source)
