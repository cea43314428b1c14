"""Which official documents a call means: files, folders, the standard input, none larger than is taken in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents.limits import DEFAULT_LIMITS, MEGABYTE

STANDARD_INPUT = "-"
_SHOWN_INPUT = "标准输入"
_ENDINGS = frozenset({".docx", ".doc", ".wps", ".rtf", ".pdf"})
_NOT_SHOWN = (".", "~$")
_BEGINNINGS = ((b"%PDF", "pdf"), (b"PK", "docx"), (b"\xd0\xcf\x11\xe0", "doc"), (b"{\\rtf", "rtf"))
_TOO_LARGE = "文件超过 {most} MB，没有读取。请只保留公文本身后重试。"
_NOT_OPENED = "打不开文件，请检查路径和权限。"
_EMPTY_FOLDER = "目录里没有可以读取的文件（docx、doc、wps、rtf、pdf）。"


@dataclass(frozen=True, slots=True)
class Given:
    """One document as given: the name shown and the name that tells its kind, or why it was not opened."""

    shown: str
    name: str = ""
    path: Path | None = None
    data: bytes = b""
    message: str = ""

    def content(self) -> bytes:
        """The bytes of the file; raises OSError when it cannot be read any more."""
        return self.data if self.path is None else self.path.read_bytes()


def given_by(arguments: Sequence[str]) -> Iterator[Given]:
    """Every document the arguments name, those in folders below included, in their order.

    «-» is the standard input, read once; its kind is told by its first bytes.
    """
    for argument in dict.fromkeys(arguments):
        if argument == STANDARD_INPUT:
            yield _from_input(sys.stdin.buffer.read(DEFAULT_LIMITS.max_bytes + 1))
            continue
        path = Path(argument)
        paths = _in_folder(path) if path.is_dir() else [path]
        if not paths:
            yield Given(printable(argument), message=_EMPTY_FOLDER)
        yield from map(_from_path, paths)


def printable(name: str) -> str:
    """A file's name that any terminal can show: what is no text in it, and control signs, as �."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _in_folder(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _ENDINGS
        and not any(part.startswith(_NOT_SHOWN) for part in path.relative_to(folder).parts)
        and path.is_file()
    ]


def _from_path(path: Path) -> Given:
    shown = printable(str(path))
    try:
        if not path.is_file():
            return Given(shown, message=_NOT_OPENED)
        if path.stat().st_size > DEFAULT_LIMITS.max_bytes:
            return Given(shown, message=_too_large())
    except OSError:
        return Given(shown, message=_NOT_OPENED)
    return Given(shown, printable(path.name), path)


def _from_input(data: bytes) -> Given:
    if len(data) > DEFAULT_LIMITS.max_bytes:
        return Given(_SHOWN_INPUT, message=_too_large())
    ending = next((ending for beginning, ending in _BEGINNINGS if data.startswith(beginning)), "docx")
    return Given(_SHOWN_INPUT, f"{_SHOWN_INPUT}.{ending}", data=data)


def _too_large() -> str:
    return _TOO_LARGE.format(most=DEFAULT_LIMITS.max_bytes // MEGABYTE)


def not_opened(given: Given) -> Given:
    """The same document as one that could not be opened."""
    return Given(given.shown, message=_NOT_OPENED)
