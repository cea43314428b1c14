"""Whose report it is, of which year, in which sections, signed by whom."""

from datetime import date

import pytest

from gongkai.reports.finding import understand
from gongkai.reports.source import Source
from tests.reports.finding.made import HEADINGS, TITLE, grid, paragraphs, read, report, truth

VALUES = truth()
ORGAN = "青石县水务局"
CODES = ["overview", "proactive", "requests", "remedies", "problems", "other"]
BODY = [text for heading in HEADINGS for text in (heading, "这里是这一部分的内容，写得不长。")]


def codes(found):
    """The codes of the sections found."""
    return [section.code for section in found.sections]


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE], ["青石县水务局", "2023年政府信息公开工作年度报告"],
        ["青石县水务局2023年", "政府信息公开工作年度报告"],
        ["青石县水务局二〇二三年政府信息公开工作年度报告"], ["2023年度青石县水务局政府信息公开年度报告"],
        ["青石县水务局政府信息公开工作年度报告", "（2023年度）"],
        ["青石县水务局 2023 年度政府信息公开工作报告"],
        ["首页 > 年报 > 2022年信息公开年报", "青石县水务局政府信息公开2023年度报告"],
        ["青石县水务局2023年政府信", "息公开工作年度报告"],
    ],
)  # fmt: skip
def test_the_title_tells_organ_and_year(lines):
    found = read(*lines, "根据条例编制。", *BODY)
    assert (found.organ, found.year) == (ORGAN, 2023)
    assert [p.text for p in found.opening][-1:] == ["根据条例编制。"]


def test_the_file_name_tells_where_the_title_is_missing():
    found = read(*BODY, file_name="上传/青石县水务局2023年政府信息公开工作年度报告.docx")
    assert (found.organ, found.year, found.title) == (ORGAN, 2023, "")


def test_the_period_tells_the_year_where_nothing_else_does():
    found = read("所列数据的统计期限自2022年1月1日起至2022年12月31日止。", *BODY)
    assert (found.organ, found.year) == ("", 2022)


def test_what_is_not_told_is_empty():
    found = read("一些文字。")
    assert (found.organ, found.year, found.title, found.sections, found.signed_by, found.signed_on) == (
        "", None, "", (), "", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "signed_by", "on"),
    [
        ([ORGAN, "2024年1月22日"], ORGAN, date(2024, 1, 22)),
        ([ORGAN, "二〇二四年一月二十二日"], ORGAN, date(2024, 1, 22)),
        ([f"{ORGAN}  2024 年 1 月 2 日"], ORGAN, date(2024, 1, 2)),
        (["2024年1月22日"], "", date(2024, 1, 22)),
        ([ORGAN], ORGAN, None),
        ([ORGAN, "2024年2月30日"], ORGAN, None),
        ([ORGAN, "2024年1月22日", "浏览次数：15", "打印", "发布日期：2024-01-30"], ORGAN, date(2024, 1, 22)),
    ],
)
def test_the_signature_stands_at_the_end(lines, signed_by, on):
    found = read(TITLE, *BODY, *lines)
    assert (found.signed_by, found.signed_on) == (signed_by, on)
    assert ORGAN not in found.sections[-1].text


def test_an_impossible_date_is_said():
    assert any("日历" in gap for gap in read(TITLE, *BODY, ORGAN, "2024年2月30日").gaps)


@pytest.mark.parametrize(
    ("heading", "code", "number"),
    [
        ("5、 存在的主要问题及改进情况", "problems", "5、"),
        ("五.存在的主要问题和改进情况", "problems", "五."),
        ("第五部分 存在的主要问题及改进情况", "problems", "第五部分"),
        ("存在的主要问题及改进情况", "problems", ""),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems", "五、"),
    ],
)
def test_headings_are_known_with_any_number(heading, code, number):
    found = read(TITLE, *[heading if text == HEADINGS[4] else text for text in BODY])
    section = found.section(code)
    assert codes(found) == CODES
    assert section is not None and (section.number, section.heading) == (number, heading)


def test_contents_and_menus_are_not_the_sections():
    found = read(
        *HEADINGS, TITLE, "目录", *HEADINGS, "根据条例编制本报告。", *BODY, ORGAN, "2024年1月22日", *HEADINGS
    )
    assert codes(found) == CODES
    assert all(section.text == BODY[1] for section in found.sections)
    assert [p.text for p in found.opening] == ["根据条例编制本报告。"]


def test_sections_of_tables_alone_are_sections():
    found = read(*HEADINGS, *report(VALUES))
    assert codes(found) == CODES
    assert [section.text for section in found.sections][1:4] == ["", "", ""]
    assert found.sections[0].where == "第9段"


def test_an_unknown_heading_that_goes_on_counting_is_kept():
    found = read(TITLE, *BODY, "七、附表说明", "附表在后面。")
    assert codes(found) == [*CODES, ""]
    assert found.sections[-1].heading == "七、附表说明"


def test_a_list_inside_a_section_is_no_section():
    body = [*BODY[:9], "一、存在的问题", "公开不及时。", "二、改进的情况", "加强培训。", *BODY[10:]]
    found = read(TITLE, *body)
    assert codes(found) == CODES
    assert len(found.sections[4].paragraphs) == 4


def test_a_heading_with_its_text_run_on_is_cut():
    found = read(
        TITLE,
        "一、总体情况 2023年，我局主动公开信息96条，其中政策文件11条，业务动态50条，其他信息35条。",
        *BODY[2:],
    )
    assert codes(found) == CODES
    assert found.sections[0].heading == "一、总体情况"
    assert found.sections[0].text.startswith("2023年，我局")


def test_text_in_lay_out_cells_is_text():
    inner = [["当前位置：首页"], [TITLE], *([text] for text in BODY), [f"{ORGAN}\n2024年1月22日"]]
    found = read(grid([[grid(inner, "表2")]]))
    assert (found.organ, found.year, found.signed_by) == (ORGAN, 2023, ORGAN)
    assert codes(found) == CODES
    assert found.sections[0].paragraphs[0].where == "表2第4行第1列"


def test_words_of_the_file_reader_are_passed_on():
    found = understand(Source("pdf", paragraphs(TITLE, *BODY), gaps=("第3页没有文字。",)))
    assert found.gaps[0] == "第3页没有文字。"
    assert len(found.gaps) == 4
