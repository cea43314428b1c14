"""What lies on the clerk's disk before she begins: a piece of news, a document with its interpretation."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import xlsxwriter
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.text.run import Run
from PIL import Image, ImageDraw

ORGAN = "海岳市文川区工业和信息化局"
NEWS_TITLE = "区工信局到园区开展设备更新政策宣讲"
NEWS_TEXT = (
    "近日，区工信局组织业务骨干到文川经济开发区开展设备更新政策宣讲，来自园区的三十家企业参加。",
    "宣讲会围绕支持范围、申报条件、补助标准作了讲解，现场解答企业提出的问题十六个。",
    "下一步，区工信局将逐户上门服务，帮助企业用好用足政策。",
)
PAPER_TITLE = "关于印发文川区绿色工厂认定办法的通知"
PAPER_TEXT = (
    "各镇人民政府，有关企业：",
    "现将《文川区绿色工厂认定办法》印发给你们，请认真贯彻执行。",
    "第一条　为推进工业绿色发展，规范绿色工厂的认定和管理，制定本办法。",
    "第二条　在本区登记注册、具有独立法人资格的工业企业，可以申请认定。",
    "第三条　绿色工厂每年认定一次，名单向社会公布。",
)
PUBLIC = "（此件公开发布）"
ATTACHMENT = "文川区绿色工厂认定申请表"
READING_TITLE = "《文川区绿色工厂认定办法》政策解读"
READING_TEXT = (
    "一、制定背景",
    "为推进工业绿色发展，引导企业节能降耗，制定本办法。",
    "二、主要内容",
    "办法明确了申请条件、认定周期和结果公布的方式。",
)


def number_of(day: date) -> str:
    """The document's number in the year of the day."""
    return f"文工信发〔{day.year}〕31号"


def day_words(day: date) -> str:
    """The day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_force(day: date) -> tuple[date, date]:
    """The days between which the document of that day is in force: three years from the next one on."""
    return date(day.year + 1, 1, 1), date(day.year + 3, 12, 31)


def paper_text(day: date) -> tuple[str, ...]:
    """What stands between the document's number and its end, as it is marked to be copied."""
    begin, end = in_force(day)
    last = f"第四条　本办法自{day_words(begin)}起施行，有效期至{day_words(end)}。"
    return (*PAPER_TEXT, last, f"附件：{ATTACHMENT}", ORGAN, day_words(day), PUBLIC)


def write_news(folder: Path, *, with_title: bool = True) -> Path:
    """The piece of news with its two photographs; without its title once that was cut out."""
    document = docx.Document()
    if with_title:
        _put(document, NEWS_TITLE, WD_ALIGN_PARAGRAPH.CENTER, 22)
    for place, words in enumerate(NEWS_TEXT):
        _put(document, words)
        if place < 2:
            document.add_picture(io.BytesIO(_photograph(place)), width=Cm(12))
    return _saved(document, folder / f"{NEWS_TITLE}.docx")


def write_paper(folder: Path, day: date) -> Path:
    """The red-head document."""
    document = docx.Document()
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _put(document, f"{ORGAN}文件", centre, 36).font.color.rgb = RGBColor(0xE6, 0, 0)
    _put(document, number_of(day), centre)
    _put(document, PAPER_TITLE, centre, 22)
    *text, organ, on, public = paper_text(day)
    for words in text:
        _put(document, words)
    _put(document, organ, right)
    _put(document, on, right)
    _put(document, public)
    return _saved(document, folder / f"{PAPER_TITLE}.docx")


def write_reading(folder: Path, *, with_title: bool = True) -> Path:
    """The interpretation; without its title once that was cut out."""
    document = docx.Document()
    if with_title:
        _put(document, READING_TITLE, WD_ALIGN_PARAGRAPH.CENTER, 22)
    for words in READING_TEXT:
        _put(document, words)
    return _saved(document, folder / "政策解读.docx")


def write_form(folder: Path) -> Path:
    """The form that the document lists as its attachment."""
    return write_sheet(folder / f"{ATTACHMENT}.xlsx", ("企业名称", "统一社会信用代码", "综合能耗"))


def write_sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    """A workbook of these rows, the same bytes each time."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 1, 5, tzinfo=UTC)})
    page = book.add_worksheet()
    for place, row in enumerate(rows):
        page.write_row(place, 0, row)
    book.close()
    return path


def _put(document: DocxDocument, words: str, side: object = None, size: float = 16) -> Run:
    made = document.add_paragraph()
    made.alignment = side
    run = made.add_run(words)
    run.font.size = Pt(size)
    return run


def _photograph(shade: int) -> bytes:
    """A picture of its own."""
    picture = Image.new("RGB", (640, 400), (90 + 60 * shade, 120, 150))
    ImageDraw.Draw(picture).ellipse((120, 60, 520, 340), fill=(220, 200, 90 + 60 * shade))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _saved(document: DocxDocument, path: Path) -> Path:
    document.save(str(path))
    return path
