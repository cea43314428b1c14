"""Small official documents for one rule each, as docx made on the spot."""

from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from gongkai.documents.official import FieldKey, OfficialReading, read_official

ORGAN = "海岳市文川区教育局"
C, R = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def sheet(
    *text: str, head=("海岳市文川区教育局文件",), number="文教发〔2023〕5号", title=("关于开学工作的通知",),
    organ=(ORGAN,), day="2023年5月8日", end=(),
) -> bytes:  # fmt: skip
    """A document of these parts; what is empty is left out."""
    document = docx.Document()
    for line in head:
        _put(document, line, C, 36, red=True)
    for line in (number,) if number else ():
        _put(document, line, C, 16)
    for line in title:
        _put(document, line, C, 22)
    _put(document, "各学校：", None, 16)
    for line in text or ("请认真做好开学工作。",):
        _put(document, line, None, 16)
    for line in (*organ, *((day,) if day else ())):
        _put(document, line, R, 16)
    for line in end:
        _put(document, line, None, 14)
    return saved(document)


def _put(document, text: str, side, size: float, red: bool = False) -> None:
    made = document.add_paragraph()
    made.alignment = side
    run = made.add_run(text)
    run.font.size = Pt(size)
    if red:
        run.font.color.rgb = RGBColor(0xE6, 0, 0)


def saved(document) -> bytes:
    """What ``document.save`` writes."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes, name: str = "文件.docx") -> OfficialReading:
    """The reading of one file."""
    return read_official(data, name)


def field(data: bytes, key: FieldKey):
    """One field of its reading."""
    return read(data).fields[key]
