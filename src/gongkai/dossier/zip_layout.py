"""The one layout a package may have, and every way a zip departs from it.

Members lie back to back from the first byte, stored, with plain headers that say the same in both places;
then the directory, then the end, and nothing after it.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gongkai.dossier.names import is_safe

_DATE = (1980, 1, 1, 0, 0, 0)
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8, _ENCRYPTED = 0x800, 0x1
_DOS_DATE = (1 << 5) | 1
_ATTRIBUTES = 0o100644 << 16
_VERSION = 20
_UNIX = 3
_WHOLE = "压缩包"

TRAILING = "文件末尾之后还有多余的数据，或者压缩包的末尾被改动。"
BROKEN = "压缩包的目录不完整，文件已损坏。"
GAP = "压缩包里有不属于任何文件的数据，或者文件互相重叠。"
TWICE = "压缩包里有两个同名的文件。"
UNSAFE = "文件名指向包外，或者含有看不见的字符。"
ENCRYPTED = "文件加了密码。"
COMPRESSED = "文件是压缩存放的；案卷包里的文件一律不压缩。"
HEADERS = "文件头与压缩包目录的写法不一致，或者不是原来的写法。"


def entry(name: str) -> zipfile.ZipInfo:
    """The head of a member as it is always written."""
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_STORED
    info.create_system, info.create_version, info.extract_version = _UNIX, _VERSION, _VERSION
    info.external_attr = _ATTRIBUTES
    return info


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the zip's directory."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    is_plain: bool

    @property
    def name(self) -> str:
        """The name as it is meant."""
        return self.raw_name.decode("utf-8" if self.flags & _UTF8 else "cp437", "replace")


def departures(path: Path) -> list[tuple[str, str]]:
    """(where, sentence) for everything that is not as a package is written; empty when all of it is."""
    with path.open("rb") as file:
        return list(dict.fromkeys(_departures(file)))


def _departures(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    size = file.seek(0, 2)
    file.seek(max(size - _END.size, 0))
    tail = file.read()
    if len(tail) < _END.size:
        yield _WHOLE, BROKEN
        return
    mark, disk, start_disk, here, total, length, start, comment = _END.unpack(tail)
    if mark != b"PK\5\6" or comment or start + length + _END.size != size:
        yield _WHOLE, TRAILING
        return
    file.seek(start)
    lines, whole = _directory(file.read(length))
    if disk or start_disk or here != total or len(lines) != total or not whole:
        yield _WHOLE, BROKEN
        return
    yield from _judged(lines)
    yield from _local(file, lines, start)


def _directory(raw: bytes) -> tuple[list[_Line], bool]:
    lines: list[_Line] = []
    at = 0
    while at + _CENTRAL.size <= len(raw):
        (mark, made, needed, flags, method, time, day, crc, packed, size, name_length, extra, comment, disk,
         internal, external, offset) = _CENTRAL.unpack_from(raw, at)  # fmt: skip
        if mark != b"PK\1\2":
            return lines, False
        at += _CENTRAL.size
        plain = (made, needed, time, day, extra, comment, disk, internal, external) == (
            (_UNIX << 8) | _VERSION, _VERSION, 0, _DOS_DATE, 0, 0, 0, 0, _ATTRIBUTES,
        )  # fmt: skip
        name = raw[at : at + name_length]
        lines.append(_Line(name, flags, method, crc, packed, size, offset, plain))
        at += name_length + extra + comment
    return lines, at == len(raw)


def _judged(lines: list[_Line]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for line in lines:
        name = line.name
        if name.casefold() in seen:
            yield name, TWICE
        seen.add(name.casefold())
        if not is_safe(name):
            yield name, UNSAFE
        if line.flags & _ENCRYPTED:
            yield name, ENCRYPTED
        if line.method != zipfile.ZIP_STORED or line.packed != line.size:
            yield name, COMPRESSED
        if not line.is_plain or line.flags != (0 if line.raw_name.isascii() else _UTF8):
            yield name, HEADERS


def _local(file: IO[bytes], lines: list[_Line], directory: int) -> Iterator[tuple[str, str]]:
    """The heads before the members, and that nothing lies between or before them."""
    expected = 0
    for line in sorted(lines, key=lambda one: one.offset):
        if line.offset != expected:
            yield _WHOLE, GAP
        file.seek(line.offset)
        raw = file.read(_LOCAL.size + len(line.raw_name))
        wanted = _LOCAL.pack(
            b"PK\3\4", _VERSION, line.flags, line.method, 0, _DOS_DATE, line.crc, line.packed, line.size,
            len(line.raw_name), 0,
        )  # fmt: skip
        if raw != wanted + line.raw_name:
            yield line.name, HEADERS
        expected = line.offset + _LOCAL.size + len(line.raw_name) + line.packed
    if expected != directory:
        yield _WHOLE, GAP
