"""Reports made by hand for the tests of checks: figures that add up, and a text with nothing wrong in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai.law.report_form import FORMS, TABLES, CellId, parse_cell
from gongkai.reports.report import Kind, ReadCell, ReadReport, ReadSection
from gongkai.reports.source import Paragraph

NUMERALS = "一二三四五六"

FIGURES = {
    "table3/new/natural": 30, "table3/new/commercial": 4, "table3/new/total": 34,
    "table3/carried_in/natural": 2, "table3/carried_in/total": 2,
    "table3/r.open/natural": 20, "table3/r.open/commercial": 3, "table3/r.open/total": 23,
    "table3/r.deny.4/natural": 5, "table3/r.deny.4/total": 5,
    "table3/r.unable.1/natural": 6, "table3/r.unable.1/commercial": 1, "table3/r.unable.1/total": 7,
    "table3/r.total/natural": 31, "table3/r.total/commercial": 4, "table3/r.total/total": 35,
    "table3/carried_out/natural": 1, "table3/carried_out/total": 1,
    "table4/review/upheld": 2, "table4/review/pending": 1, "table4/review/total": 3,
    "table2/normative/made": 3, "table2/normative/repealed": 1, "table2/normative/valid": 14,
    "table2/licensing": 120, "table2/fees": Decimal("12.5"),
}  # fmt: skip

OPENING = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《中华人民共和国政府信息公开工作年度报告格式》"
    "（国办公开办函〔2021〕30号）要求，结合本单位2023年工作实际，编制本报告。",
    "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。电子版可在青石县人民政府门户网站"
    "（http://www.qingshi.example/zwgk）查阅和下载。如有疑问，请与青石县水务局办公室联系"
    "（地址：青石县河东路8号，电话：0999-1234567）。",
)

TEXTS = {
    "overview": (
        "2023年，青石县水务局认真执行政府信息公开条例，稳稳推进各项工作，公开质量较2022年有所提高。",
        "（一）主动公开。2023年通过政府网站公开信息60条，比上年增加8条，其中政策文件12条。",
        "（二）依申请公开。2023年新收政府信息公开申请34件，2022年结转2件，全年办结35件，结转下年度1件。",
        "（三）政府信息管理。按照2021年印发的《信息发布审核办法》，常常核对栏目，人人落实三审三校。",
        "（四）政府信息公开平台建设。“青石水务”公众号自2020年开通以来运行平稳。",
        "（五）监督保障。天天有人值守，全年组织培训2次，根据2022年度考核结果完成整改。",
    ),
    "proactive": (),
    "requests": (),
    "remedies": (),
    "problems": (
        "存在的问题：一是公开内容不够全面；二是解读形式单一；三是队伍力量不足。",
        "2024年改进措施：一是落实“十四五”规划的要求，扩大公开范围；二是丰富解读形式；三是加强培训。",
    ),
    "other": ("2023年没有收取信息处理费。",),
}


def cells(
    figures: dict[str, int | Decimal | None] | None = None, *, form: str = "2021"
) -> dict[CellId, ReadCell]:
    """Every cell of the form: zero where nothing else is told, blank where None is told."""
    told = {parse_cell(name): value for name, value in {**FIGURES, **(figures or {})}.items()}
    return {
        at: cell(told.get(at, 0), f"表{TABLES.index(at.table) + 1}第{number}格")
        for number, at in enumerate(FORMS[form].cells(), 1)
    }


def cell(value: int | Decimal | None, where: str = "表1", kind: Kind = Kind.BLANK) -> ReadCell:
    """A cell with that number; without one, of that kind."""
    if value is None:
        return ReadCell(None, "", kind, where)
    return ReadCell(value, str(value), Kind.ZERO if value == 0 else Kind.NUMBER, where)


def report(
    figures: dict[str, int | Decimal | None] | None = None,
    *,
    year: int = 2023,
    texts: dict[str, tuple[str, ...]] | None = None,
    opening: tuple[str, ...] = OPENING,
) -> ReadReport:
    """A report with nothing wrong in it but what is told."""
    form = FORMS["2021"]
    lines = {**TEXTS, **(texts or {})}
    sections = tuple(
        ReadSection(
            named.code, f"{NUMERALS[at]}、", f"{NUMERALS[at]}、{named.label}", f"第{10 * at + 5}段",
            tuple(Paragraph(text, f"第{10 * at + 6 + n}段") for n, text in enumerate(lines[named.code])),
        )
        for at, named in enumerate(form.sections)
    )  # fmt: skip
    before = tuple(Paragraph(text, f"第{n + 3}段") for n, text in enumerate(opening))
    everything = (*before, *(p for s in sections for p in (Paragraph(s.heading, s.where), *s.paragraphs)))
    return ReadReport(
        organ="青石县水务局", year=year, form_code="2021", cells=cells(figures), tables=frozenset(TABLES),
        title=f"青石县水务局{year}年政府信息公开工作年度报告", opening=before, sections=sections,
        paragraphs=everything, signed_by="青石县水务局", signed_on=date(year + 1, 1, 20),
    )  # fmt: skip


def without_table(made: ReadReport, table: str) -> ReadReport:
    """The report without one of its tables."""
    kept = {at: cell for at, cell in made.cells.items() if at.table != table}
    return replace(made, cells=kept, tables=made.tables - {table})
