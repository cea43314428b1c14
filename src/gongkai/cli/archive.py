"""A backup as one tar: every member hashed as it goes in, the list of hashes as the last member."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

MANIFEST = "MANIFEST.json"
FORMAT = 1
BLOCK = 1 << 20


class ArchiveDamaged(Exception):
    """A backup that does not bear out its own list; the text is Chinese."""


@dataclass
class Writer:
    """Puts files into an open tar and remembers their hashes."""

    tar: tarfile.TarFile
    entries: list[dict[str, object]] = field(default_factory=list)

    def add(self, source: Path, name: str) -> None:
        """Put one file in; one that vanished meanwhile is left out."""
        try:
            stream = source.open("rb")
        except FileNotFoundError:
            return
        with stream:
            info = self.tar.gettarinfo(arcname=name, fileobj=stream)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            hashing = _Hashing(stream)
            self.tar.addfile(info, hashing)
        self.entries.append({"path": name, "size": info.size, "sha256": hashing.digest()})

    def add_tree(self, top: Path, name: str) -> None:
        """Put every file below a folder in, in the order of their names."""
        for folder, folders, names in os.walk(top):
            folders.sort()
            for file in sorted(names):
                path = Path(folder) / file
                if path.is_file() and not path.is_symlink():
                    self.add(path, str(PurePosixPath(name) / path.relative_to(top).as_posix()))

    def close(self, *, database: str, version: str, now: datetime) -> None:
        """Write the list of what went in."""
        table = {
            "format": FORMAT,
            "version": version,
            "created_at": now.isoformat(timespec="seconds"),
            "database": database,
            "files": self.entries,
        }
        raw = json.dumps(table, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mtime, info.mode = len(raw), int(now.timestamp()), 0o600
        self.tar.addfile(info, io.BytesIO(raw))


class _Hashing:
    """A stream that hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._hash.update(block)
        return block

    def digest(self) -> str:
        return self._hash.hexdigest()


def unpack(archive: Path, target: Path) -> dict[str, Any]:
    """Unpack a backup into an empty folder and prove it by its list, which is returned.

    Raises ArchiveDamaged when a file is altered, missing or not on the list, or the list itself is gone.
    """
    try:
        with tarfile.open(archive) as tar:
            # The filter refuses names that lead out of the folder, links and devices.
            tar.extractall(target, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveDamaged("备份文件读不出来，可能不完整或不是备份文件。") from error
    table = _list_of(target)
    listed = {str(entry["path"]): entry for entry in table["files"]}
    present = set(_files_below(target))
    for path in sorted(present ^ listed.keys()):
        raise ArchiveDamaged(f"备份中的文件与清单不符：{path}。")
    for path, entry in listed.items():
        if _digest(target / path) != entry["sha256"]:
            raise ArchiveDamaged(f"备份中的文件内容与清单不符：{path}。")
    return table


def _list_of(target: Path) -> dict[str, Any]:
    place = target / MANIFEST
    try:
        table: dict[str, Any] = json.loads(place.read_bytes())
        is_ours = table["format"] == FORMAT and isinstance(table["files"], list)
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise ArchiveDamaged("备份中没有可用的清单，备份可能没有做完。")
    place.unlink()
    return table


def _files_below(top: Path) -> Iterator[str]:
    for path in top.rglob("*"):
        if not path.is_dir():
            yield path.relative_to(top).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
