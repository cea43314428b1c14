"""All text of a file, hidden places included, for screening: the dispatch to the reader of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.documents.charset import decode_text
from gongkai.documents.errors import FileRefused
from gongkai.documents.filetypes import FileType, extension_of
from gongkai.documents.limits import DEFAULT_LIMITS, Limits
from gongkai.documents.markup_text import all_markup_text
from gongkai.documents.ole import SIGNATURE as OLE_SIGNATURE
from gongkai.documents.read_archive import read_archive
from gongkai.documents.read_legacy import read_legacy, read_legacy_sheet
from gongkai.documents.read_ofd import read_ofd
from gongkai.documents.read_ooxml import read_ooxml
from gongkai.documents.read_pdf import read_pdf
from gongkai.documents.reading import Reading
from gongkai.documents.results import Extraction

Source = Path | bytes
_PICTURES = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "emf", "wmf", "jp2", "heic"}
)
_SOUNDS = frozenset({"mp3", "mp4", "wav", "avi", "mov", "m4a"})


def extract_text(
    path: Path | str | bytes, file_type: FileType | str, *, limits: Limits = DEFAULT_LIMITS
) -> Extraction:
    """Return all text of the file at ``path`` (or of its bytes), with the place of each stretch.

    ``file_type`` is what ``sniff`` returned, or an extension. Headers, comments, tracked changes, text boxes,
    hidden sheets, properties, annotations and nested files are read. What cannot be read, such as pictures,
    scans and the old binary formats, makes ``complete`` False with a note; never raises for content.
    """
    source = Path(path) if isinstance(path, str) else path
    extension = file_type.extension if isinstance(file_type, FileType) else file_type.lower().lstrip(".")
    reading = Reading.within(limits)
    read_into(reading, source, extension)
    return reading.result()


def read_into(reading: Reading, source: Source, extension: str) -> None:
    """Read one file, top level or nested, into ``reading``."""
    try:
        reader = _READERS.get(extension)
        if reader:
            reader(reading, source)
        elif extension in _PICTURES:
            reading.gap("图片中的文字无法自动检查，请人工查看。")
        elif extension in _SOUNDS:
            reading.gap("音频和视频的内容无法自动检查，请人工收听收看。")
        else:
            reading.gap("这种格式的内容无法自动检查，请人工查看。")
    except FileRefused as refused:
        reading.gap(refused.message)


def bytes_of(source: Source) -> bytes:
    """Return a source's bytes."""
    return source if isinstance(source, bytes) else source.read_bytes()


def _read_plain(reading: Reading, source: Source) -> None:
    text = decode_text(bytes_of(source))
    if text is None:
        reading.gap("文本文件的编码无法识别，内容未检查。请另存为 UTF-8 编码。")
    else:
        reading.add("正文", text)


def _read_markup(reading: Reading, source: Source) -> None:
    text = decode_text(bytes_of(source))
    if text is None:
        reading.gap("网页文件的编码无法识别，内容未检查。")
    else:
        reading.add("正文", all_markup_text(text))


def _read_word(reading: Reading, source: Source) -> None:
    read_legacy(reading, bytes_of(source)) if _is_ole(source) else _read_package(reading, source)


def _read_sheet(reading: Reading, source: Source) -> None:
    read_legacy_sheet(reading, bytes_of(source)) if _is_ole(source) else _read_package(reading, source)


def _read_package(reading: Reading, source: Source) -> None:
    read_ooxml(reading, source, nested=_read_nested)


def _read_zip(reading: Reading, source: Source) -> None:
    read_archive(reading, source, nested=_read_nested)


def _read_ofd(reading: Reading, source: Source) -> None:
    read_ofd(reading, source, nested=_read_nested)


def _read_pdf(reading: Reading, source: Source) -> None:
    read_pdf(reading, source, nested=_read_nested)


def _read_nested(reading: Reading, name: str, data: bytes) -> None:
    """Read a file found inside another; its name is text too."""
    inner = reading.inside(name)
    reading.add("所含文件的文件名", name)
    if inner.depth > reading.limits.max_depth + 2:
        inner.gap("嵌套层数过多，内容未检查。")
    elif data:
        read_into(inner, data, extension_of(name) or "bin")


def _is_ole(source: Source) -> bool:
    if isinstance(source, bytes):
        return source.startswith(OLE_SIGNATURE)
    with source.open("rb") as stream:
        return stream.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE


_READERS: dict[str, Callable[[Reading, Source], None]] = {
    **dict.fromkeys(("docx", "pptx", "xlsx", "dotx", "docm", "xlsm", "pptm", "ppsx"), _read_package),
    **dict.fromkeys(("doc", "wps", "ppt", "dps", "bin", "ole"), _read_word),
    **dict.fromkeys(("xls", "et"), _read_sheet),
    **dict.fromkeys(("txt", "csv", "md", "json", "log"), _read_plain),
    **dict.fromkeys(("html", "htm", "xml", "svg"), _read_markup),
    "pdf": _read_pdf,
    "ofd": _read_ofd,
    "zip": _read_zip,
}
