"""Files kept once by content hash, outside the web's reach, with what screening found in them."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.documents import FileType
from gongkai.kernel import incoming
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.incoming import ALGORITHM, KeptFinding, Stream, keep_finding
from gongkai.kernel.models import StoredFile, Tombstone

__all__ = [
    "ALGORITHM",
    "KeptFinding",
    "erase_from_disk",
    "files_dir",
    "keep_finding",
    "path_of",
    "purge",
    "take_in",
]


def files_dir() -> Path:
    """Where the private files lie."""
    return Path(settings.GONGKAI_DIR) / "files"


def path_of(stored: StoredFile) -> Path:
    """The file's place on disk; it may be absent only when `purged_at` is set."""
    return _place_of(stored.digest)


def _place_of(digest: str) -> Path:
    return files_dir() / digest[:2] / digest[2:4] / digest


def take_in(*, name: str, stream: Stream, now: datetime) -> StoredFile:
    """Receive a file: size, type against name, archive bombs, secrecy marks; then keep it by its hash.

    Raises InputRefused with what to do. A file with a secrecy mark is refused and no copy of it remains.
    The same content is kept once. Content that was purged as a leak is refused.
    """
    limits = incoming.upload_limits()
    waiting = files_dir() / "incoming"
    waiting.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=waiting)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = incoming.receive(stream, file, limits)
        if Tombstone.objects.filter(digest=digest, algorithm=ALGORITHM).exists():
            raise InputRefused("这个文件曾因泄露被紧急撤下，系统不再接收。如确需公开，请处理后另存新文件。")
        existing = StoredFile.objects.filter(algorithm=ALGORITHM, digest=digest, purged_at=None).first()
        file_type = incoming.judged(name, Path(temporary), limits)
        if existing and path_of(existing).exists():
            return existing
        return _keep(Path(temporary), file_type, digest, size, now)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _keep(temporary: Path, file_type: FileType, digest: str, size: int, now: datetime) -> StoredFile:
    screened = incoming.screened(temporary, file_type)
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
            "findings": screened.findings,
            "read_completely": screened.read_completely,
            "read_note": screened.read_note,
        },
    )
    target = path_of(stored)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o640)
    os.replace(temporary, target)
    return stored


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
    incoming.wipe(_place_of(digest))
