"""A report's tables as rows of cells with their spans, whatever file they go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, TOTAL, Block, CellId, Column, Form, Row
from tests.reports.lay_outs.lay_out import LayOut, shown
from tests.reports.truths.document import Document

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "本年度办理结果"
_LEGAL = "法人或其他组织"
_SUBTOTAL = "小计"
_SHORT = {
    "new": "本年新收", "carried_in": "上年结转", "r.partial": "部分公开", "carried_out": "结转下年度",
    "r.deny.2": "其他法律行政法规禁止", "r.unable.1": "本机关不掌握", "r.unable.2": "没有现成信息",
    "r.unable.3": "补正后仍不明确", "r.notproc.1": "信访举报投诉类", "r.notproc.3": "要求提供公开出版物",
    "r.notproc.4": "无正当理由大量反复", "r.notproc.5": "要求确认或重新出具",
    "r.other.1": "申请人无正当理由逾期不补正", "r.other.2": "申请人逾期未按收费通知要求缴纳费用",
}  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧"
_HANZI = "一二三四五六七八"


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell; `number` stands before its text, `of` names the figure it holds."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    number: str = ""
    of: CellId | None = None

    @property
    def printed(self) -> str:
        """Number and text."""
        return f"{self.number}{self.text}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A table: rows as in HTML, a spanned place has no cell; the first `heads` rows are its header."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return sum(cell.colspan for cell in self.rows[0])


def tables(document: Document, lay_out: LayOut) -> dict[str, tuple[Printed, ...]]:
    """Every table of the report by the name of the form's table; one may be printed as several."""
    made = {
        TABLE2: tuple(_table2(document, lay_out)),
        TABLE3: tuple(_paged(_table3(document, lay_out), lay_out)),
        TABLE4: (_table4(document, lay_out),),
    }
    return {
        name: tuple(_spread(table, lay_out.spans) for table in found)
        for name, found in made.items()
        if name not in document.without_tables
    }


def _value(document: Document, cell: CellId, lay_out: LayOut, colspan: int = 1) -> Cell:
    return Cell(shown(document, cell, lay_out), colspan=colspan, of=cell)


def _ordered(columns: tuple[Column, ...], lay_out: LayOut) -> tuple[Column, ...]:
    return tuple(reversed(columns)) if lay_out.columns == "reversed" else columns


def _table2(document: Document, lay_out: LayOut) -> Iterator[Printed]:
    width = 1 if lay_out.four_tables else max(len(block.columns) for block in document.form.blocks)
    groups = [tuple(_block(document, block, lay_out, width)) for block in document.form.blocks]
    if lay_out.four_tables:
        yield from (Printed(TABLE2, rows, 2) for rows in groups)
    else:
        yield Printed(TABLE2, tuple(row for rows in groups for row in rows), 2)


def _block(document: Document, block: Block, lay_out: LayOut, width: int) -> Iterator[tuple[Cell, ...]]:
    columns = _ordered(block.columns, lay_out)
    width = max(width, len(columns))
    spans = [width // len(columns) + (at < width % len(columns)) for at in range(len(columns))]
    yield (Cell(block.label, colspan=width + 1),)
    heads = [
        Cell(_column_label(document, column), colspan=span)
        for column, span in zip(columns, spans, strict=True)
    ]
    yield (Cell("信息内容"), *heads)
    for row in block.rows:
        values = (
            _value(document, CellId(TABLE2, row.code, column.code), lay_out, span)
            for column, span in zip(columns, spans, strict=True)
        )
        yield (Cell(row.label), *values)


def _column_label(document: Document, column: Column) -> str:
    if column.unit != "万元":
        return column.label
    return f"{column.label}（单位：{document.unit_label}）"


def _applicants(document: Document, lay_out: LayOut) -> tuple[list[str], list[str], list[str]]:
    """The columns before, within and after the legal persons, by code."""
    codes = [column.code for column in document.form.applicants]
    legal = [code for code in codes if code not in ("natural", TOTAL)]
    if lay_out.columns == "reversed":
        return [TOTAL, "natural"], [*reversed(legal)], []
    return ["natural"], legal, [TOTAL]


def _table3(document: Document, lay_out: LayOut) -> Printed:
    before, legal, after = _applicants(document, lay_out)
    labels = {column.code: column.label for column in document.form.applicants}
    extra = [_SUBTOTAL] if lay_out.subtotal else []
    inner = [*(labels[code] for code in legal), *extra]
    width = len(before) + len(inner) + len(after)
    upper = [Cell(labels[code], rowspan=2) for code in before]
    upper.append(Cell(_LEGAL, colspan=len(inner)))
    upper += [Cell(labels[code], rowspan=2) for code in after]
    heads = (
        (Cell(NOTE, rowspan=3, colspan=3), Cell("申请人情况", colspan=width)),
        tuple(upper),
        tuple(Cell(label) for label in inner),
    )
    order = [*before, *legal, *([""] if extra else []), *after]
    body = (
        (*_labels(document.form, row, lay_out), *(_applicant(document, row, code, lay_out) for code in order))
        for row in document.form.rows
    )
    return Printed(TABLE3, (*heads, *body), 3)


def _applicant(document: Document, row: Row, code: str, lay_out: LayOut) -> Cell:
    if code:
        return _value(document, CellId(TABLE3, row.code, code), lay_out)
    parts = [
        int(document.cells[CellId(TABLE3, row.code, column.code)] or 0)
        for column in document.form.applicants
        if column.code not in ("natural", TOTAL)
    ]
    return Cell(str(sum(parts)) if sum(parts) else lay_out.nothing)


def _labels(form: Form, row: Row, lay_out: LayOut) -> Iterator[Cell]:
    label = _SHORT.get(row.code, row.label) if lay_out.labels == "short" else row.label
    own = Cell(label, number=_number(row.number, lay_out))
    if row.code in ("new", "carried_in", "carried_out"):
        yield replace(own, colspan=3)
        return
    if row.code == form.rows[2].code:
        yield Cell(RESULTS, rowspan=len(form.rows) - 3, number=_number("三、", lay_out))
    if not row.group:
        yield replace(own, colspan=2)
        return
    members = [other.code for other in form.rows if other.group == row.group]
    if row.code == members[0]:
        yield Cell(row.group_label, rowspan=len(members), number=_number(row.group_number, lay_out))
    yield own


def _number(number: str, lay_out: LayOut) -> str:
    if lay_out.labels == "form":
        return number
    if lay_out.labels == "short":
        return ""
    if number.startswith("（"):
        return f"{_HANZI.index(number[1]) + 1}."
    if number.endswith("、"):
        return f"（{number[0]}）"
    return _CIRCLED[int(number[0]) - 1]


def _table4(document: Document, lay_out: LayOut) -> Printed:
    results = _ordered(document.form.results, lay_out)
    review, direct, after = document.form.remedies
    if lay_out.table4_rows:
        heads = (Cell("类别", colspan=2), *(Cell(result.label) for result in results))
        names = (
            (Cell(review.label, colspan=2),),
            (Cell("行政诉讼", rowspan=2), Cell(direct.label)),
            (Cell(after.label),),
        )
        rows = (
            (
                *name,
                *(_value(document, CellId(TABLE4, group.code, result.code), lay_out) for result in results),
            )
            for name, group in zip(names, document.form.remedies, strict=True)
        )
        return Printed(TABLE4, (heads, *rows), 1)
    many = len(results)
    groups = document.form.remedies
    return Printed(
        TABLE4,
        (
            (Cell(review.label, rowspan=2, colspan=many), Cell("行政诉讼", colspan=2 * many)),
            (Cell(direct.label, colspan=many), Cell(after.label, colspan=many)),
            tuple(Cell(result.label) for _ in groups for result in results),
            tuple(_value(document, CellId(TABLE4, g.code, r.code), lay_out) for g in groups for r in results),
        ),
        3,
    )


def _paged(table: Printed, lay_out: LayOut) -> Iterator[Printed]:
    if not lay_out.pages:
        yield table
        return
    cut = table.heads + 9
    first, second = [], []
    for at, row in enumerate(table.rows[:cut]):
        crossing = [cell for cell in row if at + cell.rowspan > cut]
        first.append(tuple(replace(cell, rowspan=cut - at) if cell in crossing else cell for cell in row))
        second += [replace(cell, rowspan=at + cell.rowspan - cut, text="", number="") for cell in crossing]
    rest = ((*second, *table.rows[cut]), *table.rows[cut + 1 :])
    yield replace(table, rows=tuple(first))
    repeated = lay_out.pages == "repeated"
    heads = table.rows[: table.heads] if repeated else ()
    yield replace(table, rows=(*heads, *rest), heads=table.heads if repeated else 0)


def placed(table: Printed) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and the column it begins in."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {
                (row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)
            }


def _spread(table: Printed, spans: str) -> Printed:
    """The table without merged cells: their text in each place, figures too, or in the first only."""
    if spans == "merged":
        return table
    places: dict[tuple[int, int], Cell] = {}
    for row, column, cell in placed(table):
        for down in range(cell.rowspan):
            for right in range(cell.colspan):
                is_first = not down and not right
                single = replace(cell, rowspan=1, colspan=1)
                if not is_first and spans == "blank":
                    single = Cell("")
                places[row + down, column + right] = single
    rows = tuple(
        tuple(places[row, column] for column in range(table.width)) for row in range(len(table.rows))
    )
    return replace(table, rows=rows)
