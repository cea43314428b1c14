"""What a report must have beside its sums: each defect is found, and a report without one is let be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from gongkai.law.report_form import TABLE2, TABLE3, TABLE4, CellId
from gongkai.reports.checks import CHECKS, check
from gongkai.reports.checks.engine import RUNS
from gongkai.reports.report import Kind, ReadReport, ReadSection
from gongkai.reports.source import Mark, MarkKind, Paragraph
from gongkai.reports.verdicts import Finding, Result, Scope
from tests.reports.checks.clean_texts import CLEAN
from tests.reports.checks.made import NUMERALS, OPENING, TEXTS, cell, report, without_table


def faults(made: ReadReport, previous: ReadReport | None = None) -> dict[str, Finding]:
    """The findings of form that are no pass, by id; not the one that wants the report of the year before."""
    return {
        one.id: one
        for one in check(made, previous)
        if one.scope is Scope.FORM
        and one.result is not Result.PASS
        and not (one.check == "taken_over" and one.result is Result.NOT_ASSESSABLE)
    }


def with_text(section: str, *paragraphs: str) -> ReadReport:
    """The good report with paragraphs added to a section."""
    return report(texts={section: (*TEXTS[section], *paragraphs)})


def headed(made: ReadReport, code: str, heading: str, number: str = "") -> ReadReport:
    """The report with another heading over one section."""
    sections = tuple(
        replace(one, heading=heading, number=number) if one.code == code else one for one in made.sections
    )
    return replace(made, sections=sections)


def test_every_declared_check_is_run_and_no_other():
    assert set(RUNS) == set(CHECKS.codes())


def test_ids_are_unique_and_say_which_check():
    found = check(with_text("overview", "XX局XX局。", "XX县XX县。"))

    assert len({one.id for one in found}) == len(found)
    assert all(one.id.split(".")[0] == one.check for one in found)


def test_a_good_report_is_let_be():
    assert faults(report()) == {}


@pytest.mark.parametrize("texts", CLEAN, ids=range(len(CLEAN)))
def test_no_clean_text_is_blamed(texts: dict[str, tuple[str, ...]]):
    told = dict(texts)
    opening = told.pop("opening", OPENING)

    assert faults(report(texts=told, opening=opening)) == {}


def test_a_missing_section_is_named():
    made = report()
    made = replace(made, sections=tuple(one for one in made.sections if one.code != "problems"))
    found = faults(made)

    assert set(found) == {"sections_present.problems"}
    assert found["sections_present.problems"].counts_as_failure
    assert "第五部分“存在的主要问题及改进情况”" in found["sections_present.problems"].message


def test_a_section_is_missing_also_where_the_next_one_bears_its_number():
    made = report()
    later = made.sections[2:]
    moved = tuple(
        replace(one, number="", heading=f"{NUMERALS[n]}{one.heading[1:]}") for n, one in enumerate(later, 1)
    )
    lines = tuple(Paragraph(one.heading, one.where) for one in (made.sections[0], *moved))
    made = replace(made, sections=(made.sections[0], *moved), paragraphs=lines)

    assert set(faults(made)) == {"sections_present.proactive"}


def test_sections_out_of_order_are_told():
    one, two, three, four, five, six = report().sections
    made = replace(report(), sections=(one, three, two, four, five, six))

    assert set(faults(made)) == {"sections_order.requests"}


@pytest.mark.parametrize("heading", ["5、存在的主要问题及改进情况", "四、存在的主要问题及改进情况"])
def test_a_number_that_breaks_the_row_is_told(heading: str):
    found = faults(headed(report(), "problems", heading))

    assert set(found) == {"section_numbering.problems"}
    assert found["section_numbering.problems"].result is Result.FAIL
    assert not found["section_numbering.problems"].counts_as_failure


def test_a_number_that_the_reader_kept_apart_is_told_too():
    made = headed(report(), "problems", "5、 存在的主要问题及改进情况", "5、")

    assert set(faults(made)) == {"section_numbering.problems"}


def test_sections_without_any_number_are_not_judged():
    made = report()
    for one in made.sections:
        made = headed(made, one.code, one.heading[2:])

    assert {one.result for one in faults(made).values()} == {Result.NOT_ASSESSABLE}


def test_another_title_is_asked_about():
    found = faults(headed(report(), "overview", "一、概述"))

    assert {key: one.result for key, one in found.items()} == {"section_titles.overview": Result.UNCERTAIN}


@pytest.mark.parametrize("table", [TABLE2, TABLE3, TABLE4])
def test_a_missing_table_and_one_without_figures_are_failures(table: str):
    missing = faults(without_table(report(), table))[f"tables_present.{table}"]
    made = report()
    emptied = {at: cell(None) if at.table == table else one for at, one in made.cells.items()}
    empty = faults(replace(made, cells=emptied))[f"tables_present.{table}"]

    assert missing.counts_as_failure and empty.counts_as_failure
    assert "没有找到" in missing.message and "没有数字" in empty.message


def test_a_table_that_may_be_a_picture_is_asked_about():
    made = replace(without_table(report(), TABLE4), gaps=("文档含有1处图片，其中的文字没有读取。",))

    assert faults(made)["tables_present.table4"].result is Result.UNCERTAIN


def test_cells_that_could_not_be_read_are_named_by_row():
    made = report()
    at = CellId(TABLE3, "r.deny.1", "natural")
    made = replace(made, cells={**made.cells, at: cell(None, "表2第5行第4列", Kind.UNREADABLE)})
    found = faults(made)["tables_present.table3"]

    assert found.result is Result.UNCERTAIN
    assert "属于国家秘密" in found.message and found.where == "表2第5行第4列"


def test_empty_cells_are_asked_about_once_a_table():
    found = faults(report({"table3/new/research": None, "table3/new/welfare": None}))

    assert set(found) == {"blank_cells.table3"}
    assert found["blank_cells.table3"].left == "2"


@pytest.mark.parametrize(
    ("opening", "ids"),
    [
        ((), {"period_stated", "contact_stated", "address_stated"}),
        ((OPENING[1].replace("1月1日", "2月1日"),), {"period_stated"}),
        ((OPENING[1][: OPENING[1].index("如有")],), {"contact_stated"}),
        ((OPENING[1].replace("（http://www.qingshi.example/zwgk）", ""),), set()),
        (("统计期限为2023年1月1日—12月31日。电话：0999-1234567。",), {"address_stated"}),
    ],
)
def test_what_a_reader_looks_for_is_missed(opening: tuple[str, ...], ids: set[str]):
    found = faults(report(opening=opening))

    assert {one.check for one in found.values() if one.result is not Result.NOT_ASSESSABLE} == ids
    assert not any(one.result is Result.FAIL for one in found.values())


def test_the_fee_has_its_place_in_section_six():
    assert set(faults(report(texts={"other": ("没有其他需要报告的事项。",)}))) == {"fee_stated"}


@pytest.mark.parametrize("head", range(1, 6))
def test_a_head_that_is_left_out_is_named(head: int):
    kept = tuple(text for n, text in enumerate(TEXTS["overview"]) if n != head)
    found = faults(report(texts={"overview": kept}))
    missed = [one for one in found.values() if one.check == "heads_covered"]

    assert len(missed) == 1


def test_a_title_of_another_year_than_the_period_fails():
    made = replace(report(), title="青石县水务局2022年政府信息公开工作年度报告")

    assert faults(made)["years_agree"].counts_as_failure


@pytest.mark.parametrize(
    "text",
    [
        "2022年，青石县水务局未收到政府信息公开申请。",
        "2022年度，我局通过政府网站公开信息60条。",
        "2022年全年公开信息60条。",
        "截至2022年12月31日，共公开信息60条。",
        "2022年5月，组织全县政务公开培训1次。",
        "2021年我局公开信息60条。",
        "2022年新收申请6件，结转上年1件，办结7件。",
        "我局2022年收到申请3件。",
        "2024年，我局公开信息60条。",
    ],
)
def test_the_year_of_another_report_is_asked_about(text: str):
    found = faults(with_text("overview", text))

    assert {one.check for one in found.values()} == {"year_in_text"}
    assert all(one.result is Result.UNCERTAIN for one in found.values())


def test_the_opening_of_last_year_is_asked_about():
    opening = (OPENING[0].replace("2023年", "2022年"), OPENING[1])

    assert {one.check for one in faults(report(opening=opening)).values()} == {"year_in_text"}


@pytest.mark.parametrize(
    "left",
    [
        "[bookmark: _GoBack]", "[TOC]", "错误!未找到引用源。", "Error! Reference source not found.",
        "批注[A1]", "_GoBack", "{ PAGEREF _Toc123 }", "&nbsp;", "<br/>",
    ],
)  # fmt: skip
def test_traces_of_editing_in_the_text_are_found(left: str):
    made = with_text("overview", f"{left}健全工作机制。")
    made = replace(made, paragraphs=(*made.paragraphs, Paragraph(f"{left}健全工作机制。", "第9段")))
    found = faults(made)

    assert {one.check for one in found.values()} == {"editing_marks"}
    assert all(one.result is Result.FAIL and not one.counts_as_failure for one in found.values())


@pytest.mark.parametrize("kind", list(MarkKind))
def test_marks_of_the_file_are_told_once_a_kind(kind: MarkKind):
    made = replace(report(), marks=(Mark(kind, "甲", "第3段"), Mark(kind, "乙", "第4段")))
    found = faults(made)

    assert set(found) == {f"editing_marks.{kind}"}
    assert found[f"editing_marks.{kind}"].left == "2"
    expected = Result.UNCERTAIN if kind is MarkKind.HIDDEN else Result.FAIL
    assert found[f"editing_marks.{kind}"].result is expected


@pytest.mark.parametrize(
    "text",
    [
        "XX局公开信息60条。", "全年公开信息XX条。", "××局认真落实要求。", "全年公开信息____条。", 
        "（此处填写数据）",
        "【】", "公开目录（待补充）。", "TODO", "某某局认真落实要求。", "20XX年公开信息。",
        "X月X日召开会议。", "共X条。", "{{organ}}公开信息。", "xxx单位公开信息。", "培训情况待填写。",
        "办理XX件。", "公开信息???条。",
    ],
)  # fmt: skip
def test_places_nobody_filled_in_are_found(text: str):
    found = faults(with_text("overview", text))

    assert {one.check for one in found.values()} == {"placeholders"}


@pytest.mark.parametrize(
    "text",
    [
        "加强资金资金管理。", "提高工作的的水平。", "进一步进一步规范流程。", "依法公开公开各类信息。",
        "全年公开信息，，共60条。", "规范信息公开规范信息公开流程。",
        "在各部门的支持下，在各部门的支持下，工作有序。",
    ],
)  # fmt: skip
def test_doubled_words_are_asked_about(text: str):
    found = faults(with_text("overview", text))

    assert {(one.check, one.result) for one in found.values()} == {("doubled_words", Result.UNCERTAIN)}


@pytest.mark.parametrize(
    "text",
    ["（一）甲方面。\n（三）乙方面。", "一是甲；二是乙；四是丙。", "1.甲。\n3.乙。"],
)
def test_numbers_inside_a_section_that_jump_are_asked_about(text: str):
    found = faults(with_text("other", *text.split("\n")))

    assert {(one.check, one.result) for one in found.values()} == {("sub_numbering", Result.UNCERTAIN)}


@pytest.mark.parametrize(
    ("signed", "word"), [(date(2023, 11, 1), "还没有结束"), (date(2024, 2, 20), "晚于公布期限2024年1月31日")]
)
def test_a_signature_out_of_its_time_is_asked_about(signed: date, word: str):
    found = faults(replace(report(), signed_on=signed))

    assert {one.check for one in found.values()} == {"dates_order"}
    assert word in found["dates_order.signature"].message


def test_a_government_has_until_march():
    made = replace(report(), signed_on=date(2024, 3, 20), organ="青石县人民政府")

    assert faults(made) == {}


def test_dates_that_cannot_follow_each_other_are_asked_about():
    backwards = faults(with_text("overview", "整改自2023年9月1日至2023年3月1日进行。"))
    later = faults(with_text("overview", "公众号已于2024年6月3日注销。"))

    assert set(backwards) == {"dates_order.span"}
    assert "dates_order.event" in later


LONG = "健全机制，明确专人，逐级审核，确保公开的内容准确、及时、规范，" * 3 + "2023年继续完善。"


def test_a_long_paragraph_of_last_year_is_asked_about():
    now = with_text("problems", LONG)
    before = report(year=2022, texts={"problems": (*TEXTS["problems"][:1], LONG.replace("2023年", "2022年"))})
    found = {key: one for key, one in faults(now, before).items() if one.check == "taken_over"}

    assert len(found) >= 1
    (told,) = [one for one in found.values() if "健全机制" in one.message]
    assert told.result is Result.UNCERTAIN and told.left == "100%"


def test_figures_brought_up_to_date_are_not_taken_over():
    text = "全年通过政府网站公开信息{0}条，通过公众号发布{1}条，召开新闻发布会{2}次，" * 3
    now = with_text("other", text.format(60, 348, 2))
    before = report(year=2022, texts={"other": (text.format(52, 300, 1),)})

    assert not [one for one in faults(now, before).values() if one.id.startswith("taken_over.other")]


def test_only_tables_leave_the_text_unjudged():
    made = replace(report(), sections=(), opening=(), paragraphs=(), title="", signed_on=None)
    found = faults(made)

    assert {one.result for one in found.values()} == {Result.NOT_ASSESSABLE}


def test_a_section_of_ones_own_is_no_fault():
    more = ReadSection("", "七、", "七、附件", "第99段", ())

    assert faults(replace(report(), sections=(*report().sections, more))) == {}


def test_a_section_under_a_title_nobody_knows_is_taken_by_its_number_and_place():
    made = report()
    sections = tuple(
        replace(one, code="", heading="二、政府信息主动公开") if one.code == "proactive" else one
        for one in made.sections
    )

    assert set(faults(replace(made, sections=sections))) == {"section_titles.proactive"}


def test_a_line_that_looks_like_the_missing_title_is_taken_for_it():
    made = report()
    lines = tuple(
        replace(one, text="一、总体工作") if one.text == "一、总体情况" else one for one in made.paragraphs
    )
    found = faults(replace(made, sections=made.sections[1:], paragraphs=lines))

    assert set(found) == {"section_titles.overview", "heads_covered"}


def test_a_hotline_in_the_text_is_no_contact():
    opening = (OPENING[1][: OPENING[1].index("如有")],)
    made = report(opening=opening, texts={"other": ("上线“行风热线”1次，未收取信息处理费。",)})

    assert set(faults(made)) == {"contact_stated"}


def test_the_same_trace_is_told_once():
    texts = [Paragraph("<td>0</td>", f"第{n}行") for n in range(200)]
    found = faults(replace(report(), paragraphs=tuple(texts)))

    assert len(found) == 2
    assert {one.where for one in found.values()} == {"第0行"}


@pytest.mark.parametrize("text", ["教育局局" * 50_000, "（2023年收到1件，其中" * 10_000])
def test_a_text_without_an_end_is_looked_through_in_seconds(text: str):
    began = process_time()
    assert check(with_text("overview", text))
    assert process_time() - began < 8
