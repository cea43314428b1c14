"""Taking a case's evidence package out of the system, on the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.requests import queries
from gongkai.requests.evidence import package_name, write_evidence
from gongkai.requests.models import ArchiveEntry, Case

_CHUNK = 1 << 20
_NOT_YET = "案卷包还没有生成，请稍后再试。"
_FAILED = "案卷包没有生成：{why}"


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
