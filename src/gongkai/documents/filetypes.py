"""The kinds of file that are taken in, by the ending of their name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What the content must be, whatever the name says."""

    PDF = "pdf"
    OFD = "ofd"
    OOXML_TEXT = "ooxml_text"
    OOXML_SHEET = "ooxml_sheet"
    OOXML_SLIDES = "ooxml_slides"
    OLE_TEXT = "ole_text"
    OLE_SHEET = "ole_sheet"
    OLE_SLIDES = "ole_slides"
    PLAIN = "plain"
    IMAGE = "image"
    ARCHIVE = "archive"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file as the portal names it; ``extension`` is lower case without a dot."""

    extension: str
    media_type: str
    label: str


@dataclass(frozen=True, slots=True)
class KnownType:
    """A FileType with the content families that may stand under its name."""

    file_type: FileType
    families: frozenset[Family]


_OOXML = "application/vnd.openxmlformats-officedocument"
_TEXT_FAMILIES = (Family.OLE_TEXT, Family.OOXML_TEXT)
_SHEET_FAMILIES = (Family.OLE_SHEET, Family.OOXML_SHEET)
_ROWS: tuple[tuple[str, str, str, tuple[Family, ...]], ...] = (
    ("pdf", "application/pdf", "PDF 文件", (Family.PDF,)),
    ("ofd", "application/ofd", "OFD 版式文件", (Family.OFD,)),
    ("docx", f"{_OOXML}.wordprocessingml.document", "Word 文档", (Family.OOXML_TEXT,)),
    ("doc", "application/msword", "Word 文档", (Family.OLE_TEXT,)),
    ("wps", "application/vnd.ms-works", "WPS 文字文档", _TEXT_FAMILIES),
    ("xlsx", f"{_OOXML}.spreadsheetml.sheet", "Excel 表格", (Family.OOXML_SHEET,)),
    ("xls", "application/vnd.ms-excel", "Excel 表格", (Family.OLE_SHEET,)),
    ("et", "application/vnd.ms-excel", "WPS 表格", _SHEET_FAMILIES),
    ("pptx", f"{_OOXML}.presentationml.presentation", "演示文稿", (Family.OOXML_SLIDES,)),
    ("ppt", "application/vnd.ms-powerpoint", "演示文稿", (Family.OLE_SLIDES,)),
    ("txt", "text/plain", "文本文件", (Family.PLAIN,)),
    ("csv", "text/csv", "CSV 数据表", (Family.PLAIN,)),
    ("jpg", "image/jpeg", "JPG 图片", (Family.IMAGE,)),
    ("jpeg", "image/jpeg", "JPG 图片", (Family.IMAGE,)),
    ("png", "image/png", "PNG 图片", (Family.IMAGE,)),
    ("gif", "image/gif", "GIF 图片", (Family.IMAGE,)),
    ("webp", "image/webp", "WebP 图片", (Family.IMAGE,)),
    ("zip", "application/zip", "ZIP 压缩包", (Family.ARCHIVE,)),
    ("mp3", "audio/mpeg", "MP3 音频", (Family.AUDIO,)),
    ("mp4", "video/mp4", "MP4 视频", (Family.VIDEO,)),
)

KNOWN_TYPES: dict[str, KnownType] = {
    extension: KnownType(FileType(extension, media_type, label), frozenset(families))
    for extension, media_type, label, families in _ROWS
}


def extension_of(name: str) -> str:
    """Return the lower-case ending of a file name without the dot, or an empty string."""
    stem, dot, ending = name.strip().rstrip(".").rpartition(".")
    return ending.strip().lower() if dot and stem else ""
