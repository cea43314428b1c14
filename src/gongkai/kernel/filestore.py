"""Files kept once by content hash, outside the web's reach, with what screening found in them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.documents import FileRefused, FileType, Limits, extract_text, sniff
from gongkai.kernel import keys
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import StoredFile, Tombstone
from gongkai.screening import Finding, Severity, screen_text

ALGORITHM = "sha256"
CHUNK = 1024 * 1024
MOST_FINDINGS = 1000
_TOO_MANY = "文件中的号码过多，只列出一部分，请人工核对全文。"


@dataclass(frozen=True)
class KeptFinding:
    """A finding as it may be stored: masked, with a keyed hash to recognise it by."""

    check: str
    label: str
    where: str
    masked: str
    excerpt: str
    overridable: bool
    severity: str
    key: str


def keep_finding(finding: Finding) -> KeptFinding:
    """The storable form of a finding; the value itself goes no further."""
    return KeptFinding(
        check=str(finding.check),
        label=finding.label,
        where=finding.where,
        masked=finding.masked,
        excerpt=finding.excerpt,
        overridable=finding.overridable,
        severity=str(finding.severity),
        key=keys.keyed_hash(finding.value, purpose="finding"),
    )


def files_dir() -> Path:
    """Where the private files lie."""
    return Path(settings.GONGKAI_DIR) / "files"


def path_of(stored: StoredFile) -> Path:
    """The file's place on disk; it may be absent only when `purged_at` is set."""
    return files_dir() / stored.digest[:2] / stored.digest[2:4] / stored.digest


def take_in(*, name: str, stream: BinaryIO | Iterable[bytes], now: datetime) -> StoredFile:
    """Receive a file: size, type against name, archive bombs, secrecy marks; then keep it by its hash.

    Raises InputRefused with what to do. A file with a secrecy mark is refused and no copy of it remains.
    The same content is kept once. Content that was purged as a leak is refused.
    """
    limits = Limits(max_bytes=settings.GONGKAI_MAX_UPLOAD_MB * 1024 * 1024)
    incoming = files_dir() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _receive(stream, file, limits.max_bytes)
        if Tombstone.objects.filter(digest=digest, algorithm=ALGORITHM).exists():
            raise InputRefused("这个文件曾因泄露被紧急撤下，系统不再接收。如确需公开，请处理后另存新文件。")
        existing = StoredFile.objects.filter(algorithm=ALGORITHM, digest=digest, purged_at=None).first()
        file_type = _sniffed(name, Path(temporary), limits)
        if existing and path_of(existing).exists():
            return existing
        return _keep(Path(temporary), file_type, digest, size, now)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _receive(stream: BinaryIO | Iterable[bytes], file: BinaryIO, most: int) -> tuple[str, int]:
    hasher, size = hashlib.new(ALGORITHM), 0
    chunks = iter(lambda: stream.read(CHUNK), b"") if hasattr(stream, "read") else iter(stream)
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise InputRefused(
                f"文件超过 {most // 1024 // 1024} MB 的上限。请压缩图片或拆分后再上传。", code="too_large"
            )
        hasher.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return hasher.hexdigest(), size


def _sniffed(name: str, path: Path, limits: Limits) -> FileType:
    try:
        return sniff(name, path, limits=limits)
    except FileRefused as refusal:
        raise InputRefused(refusal.message, code=str(refusal.code)) from None


def _keep(temporary: Path, file_type: FileType, digest: str, size: int, now: datetime) -> StoredFile:
    extraction = extract_text(temporary, file_type)
    findings = [found for part in extraction.parts for found in screen_text(part.text, where=part.where)]
    marks = [found for found in findings if not found.overridable]
    if marks:
        raise InputRefused(
            "文件中有国家秘密标志，不得在本系统存储、处理。文件没有保存；请按保密规定处置原件，"
            "并立即报告本机关保密工作机构。",
            code="secrecy_mark",
        )
    distinct = _distinct(findings)
    note = extraction.note if len(distinct) <= MOST_FINDINGS else _TOO_MANY
    stored, _ = StoredFile.objects.update_or_create(
        algorithm=ALGORITHM,
        digest=digest,
        defaults={
            "size": size,
            "extension": file_type.extension,
            "media_type": file_type.media_type,
            "label": file_type.label,
            "stored_at": now,
            "purged_at": None,
            "findings": [vars(keep_finding(found)) for found in distinct[:MOST_FINDINGS]],
            "read_completely": extraction.complete and len(distinct) <= MOST_FINDINGS,
            "read_note": note[:300],
        },
    )
    target = path_of(stored)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o640)
    os.replace(temporary, target)
    return stored


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Each value once, where it stands first, those that stop an approval before those that warn.

    Were the first so many kept as they come, a page full of one harmless number would hide what follows it.
    """
    once: dict[tuple[str, str], Finding] = {}
    for found in findings:
        once.setdefault((found.check, found.value), found)
    return sorted(once.values(), key=lambda found: found.severity != Severity.BLOCK)


def purge(stored: StoredFile, *, subject: str, subject_id: int, now: datetime) -> None:
    """Erase the content for good and leave its hash as a tombstone; safe to repeat."""
    Tombstone.objects.get_or_create(
        algorithm=stored.algorithm,
        digest=stored.digest,
        subject=subject,
        subject_id=subject_id,
        defaults={"at": now},
    )
    stored.purged_at = now
    stored.findings = []
    stored.save(update_fields=("purged_at", "findings"))


def erase_from_disk(digest: str) -> None:
    """Remove the bytes of purged content; called from the outbox after the act has committed."""
    path = files_dir() / digest[:2] / digest[2:4] / digest
    if path.exists():
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
