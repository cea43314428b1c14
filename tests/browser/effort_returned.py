"""What six departments sent back for the month: their forms filled in, with the files these name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
import openpyxl

from tests.browser.effort_papers import write_sheet

ZERO, NOT_APPLICABLE, ITEM = "zero", "not_applicable", "item"
_FIRST_ROW = 4
_HEADS = 3


@dataclass(frozen=True)
class Answer:
    """What a department says of one line: an item with its text in the form or in a file, or nothing."""

    kind: str = ITEM
    text: str = ""
    file: tuple[str, ...] = ()
    attached: str = ""
    why: str = ""


#: Line → what its department says. Nine items, eight times nothing, one line that does not apply.
ANSWERS: Mapping[str, Answer] = {
    "惠企政策兑现情况": Answer(text="本月为十二家企业兑现技术改造奖补资金一百八十万元。"),
    "中小企业培育情况": Answer(
        file=("本月新增专精特新中小企业四家，累计六十一家。", "下月组织申报辅导会两场。"),
        attached="专精特新中小企业名单",
    ),
    "企业诉求办理情况": Answer(ZERO),
    "部门预算执行情况": Answer(text="截至本月底，部门预算执行率为百分之八十九点二。"),
    "政府采购意向": Answer(ZERO),
    "专项资金分配结果": Answer(ZERO),
    "工业领域安全检查情况": Answer(
        file=("本月检查工业企业二十七家，发现隐患四十三处。", "已整改四十一处，其余限期整改。")
    ),
    "重大隐患整改情况": Answer(ZERO),
    "安全生产培训情况": Answer(text="本月举办安全生产培训一期，参加一百二十人。"),
    "数字化改造进展情况": Answer(text="本月新增数字化车间三个，上云企业十五家。"),
    "工业互联网平台建设情况": Answer(ZERO),
    "网络安全检查情况": Answer(ZERO),
    "工业节能监察情况": Answer(
        text="本月完成节能监察五家，未发现违法用能行为。", attached="节能监察企业名单"
    ),
    "绿色制造名单": Answer(ZERO),
    "淘汰落后产能情况": Answer(NOT_APPLICABLE, why="本年度没有淘汰任务"),
    "规模以上工业运行情况": Answer(
        file=("本月规模以上工业增加值同比增长百分之五点三。", "三十四个行业大类中二十六个增长。")
    ),
    "重点项目建设进度": Answer(text="本月重点工业项目完成投资六点四亿元。"),
    "用电用气保障情况": Answer(ZERO),
}


def title_of(name: str, day: date) -> str:
    """The title of the month's item of a line."""
    return f"{day.year}年{day.month}月{name}"


def file_name(name: str) -> str:
    """The file that bears the text of a line."""
    return f"{name}.docx"


def sheet_name(answer: Answer) -> str:
    """The workbook beside an item."""
    return f"{answer.attached}.xlsx"


def fill_in(form: Path, day: date) -> list[Path]:
    """Fill a department's form and lie beside it the files it names; gives the form and these."""
    filled = _fill_workbook(form, day) if form.suffix == ".xlsx" else _fill_document(form, day)
    beside = []
    for name in filled:
        answer = ANSWERS[name]
        if answer.file:
            beside.append(_text_file(form.parent / file_name(name), answer.file))
        if answer.attached:
            path = form.parent / sheet_name(answer)
            beside.append(write_sheet(path, ("序号", "企业名称"), ("1", answer.attached)))
    return [form, *beside]


def _texts(name: str, day: date) -> dict[str, str]:
    """What goes into the fields of a line, by their labels."""
    answer = ANSWERS[name]
    if answer.kind == ZERO:
        return {"零报告": "√"}
    if answer.kind == NOT_APPLICABLE:
        return {"说明": answer.why}
    texts = {"标题": title_of(name, day), "日期": day.isoformat(), "正文": answer.text}
    if answer.file:
        texts["正文文件名"] = file_name(name)
    if answer.attached:
        texts["附件文件名"] = sheet_name(answer)
    return texts


def _fill_workbook(form: Path, day: date) -> list[str]:
    book = openpyxl.load_workbook(form)
    page = book.active
    heads = [cell.value for cell in page[_HEADS]]
    filled = []
    for row in page.iter_rows(min_row=_FIRST_ROW):
        name = str(row[heads.index("公开事项")].value)
        filled.append(name)
        for label, text in _texts(name, day).items():
            row[heads.index(label)].value = text
    book.save(form)
    return filled


def _fill_document(form: Path, day: date) -> list[str]:
    document = docx.Document(str(form))
    heads = [one.text for one in document.paragraphs if re.match(r"\d+\. ", one.text)]
    filled = []
    for head, table in zip(heads, document.tables, strict=True):
        name = next(one for one in ANSWERS if f" {one}（" in head)
        filled.append(name)
        texts = _texts(name, day)
        for row in table.rows:
            row.cells[1].text = texts.get(row.cells[0].text, row.cells[1].text)
    document.save(str(form))
    return filled


def _text_file(path: Path, paragraphs: tuple[str, ...]) -> Path:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return path
