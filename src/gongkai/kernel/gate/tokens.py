"""Tokens that come back from the public: signed, with an end to their life, and good for one time."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from gongkai.kernel import keys
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import SpentChallenge

SALT_BYTES = 16
LONGEST = 300
_MALFORMED = "验证内容不完整。请刷新页面后重新提交，已填的内容会保留。"
_EXPIRED = "验证已过期。请用页面上新的验证重新提交。"
_SPENT = "这次验证已经用过。请用页面上新的验证重新提交。"


class GateRefused(Refused):
    """The door stays shut this time; `code` says why (malformed, expired, spent, wrong, too_many)."""

    code = "gate_refused"


def malformed() -> GateRefused:
    """The refusal of something that was never given out here."""
    return GateRefused(_MALFORMED, code="malformed")


def signed(kind: str, *parts: str, now: datetime) -> str:
    """A token of a kind: a fresh salt, the end of its life, the parts, and the signature."""
    until = now + timedelta(minutes=settings.GONGKAI_GATE_MINUTES)
    body = ".".join((kind, secrets.token_hex(SALT_BYTES), str(int(until.timestamp())), *parts))
    return f"{body}.{_signature(body)}"


def opened(kind: str, token: str, *, now: datetime) -> list[str]:
    """Salt, end and parts of a token of ours; raises GateRefused for any other, or one that is too old."""
    if len(token) > LONGEST or not token.isascii():
        raise malformed()
    body, _, signature = token.rpartition(".")
    fields = body.split(".")
    if fields[0] != kind or not hmac.compare_digest(signature, _signature(body)):
        raise malformed()
    if int(fields[2]) < now.timestamp():
        raise GateRefused(_EXPIRED, code="expired")
    return fields[1:]


def spend(token: str, *, now: datetime) -> None:
    """Use the token up; raises GateRefused when that was done before, by whichever process."""
    keep = now + timedelta(minutes=settings.GONGKAI_GATE_MINUTES + 1)
    _, is_fresh = SpentChallenge.objects.get_or_create(
        mark=sha256(token.encode()).hexdigest(), defaults={"expires_at": keep}
    )
    if not is_fresh:
        raise GateRefused(_SPENT, code="spent")


def _signature(body: str) -> str:
    return keys.keyed_hash(body, purpose="gate.token")[:32]
