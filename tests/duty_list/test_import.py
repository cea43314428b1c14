"""Importing lists in the lay-outs offices use: one row of heads or two, merged cells, ticks, sheets."""

import io

import pytest
import xlsxwriter

from gongkai.duty_list.acts.import_list import confirm_list, drop_import, stage_list
from gongkai.duty_list.acts.lines import retire_line
from gongkai.duty_list.models import DutyImportRow, DutyLine
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from tests.duty_list.factories import make_line, workbook
from tests.factories import NOW, make_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def staged(bureau, data, name="目录.xlsx", actor=None):
    return stage_list(actor=actor or bureau.reviewer, organ_id=bureau.organ.pk, name=name, data=data, now=NOW)


def rows(upload) -> list[DutyImportRow]:
    return list(upload.rows.order_by("place"))


def plain_list(*lines: list[object]) -> bytes:
    heads = ["序号", "公开事项", "公开内容", "公开时限", "责任科室"]
    return workbook(("Sheet1", [heads, *lines], []))


#: The lay-out of the county's standard list: two rows of heads, levels merged, ticks under their heads.
STANDARD = workbook(
    (
        "社会救助",
        [
            ["文川区社会救助领域基层政务公开标准目录"] + [None] * 11,
            ["序号", "公开事项", None, "公开内容（要素）", "公开依据", "公开时限", "公开主体",
             "公开渠道和载体", "公开对象", None, "公开方式", None],
            [None, "一级事项", "二级事项", *[None] * 5, "全社会", "特定群众", "主动", "依申请公开"],
            [1, "综合业务", "政策法规文件", "救助政策", "《条例》第二十条第（十一）项",
             "自信息形成或者变更之日起20个工作日内", "企业科",
             "■政府网站 □政府公报\n□两微一端 ■公示栏（电子屏）", "√", None, "√", None],
            [2, None, "监督检查", "监督电话", "同上", "每季度首月15日前", "企业科", "■政府网站",
             "√", None, "√", None],
            [3, "最低生活保障", "审核审批信息", "名单", "《条例》第二十一条", "定期", "民政科",
             "□政府网站 ■公示栏", None, "√", None, "√"],
        ],
        [(0, 0, 0, 11), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4), (1, 5, 2, 5), (1, 6, 2, 6),
         (1, 7, 2, 7), (1, 8, 1, 9), (1, 10, 1, 11), (3, 1, 4, 1)],
    )
)  # fmt: skip


def test_the_standard_lay_out_with_two_rows_of_heads(bureau):
    one, two, three = rows(staged(bureau, STANDARD))

    assert one.values["level1"] == two.values["level1"] == "综合业务"
    assert (one.values["level2"], one.values["content"]) == ("政策法规文件", "救助政策")
    assert one.values["channel"] == "政府网站、公示栏（电子屏）"
    assert (one.values["audience"], one.values["statutory_class"]) == ("全社会", "art20_11")
    assert one.values["department"] == bureau.business.pk
    assert (one.state, one.doubts) == ("new", [])
    assert two.values["rhythm"]["kind"] == "quarterly"
    assert (three.state, three.values["audience"]) == ("refused", "特定群众")
    assert "依申请" in three.reason


def test_a_plain_list_with_other_names_and_cells_left_blank_below(bureau):
    data = workbook(
        (
            "2026年",
            [
                ["附件2"],
                ["海岳市文川区工信局主动公开基本目录"],
                ["编号", "类别", "目录名称", "具体内容", "更新频率", "责任股室", "信息员", "对应栏目"],
                ["1-1", "机关概况", "机构职能", "三定规定", "长期", "企业科", "张drafter", "栏目tzgg"],
                ["1-2", "", "领导信息", "姓名、分工", "有变化及时更新", "", "", "首页>栏目zcwj"],
                ["", "", "", "照片", "按进度", "", "", "没有的栏目"],
                ["填表说明：更新频率按实际填写"],
            ],
            [],
        )
    )  # fmt: skip
    one, two, three = rows(staged(bureau, data))

    assert (one.values["contact"], one.values["column"]) == (bureau.drafter.pk, bureau.columns["tzgg"].pk)
    assert (two.values["level1"], two.values["department"]) == ("机关概况", bureau.business.pk)
    assert two.values["column"] == bureau.columns["zcwj"].pk
    assert (three.values["level2"], three.values["content"]) == ("领导信息", "照片")
    assert any("按进度" in doubt and "有则公开" in doubt for doubt in three.doubts)
    assert any("没有的栏目" in doubt for doubt in three.doubts)


def test_several_sheets_each_with_its_heads_and_one_without(bureau):
    heads = ["序号", "事项名称", "公开内容及要求", "公开时间", "公开主体", "公开形式"]
    data = workbook(
        ("封面", [["主动公开基本目录"]], []),
        ("财政信息", [heads, [1, "部门预算", "预算表", "批复后20日内", "财务科", "政府网站"]], []),
        ("人事信息", [heads, [1, "人事任免", "任免文件", "5个工作日内", "文川区工信局", "政府网站"]], []),
    )  # fmt: skip
    upload = staged(bureau, data)
    one, two = rows(upload)

    assert (one.values["level1"], two.values["level1"]) == ("财政信息", "人事信息")
    assert one.values["rhythm"]["days"] == 20
    assert one.values["department"] == bureau.other.pk
    assert two.values["department"] is None
    assert any("封面" in note for note in upload.notes)


def test_channels_in_columns_of_their_own_under_one_head(bureau):
    data = workbook(
        (
            "Sheet1",
            [
                ["序号", "公开事项", "公开内容", "公开时限", "责任单位", "公开渠道", None, None],
                [None, None, None, None, None, "政府网站", "公众号", "公示栏"],
                [1, "收费项目", "标准", "长期公开", "财务科", "√", "", "√"],
                [2, "采购意向", "意向", "每月底前", "财务科", "√", "", ""],
            ],
            [(0, 5, 0, 7), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 4, 1, 4)],
        )
    )  # fmt: skip
    one, two = rows(staged(bureau, data))

    assert (one.values["channel"], two.values["channel"]) == ("政府网站、公示栏", "政府网站")


def test_nothing_is_entered_until_it_is_confirmed(bureau):
    upload = staged(bureau, STANDARD)
    assert not DutyLine.objects.exists()

    confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)

    lines = list(DutyLine.objects.order_by("position"))
    assert [line.level2 for line in lines] == ["政策法规文件", "监督检查"]
    assert lines[1].rhythm.month == 1 and lines[1].source == "目录.xlsx"
    assert audit.verify() == []
    with pytest.raises(ActRefused, match="处理过"):
        confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)


def test_a_second_import_updates_keeps_and_names_what_would_go(bureau):
    first = plain_list(
        [1, "部门预算", "预算表", "批复后20日内", "财务科"], [2, "工作动态", "新闻", "每月底前", "企业科"],
        [3, "旧事项", "旧内容", "每年3月底前", "企业科"],
    )  # fmt: skip
    upload = staged(bureau, first)
    confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)
    budget = DutyLine.objects.get(level2="部门预算")
    DutyLine.objects.filter(pk=budget.pk).update(column=bureau.columns["tzgg"])

    second = plain_list(
        [1, "部门预算", "预算表", "每年3月底前", ""], [2, "工作动态", "新闻", "每月底前", "企业科"],
        [9, "部门决算", "决算表", "每年9月底前", "财务科"],
    )  # fmt: skip
    upload = staged(bureau, second)
    assert [row.state for row in rows(upload)] == ["changed", "same", "new", "gone"]
    confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=True, now=NOW)

    budget.refresh_from_db()
    assert (budget.rhythm_kind, budget.column, budget.department) == (
        "yearly", bureau.columns["tzgg"], bureau.other,
    )  # fmt: skip
    assert DutyLine.objects.get(level2="旧事项").active_until == NOW.date()
    assert DutyLine.objects.filter(active_until=None).count() == 3


def test_what_is_gone_stays_unless_asked(bureau):
    line = make_line(bureau)
    upload = staged(bureau, plain_list([1, "新事项", "内容", "每月底前", "企业科"]))
    confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)
    line.refresh_from_db()
    assert line.active_until is None


def test_a_line_retired_after_the_preview_is_entered_anew(bureau):
    line = make_line(bureau, serial="1", level2="甲项目", content="内容")
    upload = staged(bureau, plain_list([1, "甲项目", "内容", "每季度末", "企业科"]))
    retire_line(actor=bureau.reviewer, line_id=line.pk, reason="停", now=NOW)

    confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)

    assert DutyLine.objects.filter(level2="甲项目", active_until=None).count() == 1


def test_a_dropped_upload_keeps_nothing_of_what_was_read(bureau):
    upload = staged(bureau, STANDARD)
    drop_import(actor=bureau.reviewer, import_id=upload.pk, now=NOW)

    assert all(row.values == {} and row.doubts == [] for row in rows(upload))
    with pytest.raises(ActRefused):
        confirm_list(actor=bureau.reviewer, import_id=upload.pk, retire_gone=False, now=NOW)


def test_only_the_office_of_the_organ_imports(bureau):
    upload = staged(bureau, STANDARD)
    for name in ("drafter", "signer", "admin"):
        with pytest.raises(NotVisible):
            staged(bureau, STANDARD, actor=bureau.people[name])
    stranger = make_bureau(parent=bureau.authority).reviewer
    with pytest.raises(NotVisible):
        confirm_list(actor=stranger, import_id=upload.pk, retire_gone=False, now=NOW)
    with pytest.raises(NotVisible):
        drop_import(actor=stranger, import_id=upload.pk, now=NOW)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("目录.docx", b"PK", "表格文件"),
        ("目录.xlsx", b"not a workbook", "读不了"),
        ("目录.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "读不了"),
        ("目录.xlsx", workbook(("Sheet1", [["随便", "什么"], ["a", "b"]], [])), "没有读到目录"),
        ("目录.xlsx", workbook(("Sheet1", [["序号", "公开事项", "公开时限"]], [])), "没有读到目录"),
    ],
)
def test_what_holds_no_list_is_refused_with_what_to_do(bureau, name, data, words):
    with pytest.raises(InputRefused, match=words):
        staged(bureau, data, name)


def test_a_cell_far_away_is_refused_before_it_is_laid_out(bureau):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "公开事项")
    sheet.write(1_000_000, 16_000, "x")
    book.close()
    with pytest.raises(InputRefused, match="很远处"):
        staged(bureau, stream.getvalue())


def test_a_secrecy_mark_in_a_list_keeps_nothing(bureau):
    with pytest.raises(InputRefused, match="国家秘密"):
        staged(bureau, plain_list([1, "机密★10年", "内容", "每月底前", "企业科"]))
    assert not DutyImportRow.objects.exists()
