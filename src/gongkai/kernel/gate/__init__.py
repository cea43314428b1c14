"""The public door's guard: a puzzle for browsers, a question for people, counts, and locks that grow."""

from gongkai.kernel.gate.door import admit
from gongkai.kernel.gate.locks import (
    LockedOut,
    attempt,
    failed,
    failures_of,
    forgive,
    is_locked,
    locked_until,
)
from gongkai.kernel.gate.puzzles import check, new_challenge
from gongkai.kernel.gate.questions import Question, check_answer, new_question
from gongkai.kernel.gate.rates import allow
from gongkai.kernel.gate.tokens import GateRefused

__all__ = [
    "GateRefused",
    "LockedOut",
    "Question",
    "admit",
    "allow",
    "attempt",
    "check",
    "check_answer",
    "failed",
    "failures_of",
    "forgive",
    "is_locked",
    "locked_until",
    "new_challenge",
    "new_question",
]
