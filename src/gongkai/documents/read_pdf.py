"""Text of PDF files: pages, properties, annotations, form values, links and attached files."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.pdf_gate import open_pdf
from gongkai.documents.reading import Reading

Nested = Callable[[Reading, str, bytes], None]
_ANNOTATION_KEYS = (b"Contents", b"V", b"DV", b"T", b"TU", b"Subj", b"RC")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")
_LONGEST_STRING = 1 << 20
# A scanned page may carry a page number as text.
_SCAN_CHARACTERS = 12


def read_pdf(reading: Reading, source: Path | bytes, *, nested: Nested) -> None:
    """Read a PDF; raises FileRefused when it cannot be opened. Pages without text are reported by number."""
    document = open_pdf(source)
    try:
        for key, value in document.get_metadata_dict(skip_empty=True).items():
            reading.add("文档属性", f"{key}：{value}")
        _read_pages(reading, document)
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            nested(reading, attachment.get_name() or "附件", bytes(attachment.get_data()))
    except pdfium.PdfiumError:
        reading.gap("PDF 文件的部分内容已损坏，无法检查。")
    finally:
        document.close()


def _read_pages(reading: Reading, document: pdfium.PdfDocument) -> None:
    total = len(document)
    scanned: list[int] = []
    pictured: list[int] = []
    garbled: list[int] = []
    for number in range(1, min(total, reading.limits.max_pages) + 1):
        page = document[number - 1]
        text = _page_text(page)
        reading.add(f"第{number}页", text)
        reading.add(f"第{number}页注释和表单", "\n".join(_annotations(page)))
        kinds = {element.type for element in page.get_objects(max_depth=4)}
        has_picture = raw.FPDF_PAGEOBJ_IMAGE in kinds
        if kinds and len(text.strip()) < (_SCAN_CHARACTERS if has_picture else 1):
            scanned.append(number)
        elif has_picture:
            pictured.append(number)
        if len(_UNREADABLE.findall(text)) * 10 > len(text) > 0:
            garbled.append(number)
        page.close()
    _report(reading, "PDF 第{pages}页没有可读的文字（可能是扫描件），请人工查看。", scanned)
    _report(reading, "PDF 第{pages}页含有图片，图片中的文字无法自动检查，请人工查看。", pictured)
    _report(reading, "PDF 第{pages}页的文字编码无法识别，请人工查看。", garbled)
    if total > reading.limits.max_pages:
        reading.gap("PDF 页数过多，后面的页没有检查。请拆分后上传。")


def _page_text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        # pdfium marks a hyphen at a line's end with U+FFFE and U+0002.
        found: str = textpage.get_text_range().replace("\ufffe", "-").replace("\x02", "-")
        return found.replace("\r\n", "\n")
    finally:
        textpage.close()


def _report(reading: Reading, sentence: str, pages: list[int]) -> None:
    if pages:
        shown = "、".join(str(page) for page in pages[:20]) + ("等" if len(pages) > 20 else "")
        reading.gap(sentence.format(pages=shown))


def _annotations(page: pdfium.PdfPage) -> Iterator[str]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            for key in _ANNOTATION_KEYS:
                value = _string(partial(raw.FPDFAnnot_GetStringValue, annotation, key))
                if value.strip():
                    yield value
            yield from _link(page, annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _link(page: pdfium.PdfPage, annotation: object) -> Iterator[str]:
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return
    size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    if 1 < size <= _LONGEST_STRING:
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
        yield buffer.value.decode("utf-8", "replace")


def _string(fetch: Callable[[object, int], int]) -> str:
    size = fetch(None, 0)
    if not 2 < size <= _LONGEST_STRING:
        return ""
    buffer = ctypes.create_string_buffer(size)
    fetch(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
