"""Lists as they come: merged cells, heads in two rows, columns in any order, class numbers, ticks."""

import io

import pytest
import xlsxwriter

from gongkai.duty_list.acts.import_list import stage_list
from gongkai.kernel.errors import InputRefused
from tests.duty_list.factories import workbook
from tests.factories import NOW, make_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def rows(bureau, data, name="目录.xlsx"):
    upload = stage_list(actor=bureau.reviewer, organ_id=bureau.organ.pk, name=name, data=data, now=NOW)
    return list(upload.rows.order_by("place"))


def test_columns_in_another_order_and_class_numbers(bureau):
    data = workbook(
        (
            "目录",
            [
                ["海岳市文川区工信局政府信息主动公开基本目录（2026年版）"],
                ["责任科室", "公开时限", "公开依据", "编号", "公开内容", "二级目录", "一级目录", "公开对象"],
                ["企业科", "每月10日前", "《条例》第二十条第（十）项", "1.1", "发放对象", "资金发放",
                 "1 民生", "社会公众"],
                ["财务科", "每年1月底前", "预算法", 1.2, "预算表", "部门预算", "1 民生", "社会公众"],
                ["财务科", "长期公开", "", "2.1.3", "收费标准", "收费项目", "2 财务", "社会公众"],
            ],
            [(0, 0, 0, 7)],
        )
    )  # fmt: skip
    one, two, three = rows(bureau, data)

    assert [row.values["serial"] for row in (one, two, three)] == ["1.1", "1.2", "2.1.3"]
    assert (one.values["level1"], one.values["level2"]) == ("1 民生", "资金发放")
    assert (one.values["department"], two.values["department"]) == (bureau.business.pk, bureau.other.pk)
    assert one.values["rhythm"]["kind"] == "monthly" and two.values["rhythm"]["month"] == 1
    assert (one.values["statutory_class"], one.values["audience"]) == ("art20_10", "社会公众")


def test_two_heads_with_everything_merged_and_ticks_in_several_columns(bureau):
    data = workbook(
        (
            "Sheet1",
            [
                ["附件1"],
                ["乡村振兴领域基层政务公开标准目录"],
                ["序号", "公开事项", None, "公开内容（要素）", "公开主体", "公开时限", "公开对象", None,
                 "公开方式", None, "公开层级", None],
                [None, "一级事项", "二级事项", None, None, None, "全社会", "特定群体", "主动", "依申请",
                 "县级", "乡级"],
                ["1", "项目管理", "项目申报", "指南", "企业科", "每季度末前", "√", None, "√", None, "√", "√"],
                ["2", None, "项目公示", "名单", None, "公示期不少于7日，实时公开", "√", "√", "√", None, "√",
                 None],
                ["3", "资金使用", "资金安排", "额度", "财务科", "自形成之日起20个工作日内", None, "√", "√",
                 None, None, "√"],
            ],
            [(1, 0, 1, 11), (2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 3, 3), (2, 4, 3, 4), (2, 5, 3, 5),
             (2, 6, 2, 7), (2, 8, 2, 9), (2, 10, 2, 11), (4, 1, 5, 1), (4, 4, 5, 4)],
        )
    )  # fmt: skip
    one, two, three = rows(bureau, data)

    assert one.values["level1"] == two.values["level1"] == "项目管理"
    assert one.values["department"] == two.values["department"] == bureau.business.pk
    assert [row.values["audience"] for row in (one, two, three)] == ["全社会", "全社会、特定群体", "特定群体"]
    assert three.values["rhythm"]["workdays"] == 20
    assert {row.state for row in (one, two, three)} == {"new"}


def test_groups_as_rows_of_their_own_over_the_whole_width(bureau):
    data = workbook(
        (
            "Sheet1",
            [
                ["序号", "公开事项", "公开内容", "公开时限", "责任部门"],
                ["一、机构职能"] * 5,
                [1, "机构设置", "内设机构", "长期公开", "企业科"],
                ["二、财政资金"] * 5,
                [2, "部门决算", "决算表", "批复后20日内", "财务科"],
                ["合计", "2项", None, None, None],
            ],
            [(1, 0, 1, 4), (3, 0, 3, 4)],
        )
    )  # fmt: skip
    found = rows(bureau, data)

    names = [row.values.get("level2") for row in found]
    assert "机构设置" in names and "部门决算" in names and "合计" not in names


def test_boxes_and_ticks_written_as_people_write_them(bureau):
    heads = ["公开事项", "责任科室", "公开内容", "公开渠道和载体", "公开时限", "公开对象"]
    lines = [
        ["甲", "企业科", "内容", "☑政府网站 ☐公告栏 ☑微信公众号", "每半年", "■全社会 □特定群体"],
        ["乙", "企业科", "内容", "√政府网站\n 其他", "每年底", "全社会"],
    ]
    one, two = rows(bureau, workbook(("Sheet1", [heads, *lines], [])))

    assert (one.values["channel"], one.values["audience"]) == ("政府网站、微信公众号", "全社会")
    assert "政府网站" in two.values["channel"]


def test_an_unreadable_list_says_what_to_do(bureau):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("通讯录")
    sheet.write_row(0, 0, ["姓名", "电话"])
    sheet.write_row(1, 0, ["王芳", "123"])
    book.close()
    for name, data, words in (
        ("目录.xlsx", stream.getvalue(), "公开事项"),
        ("目录.xlsx", b"PK\x03\x04 broken", "另存为 xlsx"),
        ("目录.docx", b"PK", "请上传 xlsx"),
    ):
        with pytest.raises(InputRefused, match=words):
            rows(bureau, data, name)
