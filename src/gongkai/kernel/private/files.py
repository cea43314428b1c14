"""Files of a case: taken in through the same gates as all others, kept encrypted under a random name.

Their plain bytes never bear a name on disk: while a file is judged or read they lie in one that was unlinked
as it was made, which the system frees even when the process is killed.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from gongkai.documents import FileType
from gongkai.kernel import incoming, keys, outbox
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import PrivateFile, PrivateKey
from gongkai.kernel.private.sealing import ERASE_FILES, KeyDestroyed, bytes_of, seal_text, unseal_text
from gongkai.kernel.private.streams import seal_stream, unseal_stream

ALGORITHM = "hmac-sha256"
NAME_CONTEXT = "private_file.name"
#: Sealed files without a row are left by a crash or a rolled-back act; younger ones may still get theirs.
ORPHANS_AFTER = timedelta(days=1)
_PLAIN_PLACE = re.compile(r"正文|第\s*\d+\s*页")
_QUOTED = re.compile("“[^”]*”")
_ERASED = "这份文件已经清除，不能再读取。"
_MISSING = "这份文件在磁盘上找不到了。请通知系统管理员，从备份恢复 cases 目录。"


class FileGone(Refused):
    """The file was erased, or is missing on disk."""

    code = "file_gone"


def cases_dir() -> Path:
    """Where the sealed files lie."""
    return Path(settings.GONGKAI_DIR) / "cases"


def place_of(name: str) -> Path:
    """The place of the sealed file of that random name."""
    return cases_dir() / name[:2] / name


def take_in(*, key: PrivateKey, name: str, stream: incoming.Stream, now: datetime) -> PrivateFile:
    """Receive a file for a case: size, type against name, secrecy marks; then keep it sealed.

    Raises InputRefused with what to do, KeyDestroyed when the case's key is gone. The bytes are safe on disk
    before the row is written; should the caller's transaction fail, a tick removes them.
    """
    secret, limits = bytes_of(key), incoming.upload_limits()
    with _unnamed() as (plain, path):
        digest, size = incoming.receive(stream, plain, limits)
        file_type = incoming.judged(name, path, limits)
        screened = incoming.screened(path, file_type)
        plain.seek(0)
        stored_as = _kept(plain, secret)
    with _standing(key):
        return PrivateFile.objects.create(
            key=key, name=stored_as, size=size, digest=fingerprint(digest), algorithm=ALGORITHM,
            sealed_name=seal_text(key, name, context=NAME_CONTEXT), stored_at=now,
            **_columns(file_type, screened),
        )  # fmt: skip


@contextmanager
def _standing(key: PrivateKey) -> Iterator[None]:
    """Hold the key's row while a file gets its own: whoever destroys the key meanwhile finds every file."""
    with transaction.atomic():
        if PrivateKey.objects.select_for_update(no_key=True).get(pk=key.pk).destroyed_at is not None:
            raise KeyDestroyed
        yield


def _columns(file_type: FileType, screened: incoming.Screened) -> dict[str, object]:
    return {
        "extension": file_type.extension,
        "media_type": file_type.media_type,
        "label": file_type.label,
        "findings": [_without_surroundings(found) for found in screened.findings],
        "read_completely": screened.read_completely,
        "read_note": _QUOTED.sub("“…”", screened.read_note),
    }


def _without_surroundings(found: dict[str, object]) -> dict[str, object]:
    """A finding without the words around it and without names of sheets and members: those name people."""
    where = str(found["where"])
    return found | {"excerpt": "", "where": where if _PLAIN_PLACE.fullmatch(where) else ""}


def keep_made(
    *, key: PrivateKey, name: str, stream: IO[bytes], extension: str, media_type: str, label: str,
    now: datetime,
) -> PrivateFile:  # fmt: skip
    """Keep a file this system made itself, sealed like the others. Nobody handed it in: no gate, no limit.

    Raises KeyDestroyed when the case's key is gone.
    """
    secret = bytes_of(key)
    hasher, size = hashlib.sha256(), 0
    stream.seek(0)
    for chunk in incoming.chunks_of(stream):
        hasher.update(chunk)
        size += len(chunk)
    stream.seek(0)
    stored_as = _kept(stream, secret)
    with _standing(key):
        return PrivateFile.objects.create(
            key=key, name=stored_as, size=size, digest=fingerprint(hasher.hexdigest()), algorithm=ALGORITHM,
            sealed_name=seal_text(key, name, context=NAME_CONTEXT), stored_at=now, extension=extension,
            media_type=media_type, label=label,
        )  # fmt: skip


def fingerprint(digest: str) -> str:
    """The keyed hash a file is recognised by, from the SHA-256 of its plain bytes."""
    return keys.keyed_hash(digest, purpose="private_file")


def _kept(plain: IO[bytes], secret: bytes) -> str:
    """Seal into a file beside the others, bring it to disk, then give it its name; returns the name."""
    name = secrets.token_hex(16)
    target = place_of(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            seal_stream(plain, file, secret=secret, name=name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    finally:
        Path(part).unlink(missing_ok=True)
    for folder in (target.parent, cases_dir()):
        _bring_to_disk(folder)
    return name


def _bring_to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def unnamed_file() -> Iterator[IO[bytes]]:
    """An empty file without a name, to make plain bytes of a case in; gone with the block or the process."""
    with _unnamed() as (file, _):
        yield file


@contextmanager
def _unnamed() -> Iterator[tuple[IO[bytes], Path]]:
    """A file without a name, and a path by which this process and its children reach it meanwhile."""
    cases_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=cases_dir()) as file:
        yield file, Path(f"/proc/{os.getpid()}/fd/{file.fileno()}")


def original_name(file: PrivateFile) -> str:
    """The name it came in under; raises KeyDestroyed, FileGone."""
    if file.erased_at is not None:
        raise FileGone(_ERASED)
    return unseal_text(file.key, file.sealed_name, context=NAME_CONTEXT)


def read_chunks(file: PrivateFile) -> Iterator[bytes]:
    """The plain bytes piece by piece; raises FileGone, KeyDestroyed or SealBroken before the first one."""
    if file.erased_at is not None:
        raise FileGone(_ERASED)
    secret = bytes_of(file.key)
    try:
        source = place_of(file.name).open("rb")
    except FileNotFoundError:
        raise FileGone(_MISSING) from None
    pieces = _pieces(source, secret, file.name)
    first = next(pieces, b"")
    return _with_first(first, pieces)


def _pieces(source: IO[bytes], secret: bytes, name: str) -> Iterator[bytes]:
    with source:
        yield from unseal_stream(source, secret=secret, name=name)


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


@contextmanager
def open_plain(file: PrivateFile) -> Iterator[Path]:
    """A path to the plain bytes for as long as the block lasts; it has no suffix and is no name on disk."""
    chunks = read_chunks(file)
    with _unnamed() as (plain, path):
        for chunk in chunks:
            plain.write(chunk)
        plain.flush()
        yield path


def erase(file: PrivateFile, now: datetime) -> None:
    """Give the file up for good: the row stays as a record of it, the bytes are removed by the outbox."""
    with transaction.atomic():
        changed = PrivateFile.objects.filter(pk=file.pk, erased_at=None).update(
            erased_at=now, findings=[], read_note="", sealed_name=""
        )
        if changed:
            outbox.enqueue(ERASE_FILES, {"names": [file.name]}, now=now)
    file.refresh_from_db()


def sweep_orphans(now: datetime) -> int:
    """Remove sealed files that have no row and had a day to get one; returns how many."""
    removed = 0
    for folder in sorted(cases_dir().glob("??")):
        old = {path.name: path for path in folder.iterdir() if _is_old(path, now)}
        known = PrivateFile.objects.filter(name__in=old, erased_at=None).values_list("name", flat=True)
        for name in old.keys() - set(known):
            old[name].unlink(missing_ok=True)
            removed += 1
    return removed


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.stat().st_mtime < (now - ORPHANS_AFTER).timestamp()
    except FileNotFoundError:
        return False
