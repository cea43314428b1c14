"""The Word document: tables as the form draws them, headings, fonts, and nothing about who made it."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from gongkai.documents.letters.layout import FontNames
from gongkai.law.report_form import FORMS, TABLES, CellId, form_for
from gongkai.reports.writing import layout, printed_cell, to_docx
from gongkai.reports.writing.word_tables import TEXT_WIDTH
from tests.reports.writing.contents import NOTES, ORGAN, content, large, telling

YEARS = (2020, 2024)


def opened(content_):
    return docx.Document(BytesIO(to_docx(content_)))


def parts(content_):
    with zipfile.ZipFile(BytesIO(to_docx(content_))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def level(style):
    """The outline level a style gives, its own or that of the style it is based on."""
    while style is not None:
        found = style.element.find(f".//{qn('w:outlineLvl')}")
        if found is not None:
            return int(found.get(qn("w:val")))
        style = style.base_style
    return None


def shown(text):
    return "".join(text.split())


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_stands_where_the_form_has_it(year):
    made = content(year, cells=telling(form_for(year)))
    document = opened(made)

    assert len(document.tables) == len(TABLES)
    for table, laid in zip(document.tables, layout(made.form).values(), strict=True):
        assert (len(table.rows), len(table.columns)) == (laid.rows, laid.columns)
        # python-docx works the whole table out anew for each cell it is asked for.
        places = table._cells
        for cell in laid.cells:
            first = places[cell.row * laid.columns + cell.column]
            row, column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
            assert shown(first.text) == (printed_cell(made, cell.cell) if cell.cell else cell.text)
            assert first._tc is places[row * laid.columns + column]._tc


@pytest.mark.parametrize("year", YEARS)
def test_every_table_has_a_grid_a_name_and_rows_that_do_not_split(year):
    for element in (table._tbl for table in opened(content(year)).tables):
        widths = [int(one.get(qn("w:w"))) for one in element.tblGrid.findall(qn("w:gridCol"))]
        rows = element.findall(qn("w:tr"))

        assert sum(widths) == TEXT_WIDTH == int(element.find(f".//{qn('w:tblW')}").get(qn("w:w")))
        assert element.find(f".//{qn('w:tblCaption')}").get(qn("w:val"))
        assert ORGAN in element.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        for row in rows:
            spans = [tc.find(f".//{qn('w:gridSpan')}") for tc in row.findall(qn("w:tc"))]
            assert sum(1 if one is None else int(one.get(qn("w:val"))) for one in spans) == len(widths)


def test_head_rows_repeat_where_they_are_heads_of_the_whole_table():
    repeated = [
        [row.find(f".//{qn('w:tblHeader')}") is not None for row in table._tbl.findall(qn("w:tr"))]
        for table in opened(content()).tables
    ]

    assert [rows.count(True) for rows in repeated] == [0, 3, 3]
    assert repeated[1][:3] == repeated[2][:3] == [True, True, True]


def test_sections_and_passages_are_headings_of_the_navigation_pane():
    document = opened(content())
    outlined = [(p.style.name, p.text) for p in document.paragraphs if level(p.style) is not None]

    assert [text for style, text in outlined if style != "Heading 2"] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert ("Heading 2", "（一）主动公开") in outlined


def test_all_parts_are_well_formed_and_ask_for_the_fonts_of_letters_only():
    fonts = FontNames()
    known = {fonts.body, fonts.title, fonts.heading, fonts.subheading, fonts.page_number}
    asked = set()
    for name, data in parts(content(cells=large(FORMS["2021"]), notes=NOTES)).items():
        root = etree.fromstring(data)
        asked |= {
            value
            for one in root.iter(qn("w:rFonts"))
            for value in one.attrib.values()
            if name.startswith("word/")
        }
        assert b"highlight" not in data
        assert b"FFFF00" not in data

    assert asked == known


def test_the_same_content_gives_the_same_bytes_and_names_nobody():
    first, second = to_docx(content()), to_docx(content())
    properties = docx.Document(BytesIO(first)).core_properties

    assert first == second
    assert properties.title == f"{ORGAN}2024年政府信息公开工作年度报告"
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)


def test_the_document_is_chinese():
    language = opened(content()).styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")

    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("zh-CN", "zh-CN")


def test_blank_is_not_zero_and_decimals_have_no_needless_zeros():
    form = FORMS["2021"]
    cells = {**large(form), CellId("table2", "penalty"): None, CellId("table2", "coercion"): 0}
    (table2, _, _) = opened(content(cells=cells)).tables
    by_label = {row.cells[0].text: row.cells[1].text for row in table2.rows}

    assert by_label["行政处罚"] == ""
    assert by_label["行政强制"] == "0"
    assert by_label["行政事业性收费"] == "4068.208"


def test_a_remark_stands_in_brackets_beside_its_number():
    (table2, _, _) = opened(content(notes=NOTES)).tables

    assert shown(table2.cell(3, 3).text) == "0（其中修订16件）"
    assert shown(table2.cell(6, 1).text).startswith("0（含下属事业单位")


def test_a_later_edition_says_under_its_title_what_was_corrected():
    first = content()
    second = replace(first, edition=2, correction="表三“其他处理”总计应为143件。")

    assert not [p for p in opened(first).paragraphs if "版" in p.text]
    paragraphs = [p.text for p in opened(second).paragraphs]
    assert paragraphs[1] == "（第2版，更正说明：表三“其他处理”总计应为143件）"


def test_characters_no_file_may_hold_are_left_out():
    spoilt = content(title="清河县\x0b自然资源局\ud8002024年报告", opening=("根据\x00<条例>&规定\ufffe。",))
    document = opened(spoilt)

    assert document.core_properties.title == "清河县自然资源局2024年报告"
    assert "根据<条例>&规定。" in [p.text for p in document.paragraphs]


def test_signature_and_date_close_the_report_and_may_be_missing():
    closing = [p.text for p in opened(content()).paragraphs][-2:]
    unsigned = [p.text for p in opened(content(signed_by="", signed_on=None)).paragraphs]

    assert closing == [ORGAN, "2025年1月15日"]
    assert unsigned[-1] == "2024年未收取信息处理费。"
