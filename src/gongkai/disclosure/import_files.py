"""The files that come with a table of old stock: a folder on this machine, or one zip."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from gongkai.kernel.errors import InputRefused

MOST_MEMBERS = 50_000
MOST_PACKED = 2 * 1024**3


class FileSource(Protocol):
    """Where a row's files are looked up by the name the table gives them."""

    def open(self, name: str) -> BinaryIO | None:
        """The file, to be closed by the caller, or None when there is none of that name."""


class NoFiles:
    """The table came alone."""

    def open(self, name: str) -> BinaryIO | None:
        """None, whatever the name."""
        return None


class Folder:
    """Files below a folder; names may not lead out of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def open(self, name: str) -> BinaryIO | None:
        """The file at that place below the folder, or None."""
        plain = _plain(name)
        if plain is None:
            return None
        path = (self._folder / plain).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        return path.open("rb")


class Zip:
    """Files in a zip, names in UTF-8 or GB18030; a single folder around everything may be left out."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise InputRefused("读不了文件包，请用 zip 格式重新打包（不加密）。") from None
        members = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(members) > MOST_MEMBERS or sum(info.compress_size for info in members) > MOST_PACKED:
            raise InputRefused("文件包太大，请分成几批导入。")
        if any(info.flag_bits & 0x1 for info in members):
            raise InputRefused("文件包有密码，请去掉密码后重新打包。")
        self._members = {_member_name(info): info for info in members}
        first_parts = {name.split("/", 1)[0] for name in self._members if "/" in name}
        alone = len(first_parts) == 1 and all("/" in name for name in self._members)
        self._around = f"{first_parts.pop()}/" if alone else ""

    def open(self, name: str) -> BinaryIO | None:
        """The member of that name as a stream, or None. Sizes are limited by whoever reads it."""
        plain = _plain(name)
        if plain is None:
            return None
        info = self._members.get(plain) or self._members.get(self._around + plain)
        return self._archive.open(info) if info else None  # type: ignore[return-value]


def _plain(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/").strip())
    if path.is_absolute() or ".." in path.parts or not path.parts:
        return None
    return str(path)


def _member_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
