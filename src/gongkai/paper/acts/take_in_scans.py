"""Taking scans in: kept at once, read by the worker."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongkai.documents import FileRefused
from gongkai.documents.scans import picture_to_pdf
from gongkai.kernel import filestore, outbox
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import Person, StoredFile
from gongkai.paper.acts.opening import office_organ, record
from gongkai.paper.models import ScanBatch, ScanFile
from gongkai.paper.scanning import READ_JOB, scan_limits

SCAN_ENDINGS = frozenset({"pdf", "jpg", "jpeg", "png"})
#: Kept as PDF: the store takes no TIFF.
_TIFF = frozenset({"tif", "tiff"})
MOST_FILES = 100
_NO_FILES = "请选择扫描件。可以一次选多个文件，也可以把几十张表扫成一个 PDF。"
_TOO_MANY = "一次最多送 {most} 个文件，请分几次送，或者扫成一个 PDF。"
_NOT_A_SCAN = "扫描件请用 PDF、JPG、PNG 或者 TIFF 格式。"
_NONE_TAKEN = "一个文件也没有收下：{first}"


@dataclass(frozen=True)
class NamedFile:
    """A file as it is handed in."""

    name: str
    stream: BinaryIO | Iterable[bytes]


@dataclass(frozen=True)
class TakenIn:
    """The batch, and which files were not taken for which reason."""

    batch: ScanBatch
    refused: list[tuple[str, str]] = field(default_factory=list)


def take_in_scans(*, actor: Person, organ_id: int, files: Sequence[NamedFile], now: datetime) -> TakenIn:
    """Keep the scans and have them read. A refused file stops no other.

    Raises NotVisible for who is not of the office, InputRefused when no file is left.
    """
    organ = office_organ(actor, organ_id)
    if not files:
        raise InputRefused(_NO_FILES, fields={"files": _NO_FILES})
    if len(files) > MOST_FILES:
        message = _TOO_MANY.format(most=MOST_FILES)
        raise InputRefused(message, fields={"files": message})
    kept: list[tuple[str, StoredFile]] = []
    refused: list[tuple[str, str]] = []
    for file in files:
        name = file.name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-150:] or "扫描件"
        try:
            kept.append((name, _kept(name, file, now)))
        except (Refused, FileRefused) as refusal:
            refused.append((name, refusal.message))
    if not kept:
        message = _NONE_TAKEN.format(first=refused[0][1])
        raise InputRefused(message, fields={"files": message})
    with transaction.atomic():
        batch = ScanBatch.objects.create(organ=organ, by=actor, at=now)
        ScanFile.objects.bulk_create(ScanFile(batch=batch, file=stored, name=name) for name, stored in kept)
        record(
            "scans_taken_in", actor=actor, organ=organ, subject="scan_batch", subject_id=batch.pk, now=now,
            detail={"files": len(kept)},
        )  # fmt: skip
        outbox.enqueue(READ_JOB, {"batch": batch.pk}, now=now, organ=organ)
    return TakenIn(batch, refused)


def _kept(name: str, file: NamedFile, now: datetime) -> StoredFile:
    stem, _, ending = name.rpartition(".")
    if ending.lower() in _TIFF:
        return filestore.take_in(name=f"{stem or name}.pdf", stream=_tiff_as_pdf(file), now=now)
    if ending.lower() not in SCAN_ENDINGS:
        raise InputRefused(_NOT_A_SCAN)
    return filestore.take_in(name=name, stream=file.stream, now=now)


def _tiff_as_pdf(file: NamedFile) -> BinaryIO:
    """The pictures of a TIFF as PDF, read no further than an upload may be long."""
    most = filestore.incoming.upload_limits().max_bytes
    content = bytearray()
    for chunk in filestore.incoming.chunks_of(file.stream):
        content += chunk
        if len(content) > most:
            break
    if len(content) > most:
        raise InputRefused(_NOT_A_SCAN, code="too_large")
    return io.BytesIO(picture_to_pdf(bytes(content), limits=scan_limits()))
