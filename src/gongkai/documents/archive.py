"""Zip containers opened safely: names, sizes, ratios and encryption are judged before anything is unpacked.

The standard library never inflates a member beyond the size its directory entry declares, so that the
declared sizes bound the work; a ``Budget`` is shared by an archive and everything nested in it.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.limits import Limits

_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BOMB = "压缩包解压后过大或压缩比异常，不能接收。请减少内容后重新打包，或分成几个文件上传。"
_DAMAGED = "文件已损坏，无法打开。请用原软件打开后另存一份再上传。"


@dataclass(slots=True)
class Budget:
    """Bytes and members that may still be unpacked from one uploaded file."""

    inflated: int
    members: int

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Return a fresh budget."""
        return cls(limits.max_inflated, limits.max_members)

    def take(self, archive: zipfile.ZipFile) -> None:
        """Take an archive's declared sizes off; raises FileRefused when they do not fit."""
        members = archive.infolist()
        self.members -= len(members)
        self.inflated -= sum(member.file_size for member in members)
        if self.members < 0 or self.inflated < 0:
            raise FileRefused(Refusal.ZIP_BOMB, _BOMB)


def open_archive(source: Path | bytes, *, limits: Limits, budget: Budget) -> zipfile.ZipFile:
    """Return an open archive whose directory is harmless, and charge it to ``budget``.

    Raises FileRefused for damage, encryption, bombs, repeated names and names that leave the folder.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    try:
        budget.take(archive)
        _judge_members(archive, limits)
    except FileRefused:
        archive.close()
        raise
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, at_most: int | None = None) -> bytes:
    """Return a member's content, or its first ``at_most`` bytes; raises FileRefused when it is damaged."""
    try:
        with archive.open(member) as stream:
            if at_most is not None:
                return stream.read(at_most)
            return b"".join(iter(lambda: stream.read(_CHUNK), b""))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise FileRefused(Refusal.DAMAGED, _DAMAGED) from error
    except RuntimeError as error:
        raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE) from error


ENCRYPTED_MESSAGE = "文件设置了打开密码，无法检查内容。请取消密码后重新上传。"


def shown_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as its maker meant it: Chinese zips often carry GBK names without saying so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _judge_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    seen: set[str] = set()
    packed = unpacked = 0
    for member in archive.infolist():
        if member.flag_bits & _ENCRYPTED:
            raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE)
        if not _is_harmless_name(member):
            raise FileRefused(Refusal.ZIP_PATH, "压缩包内的文件路径不正常，不能接收。请重新打包后上传。")
        if member.compress_type not in _METHODS or member.filename.lower() in seen:
            raise FileRefused(Refusal.DAMAGED, _DAMAGED)
        seen.add(member.filename.lower())
        packed += member.compress_size
        unpacked += member.file_size
    if unpacked > limits.ratio_floor and unpacked > limits.max_ratio * max(packed, 1):
        raise FileRefused(Refusal.ZIP_BOMB, _BOMB)


def _is_harmless_name(member: zipfile.ZipInfo) -> bool:
    # orig_filename still has a NUL and what follows it, which the library cuts off.
    name = member.orig_filename.replace("\\", "/")
    parts = name.split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    leaves = name.startswith("/") or ".." in parts or (len(name) > 1 and name[1] == ":")
    return bool(name) and not (is_link or leaves or "\x00" in name)
