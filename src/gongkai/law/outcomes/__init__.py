"""How a request ends: outcomes, the facts they need, and the one row, letter and remedy that follow."""

from gongkai.law.outcomes.decisions import DecisionPart, Problem
from gongkai.law.outcomes.kinds import (
    EXIT_CONDITIONS,
    FACTS,
    GROUND_CONDITIONS,
    MIXED_RULES,
    OUTCOMES,
    REMEDIES_OF_OUTCOMES,
    ROWS_OF_OUTCOMES,
    Condition,
    Fact,
    FactKind,
    MixedRule,
    Outcome,
    RemedyClass,
    Requirements,
)
from gongkai.law.outcomes.report_rows import REPORT_GROUPS, REPORT_ROWS, ReportRow, row_in_report_of
from gongkai.law.outcomes.settling import NothingDecided, Settled, settle

__all__ = [
    "EXIT_CONDITIONS",
    "FACTS",
    "GROUND_CONDITIONS",
    "MIXED_RULES",
    "OUTCOMES",
    "REMEDIES_OF_OUTCOMES",
    "REPORT_GROUPS",
    "REPORT_ROWS",
    "ROWS_OF_OUTCOMES",
    "Condition",
    "DecisionPart",
    "Fact",
    "FactKind",
    "MixedRule",
    "NothingDecided",
    "Outcome",
    "Problem",
    "RemedyClass",
    "ReportRow",
    "Requirements",
    "Settled",
    "row_in_report_of",
    "settle",
]
