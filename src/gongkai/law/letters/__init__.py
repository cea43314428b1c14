"""Letters as data: every kind of document an access request may need, and what each must hold."""

from gongkai.law.letters.kinds import (
    FRAME_FIELDS,
    LETTER_FIELDS,
    LETTERS,
    SERIES,
    Addressee,
    Approval,
    ClockEffect,
    LetterKind,
    Series,
    missing_from_letter,
)

__all__ = [
    "FRAME_FIELDS",
    "LETTERS",
    "LETTER_FIELDS",
    "SERIES",
    "Addressee",
    "Approval",
    "ClockEffect",
    "LetterKind",
    "Series",
    "missing_from_letter",
]
