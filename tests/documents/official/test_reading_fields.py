"""Each field of an official document by its rules, and marked where no careful reader would be sure."""

from datetime import date

import pytest

from gongkai.documents.official import FieldKey
from tests.documents.official.sheets import ORGAN, field, read, sheet


def test_a_title_over_several_lines_is_put_together_and_has_no_red_sign():
    data = sheet(title=("海岳市文川区教育局关于印发", "学校安全管理办法（试行）", "的通知"))
    found = field(data, FieldKey.TITLE)
    assert found.value == "海岳市文川区教育局关于印发学校安全管理办法（试行）的通知"
    assert found.is_sure


def test_organs_in_a_title_stay_apart():
    found = field(sheet(title=("海岳市教育局　海岳市财政局", "关于经费的通知")), FieldKey.TITLE)
    assert found.value == "海岳市教育局 海岳市财政局关于经费的通知"


def test_a_title_without_a_usual_last_word_is_marked():
    found = field(sheet(title=("关于开学工作的若干情况",)), FieldKey.TITLE)
    assert not found.is_sure
    assert found.doubt


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("文教发〔2023〕5号", "文教发〔2023〕5号"),
        ("文教发[2023]5号", "文教发〔2023〕5号"),
        ("文教发（２０２３）０５号", "文教发〔2023〕5号"),
        ("文教发【2023】 第5号　　签发人：李明", "文教发〔2023〕5号"),
        ("2023年第5号", "2023年第5号"),
        ("第3号", "第3号"),
    ],
)
def test_the_number_is_written_with_six_cornered_brackets(written, value):
    found = field(sheet(number=written), FieldKey.DOC_NUMBER)
    assert (found.value, found.is_sure) == (value, True)


def test_a_number_quoted_in_the_text_is_not_the_number():
    data = sheet("根据《办法》（国发〔2019〕12号），请认真做好工作。", number="", head=())
    found = field(data, FieldKey.DOC_NUMBER)
    assert (found.value, found.is_sure) == (None, True)


def test_a_red_sign_without_number_is_marked():
    assert not field(sheet(number=""), FieldKey.DOC_NUMBER).is_sure


def test_an_unfilled_number_is_marked():
    found = field(sheet(number="文教发〔2023〕　号"), FieldKey.DOC_NUMBER)
    assert (found.value, found.is_sure) == (None, False)


def test_the_leading_number_of_two_comes_first():
    found = field(sheet(number="文教发〔2023〕5号 文财发〔2023〕7号"), FieldKey.DOC_NUMBER)
    assert found.value == "文教发〔2023〕5号"
    assert found.others == ("文财发〔2023〕7号",)


@pytest.mark.parametrize(
    "written",
    [
        "2023年5月8日",
        "2023 年 5 月 8 日",
        "２０２３年５月８日",
        "二〇二三年五月八日",
        "二○二三年五月八日",
        "2023.5.8",
    ],
)
def test_the_day_of_the_signature_in_every_way_of_writing(written):
    found = field(sheet(day=written), FieldKey.FORMED_ON)
    assert (found.value, found.is_sure, found.where) == (date(2023, 5, 8), True, "落款")


def test_neither_dates_in_the_text_nor_the_day_of_printing_are_the_day():
    data = sheet("请于2023年4月30日前完成。", end=("海岳市文川区教育局办公室　2023年5月9日印发",))
    assert field(data, FieldKey.FORMED_ON).value == date(2023, 5, 8)


def test_without_a_signature_the_day_of_printing_is_only_offered():
    data = sheet(organ=(), day="", end=("海岳市文川区教育局办公室　2023年5月9日印发",))
    found = field(data, FieldKey.FORMED_ON)
    assert (found.value, found.is_sure, found.others) == (None, False, (date(2023, 5, 9),))


@pytest.mark.parametrize("day", ["2032年5月8日", "2022年5月8日"])
def test_a_year_other_than_the_number_s_is_marked(day):
    assert not field(sheet(day=day), FieldKey.FORMED_ON).is_sure


def test_a_day_after_the_printing_is_marked():
    data = sheet(end=("海岳市文川区教育局办公室　2023年5月1日印发",))
    assert not field(data, FieldKey.FORMED_ON).is_sure


def test_joint_issuers_are_divided_by_a_blank_the_leading_one_first():
    data = sheet(head=(ORGAN, "海岳市文川区财政局　文件"), organ=(ORGAN, "海岳市文川区财政局"))
    found = field(data, FieldKey.ISSUER)
    assert (found.value, found.is_sure) == (f"{ORGAN} 海岳市文川区财政局", True)


def test_the_fuller_name_is_taken():
    assert field(sheet(organ=("文川区教育局",), head=(f"{ORGAN}文件",)), FieldKey.ISSUER).value == ORGAN


def test_a_signature_of_another_organ_than_the_head_is_marked():
    assert not field(sheet(organ=("海岳市平岚县财政局",)), FieldKey.ISSUER).is_sure


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("公开属性：主动公开", "proactive"),
        ("信息公开选项：依申请公开", "on_request"),
        ("公开方式：不予公开", "withheld"),
        ("（此件公开发布）", "proactive"),
        ("公开属性：□主动公开　☑依申请公开　□不予公开", "on_request"),
        ("公开属性：主动公开√　依申请公开□", "proactive"),
    ],
)
def test_the_mode_is_what_the_document_says(line, value):
    found = field(sheet(end=(line,)), FieldKey.MODE)
    assert (found.value, found.is_sure) == (value, True)


@pytest.mark.parametrize(
    "line",
    [
        "公开属性：☑主动公开 ☑依申请公开",
        "公开属性：□主动公开 □依申请公开",
        "公开属性：删减后公开",
        "公开属性：主动公开 依申请公开",
    ],
)
def test_a_mode_that_does_not_say_one_thing_is_marked(line):
    found = field(sheet(end=(f"公开属性：{line}",)), FieldKey.MODE)
    assert (found.value, found.is_sure) == (None, False)


def test_no_mode_is_certain_where_none_is_told():
    found = field(sheet(), FieldKey.MODE)
    assert (found.value, found.is_sure) == (None, True)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于开学工作的通知", "notice"), ("关于开学工作的实施意见", "opinion"), ("拟录用人员公示", "other"),
        ("招生公告", "announcement"), ("关于学校更名的批复", "reply"), ("关于商请支持的函", "letter"),
        ("关于表彰的决定", "decision"), ("学校管理办法（试行）", "rules"), ("征求意见稿意见的函", "letter"),
    ],
)  # fmt: skip
def test_the_genre_is_the_title_s_last_word(title, genre):
    assert field(sheet(title=(title,)), FieldKey.GENRE).value == genre


def test_from_when_and_until_when():
    data = sheet("本办法自2023年6月1日起施行，有效期至2028年5月31日。")
    assert field(data, FieldKey.EFFECTIVE_ON).value == date(2023, 6, 1)
    assert field(data, FieldKey.EXPIRES_ON).value == date(2028, 5, 31)


def test_years_of_validity_are_reckoned_from_a_certain_start():
    data = sheet("本办法自2023年6月1日起施行，有效期5年。")
    found = field(data, FieldKey.EXPIRES_ON)
    assert (found.value, found.is_sure) == (date(2028, 5, 31), True)


def test_years_of_validity_without_a_start_are_marked():
    found = field(sheet("本办法有效期5年。"), FieldKey.EXPIRES_ON)
    assert (found.value, found.is_sure) == (None, False)


def test_the_force_of_other_documents_is_not_this_one_s():
    data = sheet("2017年3月1日起施行的《学校办法》同时废止，《旧法》（2021年4月6日起施行）不再执行。")
    assert field(data, FieldKey.EFFECTIVE_ON).value is None


def test_days_after_publication_are_marked():
    assert not field(sheet("本通告自发布之日起30日后施行。"), FieldKey.EFFECTIVE_ON).is_sure


def test_from_issue_is_the_day_of_the_signature():
    assert field(sheet("本通知自印发之日起施行。"), FieldKey.EFFECTIVE_ON).value == date(2023, 5, 8)


def test_listed_attachments_over_lines_without_numbers_and_stops():
    data = sheet("请认真做好工作。", "附件：1.学校名单；", "2.安全检查表及", "填报说明。")
    assert read(data).listed_attachments == ("学校名单", "安全检查表及填报说明")
