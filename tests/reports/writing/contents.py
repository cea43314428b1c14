"""Reports to be written out: with zeros, with the figures of a large county, and with remarks and blanks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongkai.law.report_form import TABLE3, TABLE4, CellId, Form, form_for
from gongkai.reports.content import Content, Passage

ORGAN = "清河县自然资源和规划局"
SENTENCE = (
    "全年通过政府网站发布政府信息96条，其中机构职能3条、业务动态50条、政策文件及解读11条，"
    "按时更新公开指南和目录，逐条审核后发布。"
)
PASSAGES = (
    Passage("（一）主动公开", (SENTENCE * 3,)),
    Passage("（二）依申请公开", (SENTENCE, SENTENCE * 2)),
    Passage("（三）政府信息管理", (SENTENCE * 2,)),
    Passage("（四）政府信息公开平台建设", (SENTENCE,)),
    Passage("（五）监督保障", (SENTENCE * 2,)),
)
PROSE = {
    "overview": PASSAGES,
    "problems": (Passage("", ("一是公开内容有待进一步完善。", "二是更新不够及时。2025年将逐条整改。")),),
    "other": (Passage("（一）收取信息处理费情况", ("2024年未收取信息处理费。",)),),
}
OPENING = (
    "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。所列数据的统计期限自2024年1月1日起至"
    "2024年12月31日止。",
    "如对本报告有疑问，请与本局办公室联系（地址：清河县人民路1号，电话：0000-12345678）。",
)


def content(year: int = 2024, **changes: object) -> Content:
    """A whole report on that year with a zero in every cell; `changes` replace its parts."""
    form = form_for(year)
    parts: dict[str, object] = {
        "organ": ORGAN,
        "year": year,
        "form_code": form.code,
        "title": f"{ORGAN}{year}年政府信息公开工作年度报告",
        "opening": OPENING,
        "prose": PROSE,
        "cells": dict.fromkeys(form.cells(), 0),
        "signed_by": ORGAN,
        "signed_on": date(year + 1, 1, 15),
    }
    return Content(**{**parts, **changes})  # type: ignore[arg-type]


def telling(form: Form) -> dict[CellId, int | Decimal | None]:
    """A different figure in every cell, so that a cell put in another's place is noticed."""
    cells: dict[CellId, int | Decimal | None] = {
        cell: Decimal(number) + Decimal("0.5") if form.column(cell).unit == "万元" else number
        for number, cell in enumerate(form.cells(), start=1000)
    }
    return cells


def large(form: Form) -> dict[CellId, int | Decimal | None]:
    """Figures of seven digits and more."""
    cells = telling(form)
    cells.update({cell: 1693957 for cell in cells if cell.table == TABLE3 and cell.column == "total"})
    cells.update({cell: 693957 for cell in cells if cell.table == TABLE3 and cell.column != "total"})
    cells.update({cell: 12345 for cell in cells if cell.table == TABLE4})
    cells[CellId(TABLE3, "new", "natural")] = 123456789
    named: dict[str, int | Decimal] = {
        "licensing": 517645,
        "penalty": 693957,
        "coercion": 2154,
        "fees": Decimal("4068.2080"),
    }
    cells.update({cell: named[cell.row] for cell in cells if cell.row in named and not cell.column})
    return cells


NOTES = {
    CellId("table2", "normative", "valid"): "其中修订16件",
    CellId("table2", "licensing"): "含下属事业单位受委托实施的12345件，不含告知承诺制事项",
    CellId(TABLE3, "r.other.3", "total"): "含撤回3件",
}
