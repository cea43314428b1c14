"""Words for what a package tells of a case."""

from __future__ import annotations

from gongkai.law.clock import EventType, Party
from gongkai.law.letters import LETTERS
from gongkai.requests.clockwork import RECEIVED, VOID
from gongkai.requests.models import CaseEvent, Letter

_RECEIVED = "收到申请"
_VOID = "撤销一项登记错误的事实"
_CORRECTED = "{what}（更正，理由：{reason}）"
_TO = "{what}：{party}"
STEPS = {"check": "审核", "sign": "签发"}
RESULTS = {"approved": "通过", "returned": "退回", "void": "作废"}


def event_label(row: CaseEvent) -> str:
    """What happened, as people say it."""
    what = _label(row)
    party = row.data.get("party")
    if party in set(Party):
        what = _TO.format(what=what, party=Party(party).label)
    return _CORRECTED.format(what=what, reason=row.reason) if row.replaces_id else what


def _label(row: CaseEvent) -> str:
    if row.type == RECEIVED:
        return _RECEIVED
    if row.type == VOID:
        return _VOID
    return EventType(row.type).label


def letter_label(letter: Letter) -> str:
    """The letter's kind with its number."""
    return f"{LETTERS[letter.kind].label}{letter.number}"
