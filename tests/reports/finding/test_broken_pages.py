"""Tables that a page breaks below their heads, or in the middle of a row."""

from __future__ import annotations

import pytest

from gongkai.law.report_form import TABLE3, CellId
from gongkai.reports.finding import understand
from gongkai.reports.report import Kind, ReadReport
from gongkai.reports.source import Grid, GridCell, Source

_APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_FIGURES = ("6", "1", "0", "2", "0", "0", "9")
_CODES = ("natural", "commercial", "research", "welfare", "legal_service", "other", "total")


def _heads(labels: int) -> list[GridCell]:
    cells = [GridCell("", 0, 0, 2, labels), GridCell("自然人", 0, labels, 2)]
    cells += [GridCell("法人或其他组织", 0, labels + 1, 1, 5), GridCell("总计", 0, labels + 6, 2)]
    return cells + [GridCell(text, 1, labels + 1 + at) for at, text in enumerate(_APPLICANTS)]


def _row(row: int, labels: int, label: str, figures: tuple[str, ...] = _FIGURES) -> list[GridCell]:
    values = [GridCell(text, row, labels + at) for at, text in enumerate(figures)]
    return [GridCell(label, row, 0, 1, labels), *values]


def _read(*pages: list[GridCell]) -> ReadReport:
    grids = tuple(Grid(tuple(cells), f"第{page}页表1") for page, cells in enumerate(pages, 1))
    return understand(Source("pdf", grids))


def _values(report: ReadReport, row: str) -> list[object]:
    return [report.value(CellId(TABLE3, row, code)) for code in _CODES]


@pytest.mark.parametrize(("before", "after"), [(1, 3), (3, 1), (2, 3)])
def test_heads_left_alone_on_a_page_stand_over_the_last_columns_of_the_next(before: int, after: int) -> None:
    report = _read(_heads(before), _row(0, after, "一、本年新收政府信息公开申请数量"))
    assert _values(report, "new") == [6, 1, 0, 2, 0, 0, 9]


def test_a_column_too_many_on_the_next_page_makes_its_row_unreadable() -> None:
    figures = (*_FIGURES, "")
    report = _read(_heads(1), _row(0, 3, "一、本年新收政府信息公开申请数量", figures))
    found = [report.cells[CellId(TABLE3, "new", code)] for code in _CODES]
    assert all(cell.kind is Kind.UNREADABLE for cell in found)


@pytest.mark.parametrize(
    ("first", "rest", "code"),
    [
        ("3.补正后", "申请内容仍不明确", "r.unable.3"),
        ("1.属于", "国家秘密", "r.deny.1"),
        ("1.信访举报", "投诉类申请", "r.notproc.1"),
    ],
)
def test_a_row_broken_over_pages_has_its_figures_from_the_first(first: str, rest: str, code: str) -> None:
    blank = ("",) * len(_FIGURES)
    next_page = [*_row(0, 3, rest, blank), *_row(1, 3, "四、结转下年度继续办理")]
    report = _read([*_heads(3), *_row(2, 3, first)], next_page)
    assert _values(report, code) == [6, 1, 0, 2, 0, 0, 9]
    assert not [gap for gap in report.gaps if "不是表三的行" in gap]
    assert _values(report, "carried_out") == [6, 1, 0, 2, 0, 0, 9]


def test_the_rest_of_a_label_that_fits_nothing_is_no_blank_row() -> None:
    blank = ("",) * len(_FIGURES)
    report = _read([*_heads(3), *_row(2, 3, "不知所云")], _row(0, 3, "申请内容仍不明确", blank))
    assert CellId(TABLE3, "r.unable.3", "natural") not in report.cells
    assert [gap for gap in report.gaps if "不知所云" in gap]
