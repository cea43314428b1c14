"""What screening reports: one finding with its place, its masked form and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """``block`` stops the act until someone decides; ``warn`` is shown and lets the act go on."""

    BLOCK = "block"
    WARN = "warn"


class Check(StrEnum):
    """Stable ids of the checks; they are stored in audit rows and allow lists."""

    RESIDENT_ID = "pii.resident_id"
    RESIDENT_ID_SUSPECTED = "pii.resident_id_suspected"
    MOBILE = "pii.mobile"
    BANK_CARD = "pii.bank_card"
    SECRECY_MARK = "secrecy.mark"
    SECRECY_MENTION = "secrecy.mention"
    INTERNAL_MARK = "secrecy.internal"

    @property
    def label(self) -> str:
        """The check's name for people."""
        return _LABELS[self]


_LABELS = {
    Check.RESIDENT_ID: "居民身份证号码",
    Check.RESIDENT_ID_SUSPECTED: "疑似身份证号码",
    Check.MOBILE: "手机号码",
    Check.BANK_CARD: "银行卡号",
    Check.SECRECY_MARK: "国家秘密标志",
    Check.SECRECY_MENTION: "疑似密级标志",
    Check.INTERNAL_MARK: "内部资料标志",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a recogniser found, in offsets of the folded text; ``scan`` turns it into a Finding."""

    check: Check
    severity: Severity
    start: int
    end: int
    value: str = field(repr=False)
    masked: str = ""
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that must not go out unseen.

    ``start`` and ``end`` are offsets in the text as it was handed in, whatever spaces, hyphens or
    full-width digits it is written with. ``value`` is the normalised number: it is left out of ``repr``
    and must never be logged or stored in the clear.
    """

    check: Check
    label: str
    severity: Severity
    overridable: bool
    where: str
    start: int
    end: int
    masked: str
    excerpt: str
    value: str = field(repr=False)


def mask(value: str, *, head: int, tail: int) -> str:
    """Show the first ``head`` and last ``tail`` characters of ``value`` and a star for every other."""
    hidden = len(value) - head - tail
    if hidden <= 0:
        return "*" * len(value)
    return value[:head] + "*" * hidden + value[len(value) - tail :]
