"""Official documents read: a file in, its fields with their sources and its clean body out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.filetypes import extension_of
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.limits import DEFAULT_LIMITS, Limits
from gongkai.documents.office import Handed, Modern, modernise_many
from gongkai.documents.official.pdf_source import read_pdf_lines
from gongkai.documents.official.results import OfficialReading
from gongkai.documents.official.source import Sourced
from gongkai.documents.official.understanding import understood
from gongkai.documents.official.word_source import read_word
from gongkai.documents.sniff import sniff

_WORD_NAMES = frozenset({"docx", "doc", "wps", "rtf"})
_NOT_READ = "只能读取 Word、WPS 和 PDF 文件（docx、doc、wps、rtf、pdf），“{name}”请作为附件公开。"
_ODD = "文件的结构不正常，没有读取。请用 Word 或 WPS 打开，另存一份后重试。"
_SCAN = "文件是扫描件或图片，没有可以读出的文字；原文件作为附件保留，各项请人工填写。"
_FEWEST = 12
#: What odd files make the readers of their formats raise; nothing of it may reach a person.
_READING_ERRORS = (
    *(ValueError, KeyError, IndexError, AttributeError, TypeError),
    *(RecursionError, OverflowError, OSError, MemoryError),
)

Outcome = OfficialReading | FileRefused | ConversionFailed


def read_official(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> OfficialReading:
    """Read one docx, doc, wps, rtf or pdf as an official document.

    Every field comes with the text it was read from; what is not certain is marked and never guessed in
    silence. A scan comes back with ``has_text`` False. Raises FileRefused with a Chinese sentence for
    files that may not be taken in or are no documents, and ConversionFailed when LibreOffice is needed and
    missing, fails or takes too long.
    """
    (outcome,) = read_many([(name, data)], limits=limits)
    if isinstance(outcome, OfficialReading):
        return outcome
    raise outcome


def read_many(files: Sequence[tuple[str, bytes]], *, limits: Limits = DEFAULT_LIMITS) -> list[Outcome]:
    """Read many files, each a name and its bytes; old formats go through one run of LibreOffice together.

    What comes back stands in their order: a reading, or the error that file met. Never raises for what a
    file holds.
    """
    old = {n: file for n, file in enumerate(files) if extension_of(file[0]) in _WORD_NAMES}
    modern = dict(
        zip(old, modernise_many([Handed(*file) for file in old.values()], limits=limits), strict=True)
    )
    return [_read(name, data, modern.get(n), limits) for n, (name, data) in enumerate(files)]


def _read(
    name: str, data: bytes, modern: Modern | FileRefused | ConversionFailed | None, limits: Limits
) -> Outcome:
    try:
        if isinstance(modern, Modern):
            return _reading(read_word(modern.data, limits))
        if modern is not None:
            return modern
        if extension_of(name) != "pdf":
            return FileRefused(Refusal.TYPE_NOT_ALLOWED, _NOT_READ.format(name=name))
        _judge(name, data, limits)
        return _reading(read_pdf_lines(data))
    except FileRefused as refused:
        return refused
    except _READING_ERRORS:
        return FileRefused(Refusal.DAMAGED, _ODD)


def _judge(name: str, data: bytes, limits: Limits) -> None:
    with tempfile.TemporaryDirectory(prefix="gongkai-official-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        sniff(name, path, limits=limits)


def _reading(sourced: Sourced) -> OfficialReading:
    if sum(len(line.plain) for line in sourced.lines) < _FEWEST:
        text = "\n".join([*(line.text for line in sourced.lines), *sourced.beside])
        return OfficialReading(has_text=False, notes=(_SCAN, *sourced.notes), text=text)
    return understood(sourced)
