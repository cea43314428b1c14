"""The figures of real published reports, where the material with them is at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.report_form import FORMS, CellId
from gongkai.reports.report import ReadReport
from tests.reports.checks.prose.made import COLUMNS, RESULTS, Number, report_of, row

_SHARED = Path(__file__).parents[5] / "shared" / "data"
_NUMBERS = _SHARED / "reports" / "real-numbers.json"
_GROUPS = {"review": "review", "direct": "direct", "post": "after_review"}
_TABLE2 = {"行政许可": "licensing", "行政处罚": "penalty", "行政强制": "coercion"}


def real_report(place: str) -> ReadReport:
    """The real report of the organ whose name has that in it; the test is skipped without the material."""
    if not _NUMBERS.exists():
        pytest.skip("the figures of real reports are not at hand")
    data = next(each for each in json.loads(_NUMBERS.read_text())["reports"] if place in each["unit"])
    return report_of(_cells(data), *data["narrative"], organ=data["unit"], year=data["year"])


def seed_lines() -> list[str]:
    """The lines of the seed report; the test is skipped without it."""
    found = sorted((_SHARED / "seed").glob("*.txt"))
    if not found:
        pytest.skip("the seed report is not at hand")
    return found[0].read_text(encoding="utf-8").split("\n")


def _cells(data: dict[str, Any]) -> dict[CellId, Number]:
    cells: dict[CellId, Number] = {}
    for form_row, values in zip(FORMS["2021"].rows, data["t3"].values(), strict=True):
        cells |= row("table3", form_row.code, COLUMNS, tuple(values))
    for name, values in data["t4"].items():
        cells |= row("table4", _GROUPS[name], RESULTS, tuple(values))
    for label, value in data["t2"].items():
        if label in _TABLE2:
            cells[CellId("table2", _TABLE2[label])] = value
        elif "规范性文件" in label:
            cells |= row("table2", "normative", ("made", "repealed", "valid"), tuple(value))
        elif "收费" in label:
            cells[CellId("table2", "fees")] = Decimal(value)
    return cells
