"""`report build`: the demo's reports compiled, proved and printed; what ends it with 1 and with 2."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.report_form import form_for, instances, nested
from tests.support.commands import gongkai, gongkai_ok
from tests.support.schemas import problems


def built(directory: Path, year: int, *, code: int = 0, organ: str = "gxj") -> dict[str, Any]:
    """The JSON of a report, which must follow its schema and end with that code."""
    done = gongkai("report", "build", "--organ", organ, "--year", str(year), "--dir", directory, "--json")
    assert done.returncode == code, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert problems("report_build", told) == []
    assert told["ok"] is (code == 0)
    return told


def execute(directory: Path, statement: str, *values: object) -> None:
    """Alter the database behind the program's back."""
    connection = sqlite3.connect(directory / "gongkai.sqlite3")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def test_the_published_figures_of_2023_are_those_of_the_real_report(built_demo: Path):
    told = built(built_demo, 2023)
    assert (told["organ"], told["year"], told["format"]) == ("gxj", 2023, "2021")
    assert told["figures"]["published"] == {
        "total": 96,
        "by_category": {
            "org_functions": 3, "work_news": 50, "policy": 11, "key_areas": 16, "openness_work": 5,
            "other": 11,
        },
    }  # fmt: skip
    assert told["table3"]["r.total"]["total"] == 0


def test_every_cell_of_the_form_is_there_and_the_equations_hold(built_demo: Path):
    told, form = built(built_demo, 2024), form_for(2024)
    empty = nested(dict.fromkeys(form.cells(), 0))
    for table in ("table2", "table3", "table4"):
        assert told[table].keys() == empty[table].keys()
    table3 = told["table3"]
    assert {tuple(row) for row in table3.values()} == {tuple(column.code for column in form.applicants)}
    assert table3["new"]["total"] > 40
    for one in instances(form):
        if one.equation.table == "table3" and not one.equation.is_cross_year:
            left = sum(term.sign * table3[term.cell.row][term.cell.column] for term in one.left)
            assert left == sum(term.sign * table3[term.cell.row][term.cell.column] for term in one.right)
    requests = told["figures"]["requests"]
    assert requests == {
        "received": table3["new"]["total"], "carried_in": table3["carried_in"]["total"],
        "answered": table3["r.total"]["total"], "carried_out": table3["carried_out"]["total"],
    }  # fmt: skip
    assert told["table4"]["review"]["total"] > 0
    assert told["checks"]["fail"] == 0
    assert (told["carry_over"]["ok"], told["carry_over"]["breaks"]) == (True, [])


def test_people_read_tables_figures_and_what_is_missing(built_demo: Path):
    text = gongkai_ok("report", "build", "--organ", "qsz", "--year", "2025", "--dir", built_demo)
    for words in (
        "2025年年报统计（2021年格式）", "一、本年新收政府信息公开申请数量", "未经复议直接起诉",
        "主动公开信息总数", "还有3格没有数据：行政处罚", "上一年没有定稿，按案件核对", "不符0项",
    ):  # fmt: skip
        assert words in text


def test_what_people_provided_comes_with_source_and_person(demo: Path):
    person = "(SELECT id FROM kernel_person ORDER BY id LIMIT 1)"
    for key, value in (("table2/licensing", 120_000), ("table2/fees", 12_345), ("wechat", 3_480_000)):
        execute(
            demo,
            "INSERT INTO reporting_enteredfigure (organ_id, year, key, value, source, origin, entered_by_id,"  # noqa: S608
            f" entered_at) VALUES ((SELECT id FROM kernel_organ WHERE code = 'whjd'), 2024, ?, ?, '审批科',"
            f" 'entered', {person}, '2025-01-06 01:00:00')",
            key, value,
        )  # fmt: skip
    told = built(demo, 2024, organ="whjd")
    assert (told["table2"]["licensing"], told["table2"]["fees"]) == (12, "1.2345")
    assert told["figures"]["wechat"] == 348
    assert [(one["key"], one["value"], one["source"]) for one in told["origins"]] == [
        ("table2/licensing", 12, "审批科"), ("table2/fees", "1.2345", "审批科"), ("wechat", 348, "审批科"),
    ]  # fmt: skip
    assert all(one["person"] for one in told["origins"])
    assert told["missing"] == ["table2/penalty", "table2/coercion"]


def test_a_case_that_ended_without_a_row_ends_with_1_and_names_the_equation(demo: Path):
    execute(
        demo,
        "UPDATE requests_case SET report_row = '' WHERE id = (SELECT id FROM requests_case"
        " WHERE report_row = 'r.open' AND ended_on LIKE '2024-%'"
        " AND organ_id = (SELECT id FROM kernel_organ WHERE code = 'gxj') LIMIT 1)",
    )
    told = built(demo, 2024, code=1)
    assert "E2.total" in [one["id"] for one in told["checks"]["faults"]]
    done = gongkai("report", "build", "--organ", "gxj", "--year", "2024", "--dir", demo)
    assert done.returncode == 1
    assert "不符：E2.total" in done.stdout


@pytest.mark.parametrize(
    ("organ", "year", "words"),
    [
        ("nope", "2023", "没有代码为“nope”的机关"),
        ("gxj", "2018", "没有全国统一的统计表格式"),
        ("gxj", "2999", "2999年还没有开始"),
        ("gxj", "去年", "写法不对"),
    ],
)
def test_an_unknown_organ_or_year_ends_with_2_and_one_chinese_line(built_demo: Path, organ, year, words):
    done = gongkai("report", "build", "--organ", organ, "--year", year, "--dir", built_demo)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
