"""Files of old office programs as docx and xlsx: judged first, then converted many in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.limits import DEFAULT_LIMITS, Limits
from gongkai.documents.office import running
from gongkai.documents.office.judging import judge_office

_ABSENT = (
    "这是旧版 Word、WPS 或 Excel 文件，读取它需要 LibreOffice，而本机没有安装。"
    "请由管理员安装 libreoffice-writer-nogui 和 libreoffice-calc-nogui，或者另存为 docx、xlsx 后重试。"
)
_FAILED = "旧版 Word、WPS 或 Excel 文件无法转换。请用原软件打开，另存为 docx 或 xlsx 后重试。"
_DAMAGED = "文件已损坏，无法打开。请用原软件打开后另存一份再上传。"
_OLD = frozenset({"doc", "rtf", "xls"})


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as handed in: the name its owner gave it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Modern:
    """The same file as docx or xlsx; ``ending`` says which, ``is_converted`` whether LibreOffice made it."""

    name: str
    data: bytes
    ending: str
    is_converted: bool


Outcome = Modern | FileRefused | ConversionFailed


def modernise(
    name: str, data: bytes, *, limits: Limits = DEFAULT_LIMITS, seconds: float = running.SECONDS
) -> Modern:
    """Return an office file as docx or xlsx; what is one already comes back as it is.

    Raises FileRefused for what may not be taken in, and ConversionFailed when LibreOffice is missing, fails
    or takes longer than ``seconds``.
    """
    (outcome,) = modernise_many([Handed(name, data)], limits=limits, seconds=seconds)
    if isinstance(outcome, Modern):
        return outcome
    raise outcome


def modernise_many(
    files: Sequence[Handed], *, limits: Limits = DEFAULT_LIMITS, seconds: float = running.SECONDS
) -> list[Outcome]:
    """Return for each file what came of it, in their order: the modern file or the error it met.

    All files of a kind are converted in one run, so that fifty cost little more than one. Never raises for
    what a file holds.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-modern-") as name:
        folder = Path(name)
        outcomes: list[Outcome | None] = []
        endings: dict[Path, str] = {}
        for number, file in enumerate(files):
            path = folder / str(number)
            path.write_bytes(file.data)
            try:
                ending = judge_office(file.name, path, limits=limits)
            except FileRefused as refused:
                outcomes.append(refused)
                continue
            if ending in _OLD:
                endings[path] = ending
                outcomes.append(None)
            else:
                outcomes.append(Modern(file.name, file.data, ending, is_converted=False))
        if endings and not running.is_installed():
            return [ConversionFailed(_ABSENT) if one is None else one for one in outcomes]
        made = running.convert_paths(endings, folder, seconds=seconds)
        return [
            _converted(file, made.get(folder / str(number))) if one is None else one
            for number, (file, one) in enumerate(zip(files, outcomes, strict=True))
        ]


def _converted(file: Handed, made: Path | None) -> Outcome:
    if made is None:
        return ConversionFailed(_FAILED)
    data = made.read_bytes()
    if not data.startswith(b"PK"):
        return FileRefused(Refusal.DAMAGED, _DAMAGED)
    return Modern(file.name, data, made.suffix.removeprefix("."), is_converted=True)
