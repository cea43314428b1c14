"""A field is surely absent only where nothing looks like it, and sure only without a rival."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.documents.official import FieldKey
from tests.documents.official.sheets import field, sheet

HEAD = ("海岳市文川区教育局",)


def assert_not_silent(found) -> None:
    """Either a value, or uncertain and with what was seen."""
    assert found.value is not None or not found.is_sure
    assert found.is_sure or (found.doubt and (found.source or found.others))


@pytest.mark.parametrize(
    "line",
    [
        "发布属性：主动", "此文件可以对外公布", "（可在政府网站登载）", "密级：公开", "解密后公开",
        "是否公开 是",
        "此件不对外公开，请妥善保管", "（此件不上网）", "信息公开意见：拟主动公开", "公开选项：A",
        "此件予以发布",
        "信息公开分类：A类（主动公开）", "不予公开的理由：过程性信息", "本文件属于主动公开文件。",
    ],
)  # fmt: skip
def test_whatever_tells_of_disclosure_keeps_the_mode_from_being_surely_absent(line):
    assert_not_silent(field(sheet(end=(line,)), FieldKey.MODE))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("属性：主动公开类", "proactive"), ("信息公开：主动", "proactive"),
        ("公开形式：全文公开", "proactive"),
        ("（本文主动向社会公开）", "proactive"), ("政务公开属性：主动公开", "proactive"),
        ("公开类别：依申请", "on_request"), ("（此件予以公开）", "proactive"),
        ("公开属性：暂不公开", "withheld"),
        ("公文公开属性：免于公开", "withheld"), ("主动公开 ☑　依申请公开 □　不公开 □", "proactive"),
        ("公开属性 依申请公开", "on_request"), ("公开属性：主动公开 公开时限：长期", "proactive"),
    ],
)  # fmt: skip
def test_other_words_for_a_mode_are_read(line, value):
    found = field(sheet(end=(line,)), FieldKey.MODE)
    assert (found.value, found.is_sure) == (value, True)


@pytest.mark.parametrize("line", ["公开属性：不主动公开", "公开属性：延期公开", "公开属性：内部公开"])
def test_what_is_no_mode_of_the_law_is_marked(line):
    assert not field(sheet(end=(line,)), FieldKey.MODE).is_sure


def test_a_mode_with_another_one_beside_it_is_marked():
    data = sheet(end=("公开属性：主动公开", "附注：其中第三条不予公开"))
    found = field(data, FieldKey.MODE)
    assert (found.value, found.is_sure, found.others) == ("proactive", False, ("withheld",))


def test_disclosure_as_the_matter_of_a_text_is_no_mode():
    data = sheet("各学校要加强信息公开工作，及时回应关切。", "一、明确公开内容。", "二、规范公开程序。")
    found = field(data, FieldKey.MODE)
    assert (found.value, found.is_sure) == (None, True)


@pytest.mark.parametrize(
    "written",
    [
        "文教发2023年5号", "文教发(23)5号", "2023-5", "公告第5号", "字第5号", "文教字第5号", "总第12期",
        "统一登记号：WCDR-2023-0010001", "编号：2023-005", "第12期（总第45期）", "2023年第3次", "○五号",
        "文教发〔2023〕5",
    ],
)  # fmt: skip
def test_whatever_is_like_a_number_keeps_it_from_being_surely_absent(written):
    assert_not_silent(field(sheet(number=written, head=HEAD), FieldKey.DOC_NUMBER))


@pytest.mark.parametrize("written", ["文教发(23)5号", "公告第5号", "总第12期", "第12期（总第45期）"])
def test_what_is_like_a_number_never_gets_into_the_title(written):
    assert field(sheet(number=written, head=HEAD), FieldKey.TITLE).value == "关于开学工作的通知"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("文教发〔2023〕特1号", "文教发〔2023〕特1号"), ("文教发〈2023〉5号", "文教发〔2023〕5号"),
        ("文教发〔二〇二三〕五号", "文教发〔2023〕5号"),
        ("文教（基）发〔2023〕5号", "文教（基）发〔2023〕5号"),
        ("文教发〔2023〕5号  WCDR-2023-0010001", "文教发〔2023〕5号"),
        ("文教发〔2023〕5号　2023年5月8日", "文教发〔2023〕5号"),
        ("文教发〔2023〕5-6号", "文教发〔2023〕5-6号"),
        ("文号：文教发〔2023〕5号", "文教发〔2023〕5号"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_number_are_read(written, value):
    found = field(sheet(number=written), FieldKey.DOC_NUMBER)
    assert (found.value, found.is_sure) == (value, True)


def test_a_number_and_a_title_on_one_line_are_two():
    data = sheet(number="", title=("文教发〔2023〕5号关于开学工作的通知",), head=())
    assert field(data, FieldKey.DOC_NUMBER).value == "文教发〔2023〕5号"
    assert field(data, FieldKey.TITLE).value == "关于开学工作的通知"


def test_a_number_only_in_the_title_is_shown_and_marked():
    data = sheet(number="", head=(), title=("关于开学工作的通知（文教发〔2023〕5号）",))
    found = field(data, FieldKey.DOC_NUMBER)
    assert (found.value, found.is_sure) == (None, False)
    assert found.others == ("文教发〔2023〕5号",)


@pytest.mark.parametrize("day", ["2023年5月", "2023年5月8", "2023年5月8日发布", "2023年05月08日10时"])
def test_whatever_is_like_a_day_keeps_it_from_being_surely_absent(day):
    assert_not_silent(field(sheet(day=day, head=(), number=""), FieldKey.FORMED_ON))


def test_a_day_in_mixed_figures_or_with_its_weekday_is_read():
    for day in ("二〇二三年5月8日", "2023年五月八日", "2023年5月8号", "2023年5月8日（星期一）"):
        found = field(sheet(day=day), FieldKey.FORMED_ON)
        assert (found.value, found.is_sure) == (date(2023, 5, 8), True), day


def test_a_day_above_its_organ_is_a_signature_too():
    data = sheet(organ=(), day="2023年5月8日", end=("海岳市文川区教育局",))
    assert field(data, FieldKey.FORMED_ON).is_sure
    assert field(data, FieldKey.ISSUER).value == "海岳市文川区教育局"


@pytest.mark.parametrize(
    "organ", ["校长室", "李明", "校长：李明", "文川区教育系统", "海岳市文川区教育局 人事股"]
)
def test_whoever_signs_keeps_the_issuer_from_being_surely_absent(organ):
    assert_not_silent(field(sheet(organ=(organ,), head=(), number=""), FieldKey.ISSUER))


@pytest.mark.parametrize(
    "text",
    [
        "本办法从6月1日起执行。", "以上规定从2023年秋季学期起执行。", "本办法自公布后施行。",
        "本办法印发后即行生效。",
        "《办法》自2023年6月1日起施行，请遵照执行。", "本通告自2023年6月1日8时起施行。", "自即日起施行。",
        "本通知自发布起30日后生效。", "本制度自校务会通过之日起执行。", "国家标准自2023年6月1日起实施。",
        "有效期限：自发布之日起五年。",
    ],
)  # fmt: skip
def test_whatever_tells_when_it_holds_is_at_least_marked(text):
    found = field(sheet(text), FieldKey.EFFECTIVE_ON)
    assert not found.is_sure
    assert found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "本通知执行期限至2025年底。", "本规定有效期届满自动失效。", "政策执行至2025年12月31日。",
        "本方案自发布之日起施行，2025年12月31日废止。", "本办法自2023年6月1日起试行一年。",
        "实施时间：2023年6月1日至2024年5月31日", "本办法有效期限：自发布之日起五年。",
    ],
)  # fmt: skip
def test_whatever_tells_until_when_it_holds_is_at_least_marked(text):
    found = field(sheet(text), FieldKey.EXPIRES_ON)
    assert not found.is_sure
    assert found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "自2023年6月1日起，取消上述收费。", "许可证有效期为三年。", "在2023年6月1日前完成。",
        "各单位要认真贯彻实施，2023年12月底前上报总结。", "此前文件2023年6月1日起停止执行。",
    ],
)  # fmt: skip
def test_other_days_and_spans_leave_force_surely_unsaid(text):
    data = sheet(text)
    for key in (FieldKey.EFFECTIVE_ON, FieldKey.EXPIRES_ON):
        found = field(data, key)
        assert (found.value, found.is_sure) == (None, True)


def test_a_title_repeated_on_end_is_taken_once():
    data = sheet(title=("关于开学工作的通知", "关于开学工作的通知"))
    assert field(data, FieldKey.TITLE).value == "关于开学工作的通知"
