"""The month's form of a department: an Excel sheet or a Word document to fill in and send back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import docx
import xlsxwriter
from docx.shared import Pt, RGBColor

from gongkai.duty_list.month import Duty
from gongkai.kernel.models import Department
from gongkai.law.duty_list import rhythm_words

KEY_HEAD = "编号（请勿改动）"
#: Heads of the columns to fill in, with what goes into each.
FILLED: tuple[tuple[str, str], ...] = (
    ("标题", "公开的信息的标题"),
    ("日期", "成文日期，如 2026-11-08"),
    ("正文", "短的直接写在格里；长的另存 Word，在后一格写文件名"),
    ("正文文件名", "随填报单一起交回的 docx 文件的名称"),
    ("附件文件名", "几个附件用；分开"),
    ("零报告", "没有应公开的信息，填 √"),
    ("说明", "不适用的写明理由；其他要说的也写在这里"),
)
_TITLE = "{month}公开填报单（{department}）"
_GUIDE = "每一项填标题、日期和正文，没有的在“零报告”填 √。填好后连同正文和附件交回公开办。编号请勿改动。"
_NOTHING = "本月没有要填报的事项。"


def key_of(duty: Duty) -> str:
    """What a row of a form is known by when it comes back."""
    return f"DL-{duty.line.pk}-{duty.term.key}"


def form_workbook(department: Department, month: date, duties: Sequence[Duty]) -> bytes:
    """The form as an xlsx; each row bears its key in a hidden column."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("本月填报单")
    title = book.add_format({"bold": True, "font_size": 15})
    head = book.add_format({"bold": True, "bg_color": "#ECEFF4", "border": 1, "text_wrap": True})
    fixed = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#F7F8FA"})
    blank = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.write_string(0, 0, _title(department, month), title)
    sheet.write_string(1, 0, _GUIDE if duties else _NOTHING)
    heads = ("序号", "公开事项", "公开内容", "所属期", "期限", *(name for name, _ in FILLED), KEY_HEAD)
    for place, (words, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width, None, {"hidden": words == KEY_HEAD})
        sheet.write_string(2, place, words, head)
    for row, duty in enumerate(duties, start=3):
        for place, text in enumerate(_facts(duty)):
            sheet.write_string(row, place, text, fixed)
        for place in range(5, 5 + len(FILLED)):
            sheet.write_blank(row, place, None, blank)
        sheet.write_string(row, len(heads) - 1, key_of(duty), fixed)
    zero = 5 + [name for name, _ in FILLED].index("零报告")
    if duties:
        sheet.data_validation(3, zero, 2 + len(duties), zero, {"validate": "list", "source": ["√"]})
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return stream.getvalue()


_WIDTHS = (6, 22, 26, 13, 12, 30, 12, 40, 20, 20, 8, 24, 20)


def _facts(duty: Duty) -> tuple[str, str, str, str, str]:
    line = duty.line
    return line.serial, line.level2, line.content, duty.term.label, duty.term.due_on.isoformat()


def form_document(department: Department, month: date, duties: Sequence[Duty]) -> bytes:
    """The form as a docx: a table of two columns for each line, label and blank."""
    document = docx.Document()
    document.add_heading(_title(department, month), level=1)
    document.add_paragraph(_GUIDE if duties else _NOTHING)
    for place, duty in enumerate(duties, start=1):
        document.add_heading(f"{place}. {duty.line.level2}（{duty.term.label}）", level=2)
        due = f"{rhythm_words(duty.line.rhythm)}，期限 {duty.term.due_on.isoformat()}"
        document.add_paragraph("。".join(filter(None, (duty.line.content, due))))
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for label, _ in FILLED:
            cells = table.add_row().cells
            cells[0].text = label
        cells = table.add_row().cells
        cells[0].text = KEY_HEAD
        run = cells[1].paragraphs[0].add_run(key_of(duty))
        run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x80, 0x80, 0x80)
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = Pt(90), Pt(360)
        # A table that ends the document is lost when it is saved in an old format.
        document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _title(department: Department, month: date) -> str:
    return _TITLE.format(month=f"{month.year}年{month.month}月", department=department.name)
