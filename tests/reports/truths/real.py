"""Figures that were printed in real reports, where a file of them is kept beside the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId
from tests.reports.truths.cells import Cells, form_of
from tests.reports.truths.document import Document
from tests.reports.truths.facts import pair
from tests.reports.truths.writing import MANNERS, write
from tools.tracked import ROOT

FILE = ROOT.parent / "shared" / "data" / "reports" / "real-numbers.json"
_ROWS = {"规章": "regulations", "行政规范性文件": "normative", "规范性文件": "normative"}
_SINGLE = {"行政许可": "licensing", "行政处罚": "penalty", "行政强制": "coercion"}
_GROUPS = {"review": "review", "direct": "direct", "post": "after_review"}


def real_documents() -> Iterator[Document]:
    """A report for each organ of the file, prose invented, figures as printed; none without the file."""
    if not FILE.exists():
        return
    for at, entry in enumerate(json.loads(FILE.read_text("utf-8"))["reports"]):
        invented = write(pair(at, entry["year"])[1], MANNERS[at % len(MANNERS)])
        title = (entry["unit"], invented.title[1])
        yield replace(
            invented, organ=entry["unit"], title=title, signed_by=entry["unit"], cells=_cells(entry)
        )


def _cells(entry: dict[str, Any]) -> Cells:
    form = form_of(entry["year"])
    cells: Cells = {}
    for label, value in entry["t2"].items():
        if label in _ROWS:
            columns = zip(("made", "repealed", "valid"), value, strict=True)
            cells |= {CellId(TABLE2, _ROWS[label], column): count for column, count in columns}
        elif label in _SINGLE:
            cells[CellId(TABLE2, _SINGLE[label])] = value
        else:
            cells[CellId(TABLE2, "fees")] = Decimal(value)
    for row, values in zip(form.rows, entry["t3"].values(), strict=True):
        columns = zip(form.applicants, values, strict=True)
        cells |= {CellId(TABLE3, row.code, column.code): count for column, count in columns}
    for name, values in entry["t4"].items():
        columns = zip(form.results, values, strict=True)
        cells |= {CellId(TABLE4, _GROUPS[name], column.code): count for column, count in columns}
    return {cell: cells[cell] for cell in form.cells()}
