"""A document handed in as the body itself: docx, html or txt, checked like any file, then converted."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import BinaryIO

from django.conf import settings

from gongkai.documents import Converted, FileRefused, Limits, clean_html, docx_to_html, plain_to_html
from gongkai.documents.charset import decode_text
from gongkai.kernel.errors import InputRefused

#: What may become a body; everything else is attached.
BODY_EXTENSIONS = ("docx", "html", "htm", "txt")
MOST_BYTES = 30 * 1024 * 1024


def read_body(*, name: str, stream: BinaryIO) -> Converted:
    """The document as a clean body with its pictures («picture:<name>» in the HTML) and what to look at.

    Nothing is kept of the file. Raises InputRefused when it is too large, damaged, no docx, html or txt, or
    not what its name says.
    """
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in BODY_EXTENSIONS:
        raise InputRefused("只有 docx、html、txt 文件能转成正文；doc、wps 文件请先另存为 docx。")
    try:
        data = stream.read(MOST_BYTES + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        raise InputRefused("文件已损坏，读不出来，请重新打包或另存后再试。") from None
    if len(data) > MOST_BYTES:
        raise InputRefused("文件超过 30 MB，请压缩其中的图片后再转成正文，或作为附件上传。")
    try:
        if extension == "docx":
            return _from_docx(data)
        return Converted(html=_from_text(extension, data), pictures=[], notes=[])
    except FileRefused as refusal:
        raise InputRefused(refusal.message, code=str(refusal.code)) from None


def _from_docx(data: bytes) -> Converted:
    limits = Limits(max_bytes=settings.GONGKAI_MAX_UPLOAD_MB * 1024 * 1024)
    return docx_to_html(data, limits=limits)


def _from_text(extension: str, data: bytes) -> str:
    text = decode_text(data)
    if text is None:
        raise InputRefused("读不出文件的文字，请另存为 UTF-8 编码后再试。")
    return plain_to_html(text) if extension == "txt" else clean_html(text)


def with_kept_pictures(converted: Converted, keep: Callable[[str, bytes], str]) -> str:
    """The body with every picture kept by `keep(name, data)`, which returns the address to write instead."""
    addresses: Mapping[str, str] = {
        f"picture:{picture.name}": keep(_file_name(picture.name, picture.media_type), picture.data)
        for picture in converted.pictures
    }
    html = converted.html
    for placeholder in sorted(addresses, key=len, reverse=True):
        html = html.replace(f'"{placeholder}"', f'"{addresses[placeholder]}"')
    return html


def _file_name(name: str, media_type: str) -> str:
    extension = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}.get(
        media_type, "bin"
    )
    return name if name.lower().endswith(f".{extension}") else f"{name}.{extension}"
