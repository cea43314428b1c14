"""The one door to all readers: what a file is by its content, and which reader it goes to."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.documents import FileRefused, Refusal, sniff
from gongkai.documents.archive import Budget, open_archive, read_member
from gongkai.documents.filetypes import Family, extension_of
from gongkai.documents.ole import OleFile
from gongkai.documents.package import family_of
from gongkai.documents.signatures import HEAD_BYTES, is_executable, looks_like_markup, media_type_of
from gongkai.reports.reading.doc import read_doc
from gongkai.reports.reading.docx import read_docx
from gongkai.reports.reading.limits import LIMITS, TOO_DEEP
from gongkai.reports.reading.page import read_page
from gongkai.reports.reading.pdf import read_pdf
from gongkai.reports.reading.refusals import ReportUnreadable, unreadable
from gongkai.reports.reading.text import read_text
from gongkai.reports.reading.workbook import read_xls, read_xlsx
from gongkai.reports.reading.workbook_ods import read_ods
from gongkai.reports.source import Source

_KINDS = "可以读取 docx、doc、wps、xlsx、xls、et、ods、html、txt 和带文字的 pdf。"
_NO_FILE = "找不到这个文件，或者它不是普通文件。请检查路径后重试。"
_NOT_ALLOWED = "没有权限读取这个文件。请检查文件的权限后重试。"
_PICTURE = "这是图片，其中的文字无法读取。请使用年度报告的 Word、Excel 或网页文件，不要使用扫描件。"
_ARCHIVE = "这是压缩包，不是年度报告。请解压后使用其中的年度报告文件。"
_OFD = "暂不能读取 OFD 文件。请使用年度报告的 Word 文件，或者另存为带文字的 PDF 后重试。"
_SLIDES = "这是演示文稿，不是年度报告。请使用年度报告的 Word、Excel 或网页文件。"
_ODT = "暂不能读取 odt 文件。请用 Word、WPS 或 LibreOffice 打开，另存为 docx 后重试。"
_MHT = "这是单个文件网页（mht），暂不能读取。请用 Word 或 WPS 打开，另存为 docx 后重试。"
_WORD_XML = "这是 XML 格式的 Word 文件，暂不能读取。请用 Word 或 WPS 打开，另存为 docx 后重试。"
_UNKNOWN = "认不出文件的内容，没有读取。" + _KINDS
_MISMATCH = "文件内容不是“{extension}”，也认不出是什么，没有读取。请用原软件打开，另存后重试。" + _KINDS
_ARCHIVES = frozenset(
    {"application/x-rar", "application/x-7z-compressed", "application/gzip", "application/x-tar"}
)
_ODS_SIGN = b"application/vnd.oasis.opendocument.spreadsheet"
_WORD_XML_SIGN = b'progid="Word.Document"'
_PAGE_TAGS = re.compile(rb"</(?:td|table|p|div|span|body|html)\s*>", re.I)


def read_source(path: Path, *, name: str | None = None) -> Source:
    """Read a report from a file of any kind; its content decides, whatever its name ends with.

    ``name`` is the name its owner gave it, where the file lies under another. Raises ReportUnreadable with a
    sentence that says what to do. Nothing in the file is run and nothing outside is asked.
    """
    try:
        if not path.is_file():
            raise ReportUnreadable(_NO_FILE)
        size = path.stat().st_size
        if size == 0:
            raise FileRefused(Refusal.EMPTY, _UNKNOWN)
        if size > LIMITS.max_bytes:
            raise FileRefused(Refusal.TOO_LARGE, _UNKNOWN)
        return _read(path, extension_of(name or path.name))
    except FileRefused as refused:
        raise unreadable(refused) from refused
    except RecursionError as error:
        raise ReportUnreadable(TOO_DEEP) from error
    except OSError as error:
        raise ReportUnreadable(_NOT_ALLOWED if isinstance(error, PermissionError) else _NO_FILE) from error


def _read(path: Path, extension: str) -> Source:
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    media_type = media_type_of(head)
    if media_type == "application/zip":
        return _read_zip(path)
    if media_type == "application/x-ole-storage":
        return _read_ole(path)
    if media_type == "application/pdf":
        return read_pdf(path)
    if media_type == "text/rtf":
        return read_doc(path)
    if is_executable(media_type):
        raise FileRefused(Refusal.EXECUTABLE, _UNKNOWN)
    if media_type == "multipart/related":
        raise ReportUnreadable(_MHT)
    if media_type.startswith("image/") and not looks_like_markup(head):
        raise ReportUnreadable(_PICTURE)
    if media_type in _ARCHIVES:
        raise ReportUnreadable(_ARCHIVE)
    return _read_characters(path, head, media_type, extension)


def _read_zip(path: Path) -> Source:
    with open_archive(path, limits=LIMITS, budget=Budget.of(LIMITS)) as archive:
        family = family_of(archive)
        mimetype = next((member for member in archive.infolist() if member.filename == "mimetype"), None)
        declared = read_member(archive, mimetype, at_most=100) if mimetype else b""
    if family is Family.OOXML_TEXT:
        return read_docx(path)
    if family is Family.OOXML_SHEET:
        return read_xlsx(path.read_bytes())
    if declared.startswith(_ODS_SIGN):
        return read_ods(path)
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        raise ReportUnreadable(_ODT)
    raise ReportUnreadable(_OTHER_PACKAGES.get(family, _ARCHIVE))


def _read_ole(path: Path) -> Source:
    names = {name.lower() for name in OleFile(path.read_bytes()).names()}
    # A Word file may carry a workbook inside, whose names stand in the same list.
    if "worddocument" not in names and names & {"workbook", "book"}:
        sniff("report.xls", path, limits=LIMITS)
        return read_xls(path.read_bytes())
    if "powerpoint document" in names:
        raise ReportUnreadable(_SLIDES)
    return read_doc(path)


def _read_characters(path: Path, head: bytes, media_type: str, extension: str) -> Source:
    if _WORD_XML_SIGN in head[:2048]:
        raise ReportUnreadable(_WORD_XML)
    data = path.read_bytes()
    if not data.strip():
        raise FileRefused(Refusal.EMPTY, _UNKNOWN)
    if _is_page(head):
        return read_page(data)
    try:
        return read_text(data)
    except ReportUnreadable as error:
        if media_type.startswith("text/"):
            raise
        message = _MISMATCH.format(extension=extension) if extension else _UNKNOWN
        raise ReportUnreadable(message) from error


def _is_page(head: bytes) -> bool:
    """Whether characters are a web page or a piece of one; sixteen-bit characters have zeros between."""
    return looks_like_markup(head) or len(_PAGE_TAGS.findall(head.replace(b"\x00", b""))) > 2


_OTHER_PACKAGES = {Family.OFD: _OFD, Family.OOXML_SLIDES: _SLIDES}
