"""The JSON of a report keeps to its schema, and every figure is where its codes say."""

import json
from decimal import Decimal

import pytest

from gongkai.law.report_form import CellId, form_for
from gongkai.reports.writing import to_json
from tests.reports.writing.contents import NOTES, ORGAN, content, large, telling
from tests.support.schemas import problems


@pytest.mark.parametrize("year", [2020, 2024])
def test_it_keeps_to_the_schema_and_holds_every_figure(year):
    form = form_for(year)
    made = json.loads(json.dumps(to_json(content(year, cells=telling(form)))))

    assert problems("report", made) == []
    for cell, value in telling(form).items():
        found = made[cell.table][cell.row]
        found = found[cell.column] if cell.column else found
        assert found == (str(value) if isinstance(value, Decimal) else value)


def test_blanks_are_null_and_amounts_are_strings_without_needless_zeros():
    cells = {**large(form_for(2024)), CellId("table3", "new", "natural"): None}
    made = to_json(content(cells=cells, notes=NOTES))

    assert made["table3"]["new"]["natural"] is None
    assert made["table2"]["fees"] == "4068.208"
    assert made["notes"]["table2"]["normative"] == {"valid": "其中修订16件"}
    assert made["notes"]["table4"] == {}


def test_the_text_is_kept_by_section_and_passage():
    made = to_json(content(edition=2, correction="更正表三。"))
    overview = made["sections"][0]

    assert made["report"]["signed_by"] == ORGAN
    assert (made["report"]["signed_on"], made["report"]["edition"]) == ("2025-01-15", 2)
    assert len(made["opening"]) == 2
    assert [section["number"] for section in made["sections"]] == list("一二三四五六")
    assert overview["passages"][1]["heading"] == "（二）依申请公开"
    assert len(overview["passages"][1]["paragraphs"]) == 2
    assert [section["passages"] for section in made["sections"][1:4]] == [[], [], []]
    assert made["sections"][4]["passages"][0]["heading"] == ""


def test_a_value_of_another_kind_departs_from_the_schema():
    made = to_json(content())
    made["table3"]["new"]["natural"] = "0"
    del made["table4"]["review"]["total"]

    assert problems("report", made) == [
        "$.table3.new.natural: not ['integer', 'null']",
        "$.table4.review: total is missing",
    ]
