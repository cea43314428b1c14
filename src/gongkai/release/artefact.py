"""The words of the release: what is handed in, what is recorded, what is reported back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from gongkai.release.errors import BadPath

LONGEST_NAME = 255  # bytes in one name, the limit of every POSIX file system in use
LONGEST_PATH = 1024  # bytes in a whole path below www
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # Unicode categories a name must not contain


def check_path(path: str) -> str:
    """Return `path` if it may be served below www, else raise BadPath with the reason."""
    reason = _objection(path)
    if reason:
        raise BadPath(path, reason)
    return path


def _objection(path: str) -> str:
    if not path or path.startswith("/"):
        return "须为相对路径"
    if "\\" in path or (not path.isprintable() and any(category(c) in UNSEEN for c in path)):
        return "含有控制字符、不可见字符或反斜杠"
    if len(path.encode()) > LONGEST_PATH:
        return "路径过长"
    for name in path.split("/"):
        if not name:
            return "含有空的目录名"
        if name.startswith("."):
            return "含有上级目录或隐藏文件"
        if len(name.encode()) > LONGEST_NAME:
            return "文件名过长"
    return ""


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file to serve: its path below www and either its bytes or the file that holds them.

    `source` is copied, never linked, so that an alteration of the served copy cannot reach the store.
    `digest` is the hexadecimal digest in the release's own algorithm; it must be given with `source`
    and is proved while copying. It is computed when `content` is given.
    """

    path: str
    content: bytes | None = field(default=None, repr=False)
    source: Path | None = None
    digest: str | None = None

    def __post_init__(self) -> None:
        check_path(self.path)
        if (self.content is None) == (self.source is None):
            raise ValueError("a file needs either content or source")
        if self.source is not None and not self.digest:
            raise ValueError("a file with a source needs its digest")


@dataclass(frozen=True, slots=True)
class Artefact:
    """All files that stand or fall together under one key; no files means that it is removed."""

    key: str
    files: tuple[FileSpec, ...] = ()

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("an artefact needs a key")


class RecordedFile(NamedTuple):
    """What the manifest says about one file: path below www, hexadecimal digest, size in bytes."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What one `apply` did; paths are below www.

    `touched` counts every file renamed or deleted, those of the manifest included: the measure of
    what a publication costs.
    """

    generation: int
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    untouched: int = 0
    touched: int = 0


class DifferenceKind(StrEnum):
    """How the release on disk departs from its manifest."""

    ALTERED = "altered"
    MISSING = "missing"
    FOREIGN = "foreign"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One departure, with a sentence in Chinese; `path` is relative to the release's root."""

    path: str
    kind: DifferenceKind
    detail: str


@dataclass(frozen=True, slots=True)
class Purged:
    """What a take-down removed, as paths relative to the root, and the artefacts that lost a file.

    `manifest_intact` is False when the manifest was already damaged: the copies are gone all the
    same, and the release needs to be rebuilt.
    """

    removed: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    manifest_intact: bool = True


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: artefacts rendered, files written, paths removed, foreign paths removed."""

    rendered: int = 0
    written: int = 0
    removed: int = 0
    foreign: tuple[str, ...] = ()
