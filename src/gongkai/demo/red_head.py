"""A red-head document as the office's typist leaves it, to be dropped in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

#: Written into the files, so that the same content is the same file.
_MADE = datetime(2023, 1, 1)  # noqa: DTZ001 - a property of a document, which knows no zone
_RED = RGBColor(0xE0, 0x10, 0x10)
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def red_head(
    *, organ: str, number: str, title: str, lines: Sequence[str], day: date, end: Sequence[str]
) -> bytes:
    """The docx: red head and number, title, text, signature and date, then what stands below the line.

    What bears no number has no red head.
    """
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _MADE
    document.core_properties.author = organ
    if number:
        head = _line(document, f"{organ}文件", 32, _CENTRE)
        head.runs[0].font.color.rgb = _RED
        _line(document, number, 16, _CENTRE)
    _line(document, title, 22, _CENTRE)
    for text in lines:
        _line(document, text, 16)
    _line(document, organ, 16, _RIGHT)
    _line(document, f"{day.year}年{day.month}月{day.day}日", 16, _RIGHT)
    for text in end:
        _line(document, text, 14)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _line(document: Document, text: str, size: int, side: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    paragraph = document.add_paragraph()
    if side is not None:
        paragraph.alignment = side
    paragraph.add_run(text).font.size = Pt(size)
    return paragraph
