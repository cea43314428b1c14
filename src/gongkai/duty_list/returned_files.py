"""The files of an upload: forms and what they name, zips opened, found again by name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.disclosure.import_files import Zip
from gongkai.documents.office import Handed, Modern, modernise_many
from gongkai.duty_list.sheets import extension_of
from gongkai.kernel import incoming
from gongkai.kernel.errors import InputRefused

#: What Word and WPS wrote before docx.
OLD = ("doc", "wps", "rtf")
MOST_FILES = 300
MOST_BYTES = 200 * 1024 * 1024
_UNREAD = "“{name}”没有读：{reason}"
_ZIP_BROKEN = "读不了“{name}”，请用 zip 格式重新打包（不加密）后再试。"


@dataclass(frozen=True)
class GivenFile:
    """A file as handed in; `package` names the zip it came in, `modern` holds it as docx if converted."""

    name: str
    data: bytes
    package: str = ""
    modern: bytes = b""

    @property
    def short_name(self) -> str:
        """Its name without folders."""
        return self.name.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def readable(self) -> bytes:
        """What is read of it: the converted file where there is one."""
        return self.modern or self.data

    @property
    def reads_as(self) -> str:
        """The name under which it is read: a converted one as docx."""
        return f"{self.short_name.rsplit('.', 1)[0]}.docx" if self.modern else self.short_name


def is_old(name: str) -> bool:
    """Whether a file of this name is read only after LibreOffice converted it."""
    return extension_of(name) in OLD


def converted(given: Sequence[GivenFile]) -> tuple[list[GivenFile], list[str]]:
    """The files, old Word and WPS ones with what LibreOffice made of them, and what it could not make.

    Takes as long as LibreOffice needs, within the bounds of documents.office; for the worker only.
    """
    old = [one for one in given if is_old(one.name)]
    limits = incoming.upload_limits()
    outcomes = modernise_many([Handed(one.short_name, one.data) for one in old], limits=limits)
    made: dict[GivenFile, bytes] = {}
    notes: list[str] = []
    for one, outcome in zip(old, outcomes, strict=True):
        if isinstance(outcome, Modern):
            made[one] = outcome.data
        else:
            notes.append(_UNREAD.format(name=one.short_name[-60:], reason=outcome))
    return [replace(one, modern=made[one]) if one in made else one for one in given], notes


def unpacked(files: Iterable[tuple[str, bytes]]) -> list[GivenFile]:
    """Every file, those inside zips included. Raises InputRefused for a damaged zip or too much."""
    found: list[GivenFile] = []
    size = 0
    for name, data in files:
        inside = _members(name, data) if extension_of(name) == "zip" else [GivenFile(name, data)]
        for one in inside:
            size += len(one.data)
            found.append(one)
            if len(found) > MOST_FILES or size > MOST_BYTES:
                raise InputRefused("文件太多或者太大，请分几次上传，每次不超过 300 个文件、200 MB。")
    return found


def _members(name: str, data: bytes) -> Iterable[GivenFile]:
    Zip(io.BytesIO(data))  # refuses what is damaged, encrypted or too large
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[: MOST_FILES + 1]:
                if info.is_dir():
                    continue
                with archive.open(info) as member:
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise InputRefused("压缩包展开后太大，请分几次上传。")
                yield GivenFile(_member_name(info), content, name)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        raise InputRefused(_ZIP_BROKEN.format(name=name)) from None


def _member_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


class Pool:
    """Files that forms may name: first in the form's own zip, then among all; with or without extension."""

    def __init__(self, files: Iterable[GivenFile]) -> None:
        self._files = list(files)

    def find(self, wanted: str, *, package: str) -> GivenFile | None:
        """The one file of that name, None when there is none or several differ."""
        name = wanted.replace("\\", "/").rsplit("/", 1)[-1].strip().lower()
        near = [one for one in self._files if one.package == package]
        for among in (near, self._files):
            same = [one for one in among if one.short_name.lower() == name]
            same = same or [one for one in among if one.short_name.lower().rsplit(".", 1)[0] == name]
            if len({one.data for one in same}) == 1:
                return same[0]
        return None
