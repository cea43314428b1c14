"""The HTML of a report: the form's tables with heads and spans, all text escaped, nothing inline."""

import re

import pytest
from lxml import html

from gongkai.documents import clean_html
from gongkai.law.report_form import TABLES, form_for
from gongkai.reports.content import Passage
from gongkai.reports.writing import Part, layout, printed_cell, style_sheet, to_html
from tests.reports.writing.contents import NOTES, ORGAN, content, large, telling

SCOPES = {Part.BAND: "rowgroup", Part.COLUMN_HEAD: "col", Part.ROW_HEAD: "row"}
HOSTILE = "<script>alert(1)</script>&\"'"


def parsed(content_, **options):
    return html.fromstring(str(to_html(content_, **options)))


@pytest.mark.parametrize("year", [2020, 2024])
def test_every_cell_stands_in_its_row_with_its_spans_and_scope(year):
    made = content(year, cells=telling(form_for(year)))
    tables = parsed(made).findall(".//table")

    assert len(tables) == len(TABLES)
    for table, laid in zip(tables, layout(made.form).values(), strict=True):
        rows = table.findall(".//tr")
        assert len(rows) == laid.rows
        for number, row in enumerate(rows):
            expected = [
                (
                    printed_cell(made, cell.cell) if cell.cell else cell.text,
                    str(cell.rowspan),
                    str(cell.colspan),
                    SCOPES.get(cell.part),
                )
                for cell in laid.in_row(number)
            ]
            assert [
                (cell.text_content(), cell.get("rowspan", "1"), cell.get("colspan", "1"), cell.get("scope"))
                for cell in row
            ] == expected
            assert [cell.tag == "th" for cell in row] == [cell.is_head for cell in laid.in_row(number)]


def test_each_table_has_a_caption_and_a_region_that_takes_the_focus():
    for region in parsed(content()).find_class("report-scroll"):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label") == region.find("table/caption").text
    assert len(parsed(content()).find_class("report-scroll")) == 3


def test_heads_of_the_whole_table_are_its_head_and_blocks_are_bodies():
    table2, table3, table4 = parsed(content()).findall(".//table")

    assert (len(table2.findall("thead")), len(table2.findall("tbody"))) == (0, 4)
    assert [len(table.findall("thead/tr")) for table in (table3, table4)] == [3, 3]


def test_headings_follow_each_other_below_the_level_asked_for():
    levels = [
        int(one.tag[1]) for one in parsed(content(), level=1).iter() if re.fullmatch("h[1-6]", str(one.tag))
    ]

    assert levels[0] == 1
    assert levels.count(2) == 6
    assert set(levels) == {1, 2, 3}


def test_text_is_escaped_wherever_it_stands():
    made = content(
        title=HOSTILE,
        opening=(HOSTILE,),
        prose={"overview": (Passage(HOSTILE, (HOSTILE,)),)},
        notes=dict.fromkeys(NOTES, HOSTILE),
        signed_by=HOSTILE,
        edition=2,
        correction=HOSTILE,
    )

    assert "<script" not in to_html(made)
    assert parsed(made).text_content().count("alert(1)") == 6 + len(NOTES)


def test_no_style_and_no_script_is_inline_and_every_class_is_ours():
    root = parsed(content(cells=large(form_for(2024)), notes=NOTES))

    for element in root.iter():
        assert element.tag not in ("style", "script")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        # Besides ours the few that a body keeps when it is cleaned.
        assert all(name.startswith(("report-", "ta-")) for name in element.get("class", "").split())


def test_the_date_can_be_read_by_programs_and_a_remark_is_marked():
    root = parsed(content(notes=NOTES))

    assert root.find(".//time").get("datetime") == "2025-01-15"
    assert root.find_class("report-note")[0].text == "（其中修订16件）"
    assert root.find_class("report-signature")[0].text == ORGAN


def test_a_page_with_the_title_takes_the_report_without_it_and_its_sections_a_level_higher():
    root = parsed(content(), titled=False)

    assert not root.find_class("report-title")
    assert {heading.tag for heading in root.find_class("report-section-title")} == {"h2"}


def test_what_is_centred_stays_so_when_the_body_is_cleaned():
    root = html.fromstring(f"<div>{clean_html(str(to_html(content())))}</div>")

    assert {"ta-center"} == {cell.get("class") for cell in root.iter("td") if (cell.text or "").isdigit()}
    assert [line.text for line in root.find_class("ta-right") if line.text] == [ORGAN, "2025年1月15日"]


def test_every_class_of_the_style_sheet_is_used():
    made = str(to_html(content(edition=2, notes=NOTES)))

    for name in set(re.findall(r"\.(report-[a-z0-9-]+)", style_sheet())):
        assert re.search(rf'class="[^"]*\b{name}\b', made), name


def test_on_a_phone_the_page_does_not_move_sideways_and_labels_stay_in_sight(chromium):
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    try:
        made = content(cells=large(form_for(2024)), notes=NOTES)
        page.set_content(
            f'<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width">'
            f"<title>年报</title><style>{style_sheet()}</style><main>{to_html(made, level=1)}</main></html>"
        )
        region = page.locator(".report-scroll").nth(1)
        label = region.locator(".report-label-2").first
        before = label.bounding_box()["x"]
        moved = region.evaluate("element => (element.scrollLeft = 150, element.scrollLeft)")

        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert moved == 150
        assert abs(label.bounding_box()["x"] - before) <= 20
        assert region.evaluate("element => (element.focus(), document.activeElement === element)")
    finally:
        page.close()
