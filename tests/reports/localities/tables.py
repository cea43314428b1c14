"""The three tables as rows of (text, rowspan, colspan), typed the way different sites type them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.law.report_form import FORMS, TABLE2, TABLE3, TABLE4, CellId
from tests.reports.localities.report import Written

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_LEGAL = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


class Cell(NamedTuple):
    """One printed cell."""

    text: str
    down: int = 1
    across: int = 1


Rows = list[list[Cell]]


def table2(report: Written) -> Rows:
    """Section 二's table."""
    rows: Rows = []
    width = 4
    for block in FORMS[report.form].blocks:
        rows.append([Cell(block.label, 1, width)])
        spans = {1: [3], 2: [1, 2], 3: [1, 1, 1]}[len(block.columns)]
        heads = [Cell(_unit(c.label, c.unit), 1, s) for c, s in zip(block.columns, spans, strict=True)]
        rows.append([Cell("信息内容"), *heads])
        for row in block.rows:
            cells = [CellId(TABLE2, row.code, column.code) for column in block.columns]
            values = [Cell(report.text(c), 1, s) for c, s in zip(cells, spans, strict=True)]
            rows.append([Cell(row.label), *values])
    return rows


def _unit(label: str, unit: str) -> str:
    return f"{label}（单位：万元）" if unit == "万元" else label


def table3(report: Written, *, note: str = NOTE) -> Rows:
    """Section 三's table."""
    form = FORMS[report.form]
    rows: Rows = [
        [Cell(note, 3, 3), Cell("申请人情况", 1, 7)],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        [Cell(text) for text in _LEGAL],
    ]
    results = [row for row in form.rows if row.code.startswith("r.")]
    groups = {code: [row for row in results if row.group == code] for code in {row.group for row in results}}
    begun: set[str] = set()
    for row in form.rows:
        values = [Cell(report.text(CellId(TABLE3, row.code, c.code))) for c in form.applicants]
        head: list[Cell] = []
        if row.code not in {one.code for one in results}:
            head = [Cell(f"{row.number}{row.label}", 1, 3)]
        else:
            if row is results[0]:
                head.append(Cell("三、本年度办理结果", len(results)))
            if row.group and row.group not in begun:
                begun.add(row.group)
                head.append(Cell(f"{row.group_number}{row.group_label}", len(groups[row.group])))
            head.append(Cell(f"{row.number}{row.label}", 1, 1 if row.group else 2))
        rows.append([*head, *values])
    return rows


def table4(report: Written) -> Rows:
    """Section 四's table."""
    groups = ("review", "direct", "after_review")
    cells = [
        CellId(TABLE4, g, c) for g in groups for c in ("upheld", "corrected", "other", "pending", "total")
    ]
    return [
        [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
        [
            *(Cell(text, 2) for text in _RESULTS),
            Cell("未经复议直接起诉", 1, 5),
            Cell("复议后起诉", 1, 5),
        ],
        [Cell(text) for text in _RESULTS * 2],
        [Cell(report.text(cell)) for cell in cells],
    ]


def all_tables(report: Written) -> tuple[Rows, Rows, Rows]:
    """The tables of sections 二, 三 and 四."""
    return table2(report), table3(report), table4(report)


def placed(rows: Rows) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with its grid row and column."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            yield at, column, cell
            taken |= {(at + r, column + c) for r in range(cell.down) for c in range(cell.across)}
            column += cell.across


def width(rows: Rows) -> int:
    """How many grid columns the table has."""
    return sum(cell.across for cell in rows[0])
