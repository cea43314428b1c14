"""Both ways through the door in one place: the solved puzzle, or else the answered question."""

from __future__ import annotations

from datetime import datetime

from gongkai.kernel.gate.puzzles import check
from gongkai.kernel.gate.questions import check_answer
from gongkai.kernel.gate.tokens import GateRefused

_NEITHER = "请等自动验证完成，或者回答页面上的问题后再提交。"


def admit(*, solution: str, question: str, answer: str, who: str, now: datetime) -> None:
    """Let a sender in who solved the puzzle or answered the question; raises GateRefused with what to do."""
    if solution.strip():
        check(solution.strip(), now)
    elif question and answer.strip():
        check_answer(question, answer, now, who=who)
    else:
        raise GateRefused(_NEITHER, code="missing")
