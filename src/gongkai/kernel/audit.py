"""Writing and proving the audit chains."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from gongkai.kernel.models import AuditEntry, AuditHead, Organ, Person
from gongkai.kernel.origin import current_origin
from gongkai.kernel.transactions import require_act

#: What rows are hashed with; a change of it will need the old name here as well.
ALGORITHM = "sha256"
#: The chain of what concerns the whole installation.
SYSTEM_CHAIN = "system"


def chain_of(organ: Organ | None) -> str:
    """The name of an organ's chain; stable under renaming."""
    return f"organ-{organ.pk}" if organ else SYSTEM_CHAIN


def record(
    *,
    organ: Organ | None,
    actor: Person | None,
    act: str,
    subject: str,
    subject_id: int | None,
    now: datetime,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Append a row to the organ's chain inside the caller's transaction.

    Call it last in an act: it locks the chain's head, and every act locks heads last.
    """
    require_act("audit.record needs the act's transaction")
    chain = chain_of(organ)
    AuditHead.objects.get_or_create(chain=chain)
    head = AuditHead.objects.select_for_update().get(chain=chain)
    origin = current_origin()
    entry = AuditEntry(
        chain=chain,
        seq=head.seq + 1,
        at=now,
        actor_id=actor.pk if actor else None,
        act=act,
        subject=subject,
        subject_id=subject_id,
        detail=dict(detail or {}),
        door=origin.door,
        origin=origin.address_hash,
        request_id=origin.request_id,
        prev_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=("seq", "hash"))
    return entry


def entry_hash(entry: AuditEntry) -> str:
    """The hash of a row: every field in a fixed order, times in UTC, with the row before."""
    content = {
        "act": entry.act,
        "actor": entry.actor_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "chain": entry.chain,
        "detail": entry.detail,
        "door": entry.door,
        "origin": entry.origin,
        "prev": entry.prev_hash,
        "request": entry.request_id,
        "seq": entry.seq,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(entry.algorithm, text.encode()).hexdigest()


@dataclass(frozen=True)
class AuditFault:
    """What is wrong with a chain, at which row."""

    chain: str
    seq: int
    message: str


def verify(
    *, anchors: Mapping[str, str] | None = None, chains: Collection[str] | None = None
) -> list[AuditFault]:
    """Recompute every chain; compare with the heads and with anchors kept outside («chain» → «seq:hash»).

    With `chains`, only those are recomputed.
    """
    faults: list[AuditFault] = []
    ends: dict[str, tuple[int, str]] = {}
    seen_anchor: set[str] = set()
    anchors = anchors or {}
    for entry, fault in _walk(chains):
        if fault:
            faults.append(AuditFault(entry.chain, entry.seq, fault))
        ends[entry.chain] = (entry.seq, entry.hash)
        if anchors.get(entry.chain) == f"{entry.seq}:{entry.hash}":
            seen_anchor.add(entry.chain)
    heads = {head.chain: (head.seq, head.hash) for head in _heads(chains)}
    for chain in sorted(heads.keys() | ends.keys()):
        if heads.get(chain, (0, "")) != ends.get(chain, (0, "")):
            faults.append(AuditFault(chain, ends.get(chain, (0, ""))[0], "末尾记录缺失或链头被改动"))
    for chain in sorted(anchors.keys() - seen_anchor):
        seq = int(anchors[chain].split(":")[0])
        if seq:
            faults.append(AuditFault(chain, seq, "与发布清单中留存的审计锚点不一致，记录可能被整体重写"))
    return faults


def _heads(chains: Collection[str] | None) -> QuerySet[AuditHead]:
    return AuditHead.objects.all() if chains is None else AuditHead.objects.filter(chain__in=chains)


def _walk(chains: Collection[str] | None) -> Iterator[tuple[AuditEntry, str]]:
    chain, seq, previous = "", 0, ""
    entries = AuditEntry.objects.order_by("chain", "seq")
    if chains is not None:
        entries = entries.filter(chain__in=chains)
    for entry in entries.iterator(chunk_size=2000):
        if entry.chain != chain:
            chain, seq, previous = entry.chain, 0, ""
        fault = ""
        if entry.seq != seq + 1:
            fault = f"序号不连续：应为第 {seq + 1} 条"
        elif entry.prev_hash != previous:
            fault = "与上一条记录的哈希衔接不上"
        elif entry.algorithm != ALGORITHM:
            fault = "哈希算法的记录被改动"
        elif entry.hash != entry_hash(entry):
            fault = "内容与哈希不符，记录被改动"
        yield entry, fault
        seq, previous = entry.seq, entry.hash


def anchors() -> dict[str, str]:
    """The heads of all chains as «seq:hash», for keeping outside the database."""
    return {head.chain: f"{head.seq}:{head.hash}" for head in AuditHead.objects.order_by("chain")}
