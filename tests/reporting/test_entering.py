"""People provide what lives outside: one figure, a table of them, and taking one back."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.reporting import importing
from gongkai.reporting.acts.enter import enter_figure, import_figures, take_back
from gongkai.reporting.entered import provided, targets
from gongkai.reporting.figures import figures_of
from gongkai.reporting.models import EnteredFigure
from tests.factories import NOW, make_bureau

LICENSING = "table2/licensing"


def enter(office, key: str = LICENSING, value: object = "12", *, actor=None, year: int = 2025, **more):
    filled = {"source": "行政审批科，按作出决定之日统计"} | more
    return enter_figure(
        actor=actor or office.reviewer, organ_id=office.organ.pk, year=year, key=key, value=value, now=NOW,
        **filled,
    )  # fmt: skip


def table(*rows: tuple[object, ...], name: str = "数据.csv") -> io.BytesIO:
    """A csv with the three columns."""
    lines = [("指标", "数值", "来源"), *rows]
    return io.BytesIO("\n".join(",".join(map(str, line)) for line in lines).encode("utf-8-sig"))


def take_in(office, stream: io.BytesIO, *, name: str = "数据.csv", year: int = 2025):
    return import_figures(
        actor=office.reviewer, organ_id=office.organ.pk, year=year, name=name, stream=stream, now=NOW
    )


def held(office, year: int = 2025) -> dict[str, object]:
    return {key: one.value for key, one in provided(office.organ, year).items()}


def test_a_figure_is_kept_with_source_person_and_an_audit_row(office):
    enter(office)
    enter(office, "table2/fees", "1,234.5678", actor=office.office_head)
    enter(office, "wechat", 348)
    assert held(office) == {LICENSING: 12, "table2/fees": Decimal("1234.5678"), "wechat": 348}
    assert provided(office.organ, 2025)["table2/fees"].person == office.office_head.name
    row = AuditEntry.objects.filter(act="reporting.figure.entered").order_by("seq").first()
    assert (row.subject, row.detail) == ("figure", {"year": 2025, "figure": LICENSING})


def test_the_newest_entry_holds_and_the_earlier_ones_stay_on_record(office):
    enter(office, value=12)
    enter(office, value=15)
    assert held(office) == {LICENSING: 15}
    assert EnteredFigure.objects.count() == 2


def test_what_is_taken_back_is_provided_by_nobody(office):
    enter(office)
    arguments = {"actor": office.reviewer, "organ_id": office.organ.pk, "year": 2025, "key": LICENSING}
    with pytest.raises(InputRefused, match="理由"):
        take_back(**arguments, reason=" ", now=NOW)
    take_back(**arguments, reason="统计口径有误", now=NOW)
    assert held(office) == {}
    with pytest.raises(ActRefused, match="已经撤回"):
        take_back(**arguments, reason="再次", now=NOW)
    assert AuditEntry.objects.filter(act="reporting.figure.taken_back").count() == 1
    enter(office, value=9)
    assert held(office) == {LICENSING: 9}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (LICENSING, "十二", "不是数字"),
        (LICENSING, "", "不是数字"),
        (LICENSING, "NaN", "不是数字"),
        (LICENSING, "1.5", "须是整数"),
        (LICENSING, "-1", "不能是负数"),
        (LICENSING, "1e30", "太大"),
        ("table2/fees", "1.23456", "最多写4位小数"),
        ("wechat", "0.5", "须是整数"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(office, key, value, words):
    with pytest.raises(InputRefused, match=words) as refused:
        enter(office, key, value)
    assert "value" in refused.value.fields
    assert EnteredFigure.objects.count() == 0


@pytest.mark.parametrize(
    "key", ["table3/new/natural", "table4/review/upheld", "table2/normative/made", "published.total",
            "proposals.rate", "processing_fee", "requests.received", "no/such", "table2/services/change"],
)  # fmt: skip
def test_what_the_system_counts_cannot_be_entered(office, key):
    with pytest.raises(InputRefused, match="由系统统计"):
        enter(office, key)


def test_the_history_before_the_organ_came_can_be_entered(office):
    for key in ("table3/carried_out/natural", "table4/review/upheld", "table2/normative/made",
                "published.total", "processing_fee"):  # fmt: skip
        enter(office, key, 3, year=2021)
    assert len(held(office, 2021)) == 5
    enter(office, "table2/services/change", -2, year=2020)
    assert held(office, 2020) == {"table2/services/change": -2}


@pytest.mark.parametrize(("year", "words"), [(2018, "2019年及以后"), (2027, "还没有开始")])
def test_other_years_are_refused(office, year, words):
    with pytest.raises(InputRefused, match=words) as refused:
        enter(office, year=year)
    assert "year" in refused.value.fields


def test_a_figure_without_a_source_is_refused(office):
    for source in (" ", "长" * 201):
        with pytest.raises(InputRefused, match="来源"):
            enter(office, source=source)


def test_only_the_office_of_the_organ_enters(office):
    with pytest.raises(ActRefused, match="公开工作机构"):
        enter(office, actor=office.signer)
    for stranger in (office.drafter, office.auditor, make_bureau(office.authority).reviewer):
        with pytest.raises(NotVisible):
            enter(office, actor=stranger)


# Tables.


def test_a_table_is_taken_in_as_a_whole_with_one_audit_row(office):
    rows = take_in(
        office,
        table(("表二 行政许可·本年处理决定数量", 12, "审批科"),
              ("表二 行政事业性收费·本年收费金额", "0.5", "财务科"),
              ("微信公众号发布信息", 348, "宣传科"), ("hotline", "1", "热线办")),
    )  # fmt: skip
    assert {row.origin for row in rows} == {"imported"}
    assert held(office) == {LICENSING: 12, "table2/fees": Decimal("0.5"), "wechat": 348, "hotline": 1}
    row = AuditEntry.objects.get(act="reporting.figure.imported")
    assert (row.detail["rows"], len(row.detail["figures"])) == (4, 4)
    assert figures_of(office.organ, 2025)["wechat"].origin == "imported"


def test_one_faulty_row_keeps_all_out_and_every_faulty_row_is_named(office):
    with pytest.raises(InputRefused) as refused:
        take_in(
            office,
            table(("微信公众号发布信息", 348, "宣传科"), ("新闻发布会", "一", "办公室"), ("没有的", 1, "x"),
                  ("hotline", 1, ""), ("wechat", 3, "宣传科")),
        )  # fmt: skip
    fields = refused.value.fields
    assert list(fields) == ["line_3", "line_4", "line_5", "line_6"]
    assert fields["line_3"] == "第3行：“新闻发布会”的数值“一”不是数字，请只填数字。"
    assert "没有“没有的”这个" in fields["line_4"]
    assert "没有写数据来源" in fields["line_5"]
    assert "第2行已经填过" in fields["line_6"]
    assert "4处问题，没有导入任何一行" in refused.value.message
    assert EnteredFigure.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("数据.xls", b"x", "xlsx 或 csv"),
        ("数据.xlsx", b"PK\x03\x04 damaged", "xlsx"),
        ("数据.csv", b"\xff\xfe\xfd", "编码"),
        ("数据.csv", "甲,乙\n1,2\n".encode(), "表头"),
        ("数据.csv", "指标,数值,来源\n".encode(), "没有填了数值的行"),
        ("数据.csv", b"a" * (importing.MOST_BYTES + 1), "太大"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(office, name, data, words):
    with pytest.raises(InputRefused, match=words):
        take_in(office, io.BytesIO(data), name=name)


def test_too_many_rows_are_refused(office):
    with pytest.raises(InputRefused, match="1000 行"):
        take_in(office, table(*[("wechat", 1, "x")] * 1001))


def test_the_template_names_every_figure_and_comes_back_filled(office):
    import openpyxl

    data = importing.template(office.organ, 2025)
    lines = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert lines[0] == ["指标", "单位", "数值", "来源"]
    assert {line[0] for line in lines[1:]} == {one.label for one in targets(office.organ, 2025).values()}
    assert ["表二 行政事业性收费·本年收费金额", "万元", "", ""] in lines
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        row[2].value, row[3].value = 2, "各科室"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    take_in(office, out, name="模板.xlsx")
    assert set(held(office).values()) == {2}
    assert held(office).keys() == targets(office.organ, 2025).keys()


def test_labels_are_unmistakable(office):
    for year in (2020, 2021, 2025):
        labels = [one.label for one in targets(office.organ, year).values()]
        assert len(labels) == len(set(labels))
