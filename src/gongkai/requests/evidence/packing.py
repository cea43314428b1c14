"""Writes the package of a case; for an archived one it is sealed under the case's key and entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from django.db import transaction

from gongkai.dossier import DossierError, Written, write_package
from gongkai.kernel import private
from gongkai.kernel.errors import Refused
from gongkai.kernel.keys import sign
from gongkai.kernel.models import PrivateFile
from gongkai.kernel.registry import Payload
from gongkai.requests.acts.opening import case_under_lock, record
from gongkai.requests.evidence.gathering import contents_of
from gongkai.requests.models import ArchiveEntry, Case

_MOST_FAILURE = 200
_LABEL = "案卷包"
_UNWRITTEN = "案卷包没有写成：磁盘读写出错。请检查数据目录的空间和权限。"


def package_name(case: Case) -> str:
    """What the file is called when it leaves the system."""
    return f"案卷-{case.number}.zip"


def write_evidence(case: Case, target: IO[bytes], *, now: datetime) -> Written:
    """Write the case's package into an empty file; raises Refused in words.

    What is in the database is read at one moment; the files are read after it.
    """
    with transaction.atomic():
        contents = contents_of(case, now=now)
    try:
        return write_package(contents, target, sign=sign)
    except DossierError as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(_UNWRITTEN) from error


def make_package(case: Case, *, now: datetime) -> PrivateFile | None:
    """Make and seal the package of an archived case. Safe to repeat: one that is there stays.

    None where there is no entry, or the case was destroyed. A failure is kept in words and raised.
    """
    entry = ArchiveEntry.objects.filter(case=case).select_related("package").first()
    if entry is None or entry.destroyed_at is not None or entry.package is not None:
        return entry.package if entry else None
    try:
        with private.unnamed_file() as plain:
            written = write_evidence(case, plain, now=now)
            file = private.keep_made(
                key=case.key, name=package_name(case), stream=plain, extension="zip",
                media_type="application/zip", label=_LABEL, now=now,
            )  # fmt: skip
    except Refused as refusal:
        ArchiveEntry.objects.filter(pk=entry.pk).update(package_failure=refusal.message[:_MOST_FAILURE])
        raise
    return _entered(case, file, written.digest, now)


def _entered(case: Case, file: PrivateFile, digest: str, now: datetime) -> PrivateFile:
    with transaction.atomic():
        locked = case_under_lock(case.pk)
        entry = ArchiveEntry.objects.select_related("package").get(case=locked)
        if entry.package is not None:
            private.erase(file, now=now)
            return entry.package
        entry.package, entry.package_digest, entry.package_failure = file, digest, ""
        entry.save(update_fields=("package", "package_digest", "package_failure"))
        record("packaged", actor=None, case=locked, now=now, detail={"digest": digest})
    return file


def make_packages(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: an archived case has its package."""
    for payload in payloads:
        case = (
            Case.objects.select_related(
                "organ", "key", "answered_by_case", "split_from", "redo_of", "repeats"
            )
            .filter(pk=int(str(payload["case"])))
            .first()
        )
        if case is not None:
            make_package(case, now=now)
