"""Proof of work: the browser tries numbers until one fits, which costs a sender of thousands dearly.

No outside service is asked. The number lies below `difficulty`, so the work has an end on any telephone.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from gongkai.kernel.gate.tokens import GateRefused, malformed, opened, signed, spend

KIND = "p1"
_WRONG = "自动验证没有通过。请刷新页面后重新提交，或回答页面上的问题。"
_MOST_DIGITS = 9


def new_challenge(now: datetime, difficulty: int | None = None) -> str:
    """A puzzle for one page: `p1.salt.until.difficulty.target.signature`, where the target is the SHA-256 of
    `salt.number` for a number below the difficulty.
    """
    most = difficulty if difficulty is not None else settings.GONGKAI_GATE_DIFFICULTY
    number, inner = secrets.randbelow(most), secrets.token_hex(16)
    return signed(KIND, str(most), inner, _target(inner, number), now=now)


def check(solution: str, now: datetime) -> None:
    """Accept a solved puzzle (`token.number`) once; raises GateRefused with the reason.

    Nothing is asked of the database before signature, life and work are right.
    """
    token, _, number = solution.rpartition(".")
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        raise malformed()
    _salt, _until, _most, inner, target = opened(KIND, token, now=now)
    if not hmac.compare_digest(_target(inner, int(number)), target):
        raise GateRefused(_WRONG, code="wrong")
    spend(token, now=now)


def _target(inner: str, number: int) -> str:
    return sha256(f"{inner}.{number}".encode()).hexdigest()
