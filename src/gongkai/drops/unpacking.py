"""Files as they are dropped in: one by one, or a folder in a zip, taken apart safely piece by piece."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.documents import FileRefused, Limits
from gongkai.documents.archive import Budget, open_archive, shown_name
from gongkai.documents.blanks import without_controls
from gongkai.documents.filetypes import extension_of
from gongkai.documents.limits import MEGABYTE
from gongkai.kernel import incoming
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.incoming import Stream

_NESTED = "压缩包里还有压缩包。请解开以后，直接投放里面的文件。"
_BROKEN = "文件在压缩包里已经损坏，读不出来。请重新打包后再投放。"
_TOO_MANY = "一次最多投放 {most} 个文件，这次有 {number} 个。请分几次投放，这次没有收下任何文件。"
_EMPTY_ZIP = "压缩包里没有文件。"
#: Written by the desktop and by open Office windows, not by a person.
_DESKTOP = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_CHUNK = 256 * 1024
#: What turns or hides parts of a name on a page, so that «甲exe.docx» looks like another kind of file.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = re.compile(r"\s+")
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError),
    *(RuntimeError, ValueError),
)


@dataclass(frozen=True)
class Dropped:
    """A file as it was handed in: the name its owner gave it, and its bytes."""

    name: str
    stream: Stream


@dataclass(frozen=True)
class Piece:
    """One file on its way in; `refusal` says why it is not taken, and then there are no bytes."""

    name: str
    folder: str = ""
    stream: Stream = ()
    refusal: str = ""


def pieces_of(dropped: Sequence[Dropped]) -> Iterator[Piece]:
    """Each file, those inside a zip one after another; a zip that cannot be opened is one refused piece.

    The bytes of a piece are read before the next piece is asked for. Raises InputRefused when there are more
    files than one drop holds.
    """
    _require_few(len(dropped))
    for one in dropped:
        name, folder = plain_name(one.name)
        if extension_of(name) == "zip":
            yield from _out_of_zip(name, one.stream, len(dropped))
        else:
            yield Piece(name, folder, one.stream)


def plain_name(name: str) -> tuple[str, str]:
    """A file's name and the folders before it, on one line, without control characters and roots."""
    shown = _BLANKS.sub(" ", _UNSEEN.sub("", without_controls(name)))
    parts = [part.strip() for part in shown.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    if not kept:
        return "未命名", ""
    return kept[-1][-150:], "/".join(kept[:-1])[-200:]


def _require_few(number: int) -> None:
    most = settings.GONGKAI_DROP_MOST_FILES
    if number > most:
        raise InputRefused(_TOO_MANY.format(most=most, number=number), code="too_many")


def _limits() -> Limits:
    most = settings.GONGKAI_DROP_MAX_MB * MEGABYTE
    return Limits(max_bytes=most, max_inflated=4 * most, max_members=4 * settings.GONGKAI_DROP_MOST_FILES)


def _out_of_zip(name: str, stream: Stream, beside: int) -> Iterator[Piece]:
    limits = _limits()
    with tempfile.TemporaryDirectory(prefix="gongkai-drop-") as place:
        path = Path(place) / "dropped.zip"
        try:
            with path.open("wb") as file:
                incoming.receive(stream, file, limits)
            archive = open_archive(path, limits=limits, budget=Budget.of(limits))
        except InputRefused as refusal:
            yield Piece(name, refusal=refusal.message)
            return
        except FileRefused as refusal:
            yield Piece(name, refusal=refusal.message)
            return
        with archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_desktop(one)]
            _require_few(beside - 1 + len(members))
            if not members:
                yield Piece(name, refusal=_EMPTY_ZIP)
            yield from _members(archive, members)


def _members(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> Iterator[Piece]:
    for member in members:
        name, folder = plain_name(shown_name(member))
        if extension_of(name) == "zip":
            yield Piece(name, folder, refusal=_NESTED)
        else:
            yield Piece(name, folder, _bytes_of(archive, member))


def _bytes_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes piece by piece; raises InputRefused when it is damaged."""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except _UNREADABLE:
        raise InputRefused(_BROKEN, code="damaged") from None


def _is_desktop(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    last = shown_name(member).replace("\\", "/").rsplit("/", 1)[-1]
    return name.startswith(_DESKTOP[0]) or last in _DESKTOP[1:] or last.startswith("~$")
