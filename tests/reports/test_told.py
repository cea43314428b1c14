"""What programs are told of a report and of its checks: by the schemas, exact, and nothing left out."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from gongkai.law.report_form import TABLE3, TABLE4, CellId
from gongkai.reports.checks import check
from gongkai.reports.report import Kind
from gongkai.reports.source import Mark, MarkKind
from gongkai.reports.told import check_json, extract_json
from tests.reports.checks.made import cell, report, without_table
from tests.support.schemas import problems


def test_the_checks_are_told_by_their_schema_with_a_summary_that_adds_up():
    made = report({"table3/r.open/natural": 21})
    told = check_json(made, check(made))
    summary = told["summary"]

    assert problems("report_check", [{"file": "a.docx", **told}, {"file": "b.pdf", "error": "坏了"}]) == []
    assert told["report"] == {"organ": "青石县水务局", "year": 2023, "format": "2021"}
    assert sum(count for name, count in summary.items() if name != "failures") == len(told["checks"])
    assert (summary["fail"], summary["failures"]) == (2, 2)
    assert json.loads(json.dumps(told)) == told


def test_every_cell_of_the_form_is_told_with_what_is_known_of_it():
    made = without_table(report({"table2/fees": Decimal("12.50"), "table3/new/research": None}), TABLE4)
    at = CellId(TABLE3, "new", "natural")
    made = replace(
        made,
        cells={
            **made.cells,
            at: replace(cell(None, "表2第3行第4列", Kind.UNREADABLE), raw="3O", note="不是数字"),
        },
        subtotals={CellId(TABLE3, "new", "subtotal"): cell(4)},
        marks=(Mark(MarkKind.COMMENT, "核对", "第3段"),),
    )
    told = extract_json(made)

    assert problems("report_extract", {"file": "a.docx", **told}) == []
    assert told["table2"]["fees"]["value"] == "12.50"
    assert told["table2"]["licensing"]["value"] == 120
    assert told["table3"]["new"]["natural"] == {
        "value": None, "raw": "3O", "note": "不是数字", "kind": "unreadable", "where": "表2第3行第4列",
    }  # fmt: skip
    assert told["table3"]["new"]["research"]["kind"] == "blank"
    assert told["table3"]["r.deny.1"]["natural"]["kind"] == "zero"
    assert told["table4"]["review"]["upheld"]["note"] == "没有找到这张表。"
    assert told["subtotals"]["new"]["value"] == 4
    assert (told["tables"], told["signed_on"]) == (["table2", "table3"], "2024-01-20")
    assert told["marks"] == [{"kind": "comment", "text": "核对", "where": "第3段"}]
