"""Look at a file handed in: is it what its name says, is it harmless, is it one of the kinds taken in."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

from gongkai.documents import pdf_gate
from gongkai.documents.archive import (
    ENCRYPTED_MESSAGE,
    Budget,
    open_archive,
    read_member,
    shown_name,
)
from gongkai.documents.charset import decode_text
from gongkai.documents.errors import FileRefused, Refusal
from gongkai.documents.filetypes import KNOWN_TYPES, Family, FileType, KnownType, extension_of
from gongkai.documents.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from gongkai.documents.ole import OleFile
from gongkai.documents.package import family_of, judge_package
from gongkai.documents.signatures import (
    HEAD_BYTES,
    is_executable,
    is_mpeg_audio,
    looks_like_markup,
    media_type_of,
)

_MACROS = "文件含有宏，不能接收。请在原软件中另存为不含宏的格式（如 docx、xlsx）后上传。"
_HTML = "文件内容是网页代码，与扩展名“{extension}”不符。请用 Word、WPS 或 Excel 打开后另存为真正的文档格式。"
_TOO_LARGE = "文件超过 {most} MB，不能接收。请压缩图片或拆分后上传。"
_IN_ARCHIVE = "压缩包内的文件“{name}”不能接收：{reason}"
_EXECUTABLE = "文件内容是程序，不能接收。请检查文件来源，确认安全后只上传文档本身。"
_MISMATCH = "文件内容与扩展名“{extension}”不符。请用原软件打开，另存为“{extension}”格式后再上传。"
_NOT_ALLOWED = "不接收扩展名为“{extension}”的文件。可上传：{allowed}。"
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Written by the desktop and not by a person; they need only be no programs.
_DESKTOP_MEMBERS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def sniff(name: str, path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> FileType:
    """Return what the file at ``path``, called ``name`` by its owner, is.

    The content is judged, not the name alone: programs, web pages under another name, macros, encryption,
    zip bombs and members that leave their folder raise FileRefused with a Chinese message that says what to
    do. Nothing is unpacked beyond ``limits``.
    """
    file = Path(path)
    known = _known_type(name)
    size = file.stat().st_size
    if size == 0:
        raise FileRefused(Refusal.EMPTY, "文件是空的，请检查后重新上传。")
    if size > limits.max_bytes:
        raise FileRefused(Refusal.TOO_LARGE, _TOO_LARGE.format(most=limits.max_bytes // MEGABYTE))
    _judge_content(known, file, limits, Budget.of(limits), depth=0)
    return known.file_type


def _known_type(name: str) -> KnownType:
    if not name.strip() or any(char in _INVISIBLE or ord(char) < 32 for char in name):
        raise FileRefused(Refusal.BAD_NAME, "文件名为空或含有不可见字符，请改名后重新上传。")
    extension = extension_of(name)
    known = KNOWN_TYPES.get(extension)
    if known is None:
        allowed = "、".join(KNOWN_TYPES)
        message = _NOT_ALLOWED.format(extension=extension or "无", allowed=allowed)
        raise FileRefused(Refusal.TYPE_NOT_ALLOWED, message)
    return known


Source = Path | bytes


def _judge_content(known: KnownType, source: Source, limits: Limits, budget: Budget, *, depth: int) -> None:
    extension = known.file_type.extension
    head = _head(source)
    media_type = media_type_of(head)
    if is_executable(media_type):
        raise FileRefused(Refusal.EXECUTABLE, _EXECUTABLE)
    if looks_like_markup(head):
        raise FileRefused(Refusal.HTML, _HTML.format(extension=extension))
    if not any(_GATES[family](known, source, head, media_type) for family in known.families):
        judged = _judge_container(known, source, media_type, limits, budget, depth)
        if not judged:
            raise FileRefused(Refusal.CONTENT_MISMATCH, _MISMATCH.format(extension=extension))


def _judge_container(
    known: KnownType, source: Source, media_type: str, limits: Limits, budget: Budget, depth: int
) -> bool:
    if media_type == "application/x-ole-storage":
        return _judge_ole(known, _whole(source))
    if media_type != "application/zip":
        return False
    with open_archive(source, limits=limits, budget=budget) as archive:
        family = family_of(archive)
        if family is not Family.ARCHIVE:
            judge_package(archive)
            return family in known.families
        if Family.ARCHIVE not in known.families:
            return False
        if depth >= limits.max_depth:
            raise FileRefused(Refusal.ZIP_BOMB, "压缩包内层层嵌套压缩包，不能接收。请解开后直接上传文件。")
        for member in archive.infolist():
            if not member.is_dir():
                content = read_member(archive, member)
                _judge_member(shown_name(member), content, limits, budget, depth=depth + 1)
    return True


def _judge_member(name: str, content: bytes, limits: Limits, budget: Budget, *, depth: int) -> None:
    """Judge one file of an archive; the refusal names it."""
    if not content:
        return
    if _is_written_by_desktop(name):
        if is_executable(media_type_of(content[:HEAD_BYTES])):
            raise FileRefused(Refusal.EXECUTABLE, _EXECUTABLE)
        return
    try:
        _judge_content(_known_type(name.rpartition("/")[2]), content, limits, budget, depth=depth)
    except FileRefused as refused:
        message = _IN_ARCHIVE.format(name=name, reason=refused.message)
        code = Refusal.ZIP_MEMBER if refused.code is Refusal.TYPE_NOT_ALLOWED else refused.code
        raise FileRefused(code, message) from refused


def _is_written_by_desktop(name: str) -> bool:
    return name.startswith(_DESKTOP_MEMBERS[0]) or name.rpartition("/")[2] in _DESKTOP_MEMBERS[1:]


def _judge_ole(known: KnownType, data: bytes) -> bool:
    ole = OleFile(data)
    names = ole.names()
    if "EncryptedPackage" in names or _is_encrypted_ole(ole):
        raise FileRefused(Refusal.ENCRYPTED, ENCRYPTED_MESSAGE)
    lowered = {name.lower() for name in names}
    if lowered & {"macros", "vba", "_vba_project_cur", "_vba_project"}:
        raise FileRefused(Refusal.MACROS, _MACROS)
    if "worddocument" in lowered:
        return Family.OLE_TEXT in known.families
    if lowered & {"workbook", "book"}:
        return Family.OLE_SHEET in known.families
    return "powerpoint document" in lowered and Family.OLE_SLIDES in known.families


def _is_encrypted_ole(ole: OleFile) -> bool:
    text = ole.stream("WordDocument")
    if text and len(text) > 12 and struct.unpack_from("<H", text, 10)[0] & 0x0100:
        return True
    book = ole.stream("Workbook") or ole.stream("Book") or b""
    at = 0
    # A protected workbook has a FILEPASS record (0x2F) among its first records.
    for _ in range(8):
        if at + 4 > len(book):
            break
        record, length = struct.unpack_from("<HH", book, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return ole.stream("EncryptedSummary") is not None


def _head(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:HEAD_BYTES]
    with source.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def _whole(source: Source) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _is_pdf(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    if media_type != "application/pdf":
        return False
    pdf_gate.judge_pdf(source)
    return True


def _is_text(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    binary = media_type.startswith(("application/", "image/", "audio/", "video/"))
    known_binary = binary and media_type not in ("application/octet-stream", "application/json")
    return not known_binary and decode_text(_whole(source)) is not None


def _is_image(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    return media_type == known.file_type.media_type


def _is_audio(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    return is_mpeg_audio(head)


def _is_video(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    return media_type == "video/mp4"


def _needs_a_look_inside(known: KnownType, source: Source, head: bytes, media_type: str) -> bool:
    return False


_Gate = Callable[[KnownType, Source, bytes, str], bool]
_GATES: dict[Family, _Gate] = {
    **dict.fromkeys(Family, _needs_a_look_inside),
    Family.PDF: _is_pdf,
    Family.PLAIN: _is_text,
    Family.IMAGE: _is_image,
    Family.AUDIO: _is_audio,
    Family.VIDEO: _is_video,
}
