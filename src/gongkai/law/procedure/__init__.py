"""程序: role × state × act as one table, with the reason why an act is not lawful now."""

from gongkai.law.procedure.table import (
    ActRule,
    LetterActRule,
    Procedure,
    SigningRule,
    StageRule,
    faults,
    procedure,
    procedure_of,
    tables,
)
from gongkai.law.procedure.why import CaseFacts, LetterFacts, why_not, why_not_letter

__all__ = [
    "ActRule",
    "CaseFacts",
    "LetterActRule",
    "LetterFacts",
    "Procedure",
    "SigningRule",
    "StageRule",
    "faults",
    "procedure",
    "procedure_of",
    "tables",
    "why_not",
    "why_not_letter",
]
