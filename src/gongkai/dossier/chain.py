"""The audit rows of a case inside a package: each row's hash, and that neighbours fit together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from gongkai.dossier import canonical
from gongkai.dossier.findings import FindingKind, Report

AUDIT_FILE = "audit.json"
#: The fields a row's hash covers, in the names of the hashed text.
HASHED = (
    "act", "actor", "at", "chain", "detail", "door", "origin", "prev", "request", "seq", "subject",
    "subject_id",
)  # fmt: skip
_ALGORITHMS = frozenset({"sha256"})
_ROW = f"{AUDIT_FILE} 第 {{seq}} 条"
_UNREADABLE = "读不出审计记录。"
_ALTERED = "内容与哈希不符，记录被改动。"
_BROKEN = "与上一条的哈希衔接不上。"
_ORDER = "次序不对，或者同一条写了两次。"


def row_hash(row: Mapping[str, Any]) -> str:
    """The hash of an audit row as the audit chain computes it."""
    content = {name: row[name] for name in HASHED}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(row["algorithm"], text.encode()).hexdigest()


def check_chain(raw: bytes, report: Report) -> None:
    """Prove each row by itself and every two neighbours that stand side by side in the chain."""
    try:
        rows = canonical.read(raw)
        faults = _faults(rows)
    except (KeyError, TypeError, ValueError):
        report.add(AUDIT_FILE, FindingKind.AUDIT, _UNREADABLE)
        return
    for seq, message in faults:
        report.add(_ROW.format(seq=seq), FindingKind.AUDIT, message)


def _faults(rows: Sequence[Mapping[str, Any]]) -> list[tuple[object, str]]:
    found: list[tuple[object, str]] = []
    for row in rows:
        if row["algorithm"] not in _ALGORITHMS or row_hash(row) != row["hash"]:
            found.append((row["seq"], _ALTERED))
    for before, after in pairwise(rows):
        if before["chain"] != after["chain"] or before["seq"] >= after["seq"]:
            found.append((after["seq"], _ORDER))
        elif before["seq"] + 1 == after["seq"] and after["prev"] != before["hash"]:
            found.append((after["seq"], _BROKEN))
    return found
