"""A case's evidence package: how it stands, ordering it again, and taking it out, each on the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from gongkai.kernel import outbox, private
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.requests import queries
from gongkai.requests.acts.archiving import PACKAGE
from gongkai.requests.acts.opening import locked_case, record
from gongkai.requests.evidence import package_name, write_evidence
from gongkai.requests.models import ArchiveEntry, Case

_CHUNK = 1 << 20
_NOT_YET = "案卷包还没有生成，请稍后再试。"
_FAILED = "案卷包没有生成：{why}"
_THERE = "案卷包已经生成，可以直接取出。"
_UNFILED = "案件还没有归档，案卷包在取出时当场生成，不需要预先生成。"
_DESTROYED = "案件已经到期销毁，不能再生成案卷包。"


class EvidenceState(StrEnum):
    """How a case's package stands."""

    ON_DEMAND = "on_demand"
    WAITING = "waiting"
    FAILED = "failed"
    SEALED = "sealed"
    DESTROYED = "destroyed"


@dataclass(frozen=True)
class EvidenceStatus:
    """The state, why it failed, and the hash and size of the sealed one."""

    state: EvidenceState
    failure: str = ""
    digest: str = ""
    size: int = 0


def evidence_status(case: Case) -> EvidenceStatus:
    """How the case's package stands: made when it is taken, or sealed once the case is archived."""
    if case.key.destroyed_at is not None:
        return EvidenceStatus(EvidenceState.DESTROYED)
    entry = ArchiveEntry.objects.filter(case=case).select_related("package").first()
    if entry is None:
        return EvidenceStatus(EvidenceState.ON_DEMAND)
    if entry.package is not None:
        return EvidenceStatus(EvidenceState.SEALED, digest=entry.package_digest, size=entry.package.size)
    if entry.package_failure:
        return EvidenceStatus(EvidenceState.FAILED, failure=entry.package_failure)
    return EvidenceStatus(EvidenceState.WAITING)


def order_evidence(*, actor: Person, case_id: int, now: datetime) -> None:
    """Have the package of an archived case made anew by the worker, after a failure or a lost job.

    Raises NotVisible, or ActRefused when there is nothing to make.
    """
    with transaction.atomic():
        opened = locked_case(actor, case_id)
        case = opened.case
        if not queries.is_office(opened.standing, case):
            raise NotVisible
        state = evidence_status(case).state
        if state not in {EvidenceState.WAITING, EvidenceState.FAILED}:
            raise ActRefused(_WHY_NOT[state])
        outbox.enqueue(PACKAGE, {"case": case.pk}, now=now, organ=case.organ)
        record("package_ordered", actor=actor, case=case, now=now)


_WHY_NOT = {
    EvidenceState.ON_DEMAND: _UNFILED, EvidenceState.SEALED: _THERE, EvidenceState.DESTROYED: _DESTROYED,
}  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """A package on its way out: its file name and its bytes piece by piece."""

    name: str
    chunks: Iterator[bytes]


def take_evidence(*, actor: Person, case_id: int, now: datetime) -> Evidence:
    """The case's package, its opening recorded; for office and leaders only.

    Of an archived case the sealed one, whatever has been cleared since; of any other one made now. Raises
    NotVisible, or Refused when there is none.
    """
    standing = standing_of(actor)
    case = queries.visible_case(standing, case_id)
    if not queries.is_office(standing, case):
        raise NotVisible
    entry = ArchiveEntry.objects.filter(case=case).select_related("package__key").first()
    chunks = _made_now(case, now) if entry is None else _sealed(entry)
    first = next(chunks, b"")
    private.record_opening(
        actor=actor, organ=case.organ, subject="case", subject_id=case.pk, now=now,
        purpose=private.Purpose.DISPUTE, what="evidence",
    )  # fmt: skip
    return Evidence(package_name(case), _with_first(first, chunks))


def _sealed(entry: ArchiveEntry) -> Iterator[bytes]:
    if entry.package is None:
        raise ActRefused(_FAILED.format(why=entry.package_failure) if entry.package_failure else _NOT_YET)
    return private.read_chunks(entry.package)


def _made_now(case: Case, now: datetime) -> Iterator[bytes]:
    with private.unnamed_file() as plain:
        write_evidence(case, plain, now=now)
        while chunk := plain.read(_CHUNK):
            yield chunk


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
