"""What an office file handed in is by its content, and whether it may be converted at all."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.filetypes import extension_of
from gongkai.documents.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from gongkai.documents.ole import SIGNATURE, OleFile
from gongkai.documents.sniff import sniff

_RICH_TEXT = b"{\\rtf"
_TEXT_NAMES = frozenset({"doc", "wps", "rtf", "docx"})
_SHEET_NAMES = frozenset({"xls", "et", "xlsx"})
OFFICE_NAMES = _TEXT_NAMES | _SHEET_NAMES
#: What rich text may not do: fetch a template, run a control, or bring a program along.
_RICH_TEXT_REACHES = re.compile(rb"\\\*\\template\s+(?:https?:|\\\\\\\\|file:)|\\objocx|\\objupdate", re.I)
_KNOWN = "docx、doc、wps、rtf、xlsx、xls、et"
_NOT_OFFICE = "“{name}”不是 Word、WPS 或 Excel 文件，无法转换。可以转换的文件：{known}。"
_MISMATCH = "文件内容与扩展名“{extension}”不符。请用原软件打开，另存为“{extension}”格式后再上传。"
_EMPTY = "文件是空的，请检查后重新上传。"
_TOO_LARGE = "文件超过 {most} MB，不能接收。请压缩图片或拆分后上传。"
_REACHES = "文件含有控件或引用了网络上的内容，不能接收。请用 Word 或 WPS 打开，另存为 docx 后再上传。"


def judge_office(name: str, path: Path, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return as what a file is to be opened: doc, rtf, docx, xls or xlsx.

    Raises FileRefused when its name is none of an office file, when its content is of another kind than its
    name says, and for everything `documents.sniff` refuses: macros, passwords, damage, bombs. Rich text may
    bear the name of a Word file, as old programs wrote it.
    """
    extension = extension_of(name)
    if extension not in OFFICE_NAMES:
        raise FileRefused(Refusal.TYPE_NOT_ALLOWED, _NOT_OFFICE.format(name=name, known=_KNOWN))
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(Refusal.EMPTY, _EMPTY)
    if size > limits.max_bytes:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_LARGE.format(most=limits.max_bytes // MEGABYTE))
    if convertible_ending(path) == "rtf" and extension in ("rtf", "doc", "wps"):
        _judge_rich_text(path)
        return "rtf"
    if extension == "rtf":
        raise FileRefused(Refusal.CONTENT_MISMATCH, _MISMATCH.format(extension=extension))
    sniff(name, path, limits=limits)
    if convertible_ending(path):
        return "xls" if extension in _SHEET_NAMES else "doc"
    return "xlsx" if extension in _SHEET_NAMES else "docx"


def convertible_ending(path: Path) -> str:
    """Return "doc", "xls" or "rtf" for content only LibreOffice opens, else an empty string."""
    with path.open("rb") as stream:
        head = stream.read(len(SIGNATURE))
    if head == SIGNATURE:
        return "xls" if _is_workbook(path) else "doc"
    return "rtf" if head.startswith(_RICH_TEXT) else ""


def _is_workbook(path: Path) -> bool:
    try:
        names = {name.lower() for name in OleFile(path.read_bytes()).names()}
    except FileRefused:
        return False
    return bool(names & {"workbook", "book"}) and "worddocument" not in names


def _judge_rich_text(path: Path) -> None:
    if _RICH_TEXT_REACHES.search(path.read_bytes()):
        raise FileRefused(Refusal.REMOTE_TEMPLATE, _REACHES)
