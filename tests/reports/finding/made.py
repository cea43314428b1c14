"""Grids made by hand in the lay-out of the official form, and in the shapes that organs give it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gongkai.law.report_form import FORMS, CellId, Form
from gongkai.reports.finding import understand
from gongkai.reports.report import ReadReport
from gongkai.reports.source import Grid, GridCell, Paragraph, Source
from tools.tracked import ROOT

SHARED = ROOT.parent / "shared" / "data"
REAL = SHARED / "reports" / "real-numbers.json"
SEED = next(iter(sorted((SHARED / "seed").glob("*.txt"))), SHARED / "seed" / "none.txt")
FORM = FORMS["2021"]
TITLE = "青石县水务局2023年政府信息公开工作年度报告"
HEADINGS = tuple(
    f"{number}、{section.label}" for number, section in zip("一二三四五六", FORM.sections, strict=True)
)

Value = int | Decimal | str | None
Values = Mapping[CellId, Value]


class Span(NamedTuple):
    """A cell over several rows or columns."""

    text: str
    rows: int = 1
    columns: int = 1


Rows = Sequence[Sequence["str | Span | Grid"]]


def grid(rows: Rows, where: str = "表1") -> Grid:
    """Lays rows out as a page does: each cell in the next free place."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            while (row, column) in taken:
                column += 1
            span = Span("") if isinstance(entry, Grid) else Span(entry) if isinstance(entry, str) else entry
            nested = (entry,) if isinstance(entry, Grid) else ()
            cells.append(GridCell(span.text, row, column, span.rows, span.columns, nested))
            taken |= {
                (r, c) for r in range(row, row + span.rows) for c in range(column, column + span.columns)
            }
    return Grid(tuple(cells), where)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Lines, one paragraph each."""
    return tuple(Paragraph(text, f"第{at}段") for at, text in enumerate(texts, 1))


def read(*blocks: Paragraph | Grid | str, file_name: str = "") -> ReadReport:
    """What is understood of these blocks."""
    laid = tuple(
        Paragraph(block, f"第{at}段") if isinstance(block, str) else block
        for at, block in enumerate(blocks, 1)
    )
    return understand(Source("docx", laid), file_name=file_name)


def shown(value: Value) -> str:
    """A value as it is printed; nothing for None."""
    return "" if value is None else str(value)


def truth(form: Form = FORM, start: int = 1) -> dict[CellId, Value]:
    """Another number for each cell of the form, so that no mix-up goes unseen."""
    return {cell: start + at * 7 for at, cell in enumerate(form.cells())}


def table2(values: Values, form: Form = FORM) -> Rows:
    """Table 2 in one grid: each block under its own heading and heads."""
    rows: list[list[str | Span]] = []
    for block in form.blocks:
        wide = 3 // len(block.columns)
        rows.append([Span(block.label, columns=4)])
        heads = [
            column.label + ("（单位：万元）" if column.unit == "万元" else "") for column in block.columns
        ]
        rows.append(["信息内容", *(Span(head, columns=wide) for head in heads)])
        rows += [
            [
                row.label,
                *(
                    Span(shown(values[CellId("table2", row.code, c.code)]), columns=wide)
                    for c in block.columns
                ),
            ]
            for row in block.rows
        ]
    return [list(row) for row in rows]


NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
PARTS = tuple(column for column in FORM.applicants if column.code not in ("natural", "total"))


def heads3(subtotal: bool = False) -> list[list[str | Span]]:
    """The three levels of heads of table 3."""
    parts = [column.label for column in PARTS] + (["小计"] if subtotal else [])
    return [
        [Span(NOTE, 3, 3), Span("申请人情况", columns=len(parts) + 2)],
        [Span("自然人", 2), Span("法人或其他组织", columns=len(parts)), Span("总计", 2)],
        list(parts),
    ]


def rows3(values: Values, form: Form = FORM, order: Iterable[str] | None = None) -> list[list[str | Span]]:
    """The rows of table 3 with their merged labels."""
    codes = list(order or [column.code for column in form.applicants])
    rows: list[list[str | Span]] = []
    results = sum(1 for row in form.rows if row.is_detail or row.code == "r.total")
    for row in form.rows:
        figures = [shown(values[CellId("table3", row.code, code)]) for code in codes]
        labels: list[str | Span] = []
        if row.code in ("new", "carried_in", "carried_out"):
            labels = [Span(row.printed, columns=3)]
        else:
            if row.code == "r.open":
                labels.append(Span("三、本年度办理结果", results))
            size = sum(1 for other in form.rows if row.group and other.group == row.group)
            if not row.group:
                labels.append(Span(row.printed, columns=2))
            else:
                if row.code.endswith(".1"):
                    labels.append(Span(row.group_number + row.group_label, size))
                labels.append(row.printed)
        rows.append([*labels, *figures])
    return rows


def table3(values: Values, form: Form = FORM) -> Rows:
    """Table 3 as the form prints it."""
    return [*heads3(), *rows3(values, form)]


def flat_rows3(values: Values, form: Form = FORM) -> list[list[str]]:
    """The rows of table 3 without any merged cell: two label columns, the group only in its first row."""
    result = []
    for row in form.rows:
        group = row.group_number + row.group_label if row.code.endswith(".1") else ""
        labels = [group, row.printed] if row.group else [row.printed, ""]
        result.append(
            [*labels, *(shown(values[CellId("table3", row.code, c.code)]) for c in form.applicants)]
        )
    return result


def flat_table3(values: Values, form: Form = FORM) -> list[list[str]]:
    """Table 3 with one level of heads and nothing merged."""
    return [["", "", *(column.label for column in form.applicants)], *flat_rows3(values, form)]


def table4(values: Values, form: Form = FORM) -> Rows:
    """Table 4 as the form prints it: one row of fifteen figures."""
    results = [result.label for result in form.results]
    return [
        [Span("行政复议", columns=5), Span("行政诉讼", columns=10)],
        [
            *(Span(name, 2) for name in results),
            Span("未经复议直接起诉", columns=5),
            Span("复议后起诉", columns=5),
        ],
        [*results, *results],
        [shown(values[CellId("table4", g.code, r.code)]) for g in form.remedies for r in form.results],
    ]


def tall_table4(values: Values, form: Form = FORM) -> Rows:
    """Table 4 with a row for each group."""
    return [
        ["类别", *(result.label for result in form.results)],
        *(
            [group.label, *(shown(values[CellId("table4", group.code, r.code)]) for r in form.results)]
            for group in form.remedies
        ),
    ]


def report(values: Values, *, title: str = TITLE) -> tuple[str | Grid, ...]:
    """A whole report in the official lay-out."""
    return (
        title, "根据条例编制本报告，统计期限为2023年1月1日至12月31日。",
        HEADINGS[0], "2023年主动公开信息96条。",
        HEADINGS[1], grid(table2(values), "表1"),
        HEADINGS[2], grid(table3(values), "表2"),
        HEADINGS[3], grid(table4(values), "表3"),
        HEADINGS[4], "问题是公开不及时。", HEADINGS[5], "没有收取信息处理费。",
        "青石县水务局", "2024年1月22日",
    )  # fmt: skip


def numbers(found: ReadReport, table: str = "") -> dict[CellId, Value]:
    """The values read, of one table or all."""
    return {at: cell.value for at, cell in found.cells.items() if not table or at.table == table}


def of_table(values: Values, table: str) -> dict[CellId, Value]:
    """The part of the truth in one table."""
    return {at: value for at, value in values.items() if at.table == table}


def wrong(found: ReadReport, values: Values) -> dict[CellId, Value]:
    """Cells that were read as something else than what is true: there must never be one."""
    return {
        at: cell.value
        for at, cell in found.cells.items()
        if cell.value is not None and cell.value != values[at]
    }


def real_reports() -> list[tuple[str, int, dict[CellId, Value]]]:
    """Figures of real reports: whose, of which year, cells."""
    if not REAL.is_file():
        return []
    return [
        (entry["unit"], entry["year"], _real_cells(entry))
        for entry in json.loads(REAL.read_text("utf-8"))["reports"]
    ]


def _real_cells(entry: dict) -> dict[CellId, Value]:
    cells: dict[CellId, Value] = {}
    for row, figures in zip(FORM.rows, entry["t3"].values(), strict=True):
        for column, value in zip(FORM.applicants, figures, strict=True):
            cells[CellId("table3", row.code, column.code)] = value
    for group, figures in zip(FORM.remedies, entry["t4"].values(), strict=True):
        for result, value in zip(FORM.results, figures, strict=True):
            cells[CellId("table4", group.code, result.code)] = value
    flat = [v for value in entry["t2"].values() for v in (value if isinstance(value, list) else [value])]
    table2_cells = [cell for cell in FORM.cells() if cell.table == "table2"]
    for cell, value in zip(table2_cells, flat, strict=True):
        cells[cell] = Decimal(value) if isinstance(value, str) else value
    return cells


def at_rows(source: Grid, low: int, high: int) -> Grid:
    """The part of a grid between two rows, as a page break leaves it; labels that reach over go on."""
    cells = []
    for cell in source.cells:
        begin, end = max(cell.row, low), min(cell.row + cell.rowspan, high)
        if begin < end:
            text = cell.text if cell.row >= low else ""
            cells.append(replace(cell, text=text, row=begin - low, rowspan=end - begin))
    return Grid(tuple(cells), f"{source.where}续" if low else source.where)
