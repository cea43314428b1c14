"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import codecs
import re

import magic

from gongkai.documents.ole import SIGNATURE as OLE_SIGNATURE

_BY_PREFIX: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (OLE_SIGNATURE, "application/x-ole-storage"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"{\\rtf", "text/rtf"),
    (b"MZ", "application/x-dosexec"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"#!", "text/x-script"),
    (b"Rar!", "application/x-rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"MIME-Version:", "multipart/related"),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|script|svg|iframe|img|meta|link|table|form|style|base|object|embed|a\s|p>|div|"
    r"\?php|%@|!--\[if)",
    re.I,
)
_XML_SVG = re.compile(r"<svg[\s>]", re.I)
_EXECUTABLE_TYPES = re.compile(
    r"application/(?:x-(?:dosexec|executable|pie-executable|sharedlib|mach-binary|object|msi|elf|ms-shortcut|"
    r"ms-dos-executable)|vnd\.microsoft\.portable-executable|java-vm|java-archive|x-java-applet|vnd\.android.*)|"
    r"text/x-(?:script|shellscript|php|msdos-batch)"
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_CHINESE = re.compile("[\u4e00-\u9fa5]")
_ENOUGH_CHINESE = 0.3
HEAD_BYTES = 64 * 1024


def media_type_of(head: bytes) -> str:
    """Return the media type of content by its first bytes; text comes out as text/plain or text/html."""
    for prefix, media_type in _BY_PREFIX:
        if head.startswith(prefix):
            return media_type
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "application/pdf"
    if head[4:8] == b"ftyp" and head[8:12] not in _PICTURE_BRANDS:
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if looks_like_markup(head):
        return "text/html"
    told = str(magic.from_buffer(head, mime=True))
    # Chinese text in GB, or cut within a character, may begin with what an old program begins with.
    return "text/plain" if told.startswith("application/") and _is_chinese(head) else told


def _is_chinese(head: bytes) -> bool:
    """Whether content is Chinese text; a program has control characters among its first bytes."""
    if _CONTROLS.search(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return bool(text) and len(_CHINESE.findall(text)) >= _ENOUGH_CHINESE * len(text)
    return False


def is_executable(media_type: str) -> bool:
    """Whether a media type is a program or a script."""
    return _EXECUTABLE_TYPES.fullmatch(media_type) is not None


def looks_like_markup(head: bytes) -> bool:
    """Whether content begins like HTML, SVG or a page script, in UTF-8, GB or UTF-16."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    text = head[:8192].decode(encoding, "replace").removeprefix("ï»¿").lstrip("\ufeff \t\r\n\x00")
    if _MARKUP.match(text):
        return True
    is_xml = text.startswith(("<?xml", "<!--", "<!DOCTYPE svg"))
    return is_xml and (_XML_SVG.search(text) is not None or re.search(r"<html[\s>]", text, re.I) is not None)


def is_mpeg_audio(head: bytes) -> bool:
    """Whether content is MP3: a tag, or a frame header with a real version, layer and bit rate."""
    if head.startswith(b"ID3"):
        return True
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, bit_rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4
    return version != 1 and layer == 1 and bit_rate not in (0, 15)
