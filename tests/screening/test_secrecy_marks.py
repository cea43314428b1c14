"""Secrecy marks against talk about secrecy: a table of both."""

import pytest

from gongkai.screening import Check, Severity, screen_text

MARKS = [
    "绝密★30年",
    "机密★10年",
    "秘密★1年",
    "秘密★",
    "机密★长期",
    "绝密★启封前",
    "机密★6个月",
    "机 密 ★ 10年",
    "机　密　★　10　年",
    "秘密☆3年",
    "秘密*1年",
    "机密＊10年",
    "机密⭐10年",
    "机密★️10年",
    "机\u200b密★10年",
    "機密★10年",
    "絕密★",
    "機　密",
    "机密",
    "  秘密  ",
    "绝密\n\n关于××工作的通知\n各镇政府：",
    "000012\n机密★10年\n特急\n×区人民政府办公室文件",
    "特急 机密\n通知",
    "机密  特急\n通知",
    "机密级\n通知",
    "秘密 5年\n通知",
    "机密 十年\n通知",
    "秘密文件\n通知",
    "【机密】关于××工作的报告\n正文",
    "关于××工作的报告（秘密）\n正文",
    "（机密）关于××工作的报告\n正文",
    "密级：机密",
    "密级:绝密",
    "密　级：秘密",
    "「密级：机密」",
    "密级：机密级，保密期限：10年",
    "密级\t机密\t份号\t0001",
    "密级：□绝密 ☑机密 □秘密",
    "密级：□绝密 √秘密",
    "会议材料，文件上标有 秘密★5年 字样，请注意",
    "正文第一段。\n" * 40 + "机密★10年",
    "工作秘密★5年",
]

PROSE = [
    "认真学习《中华人民共和国保守国家秘密法》，严守保密纪律。",
    "依法保守国家秘密、商业秘密和个人隐私。",
    "公开后会危及国家安全、公共安全的，以及国家秘密，不予公开。",
    "涉及商业秘密的政府信息，第三方不同意的不得公开。",
    "区保密局组织开展保密工作检查。",
    "保证数据的机密性、完整性和可用性。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "绝密、机密、秘密级文件应当由专人保管。",
    "密级：公开",
    "密级：无",
    "密级：□绝密 □机密 □秘密",
    "密级：绝密、机密、秘密",
    "密级为机密的文件不得复印。",
    "机密文件、秘密文件的管理按照有关规定执行。",
    "这是春天的秘密，孩子们在花园里寻找。",
    "绝密档案管理人员名单由组织部门掌握。",
    "一、国家秘密\n二、商业秘密\n三、个人隐私",
    "保密审查\n国家秘密\n商业秘密",
    "评分：★★★★★",
    "重点项目★：滨海路改造",
    "《秘密花园》★★★★☆",
    "密室逃脱类场所安全管理规定",
    "涉密人员保密教育",
    "商业秘密*注：第三方提供",
    "会后请注意保存会议材料并及时归档。",
    "内部资料整理工作已经完成。",
    "解密后的档案依法向社会开放。",
    "机密性检查表",
    "严防秘密泄露，坚持最小知悉范围。",
    "关于进一步加强保密工作的通知",
]

MENTIONS = [
    ("在首页左上角标注“机密★10年”的，按照机密级文件管理。", Severity.BLOCK),
    ("秘密★5年（2019年已解密）", Severity.BLOCK),
    ("商业秘密★3年", Severity.BLOCK),
    ("可选项\n绝密\n机密\n秘密", Severity.WARN),
    ("正文。\n" * 40 + "秘密\n正文。", Severity.WARN),
    ("本文件密级为机密。", Severity.WARN),
    ("密级：公开☑ 秘密□", Severity.BLOCK),
]

INTERNAL = [
    "内部资料 注意保密",
    "内部资料　注意保存\n正文",
    "内部文件，不得外传",
    "【内部资料】",
    "（内部参考）",
    "仅供领导参阅",
    "不得外传",
]


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_blocks_and_cannot_be_overridden(text):
    findings = screen_text(text, where="正文", allow=lambda finding: True)

    assert [finding.check for finding in findings] == [Check.SECRECY_MARK]
    assert not findings[0].overridable
    assert findings[0].severity is Severity.BLOCK


@pytest.mark.parametrize("text", PROSE)
def test_talk_about_secrecy_is_no_finding(text):
    assert screen_text(text, where="正文") == []


@pytest.mark.parametrize(("text", "severity"), MENTIONS)
def test_a_doubtful_mark_may_be_overridden(text, severity):
    findings = screen_text(text, where="正文")

    assert findings
    assert {finding.check for finding in findings} == {Check.SECRECY_MENTION}
    assert {finding.severity for finding in findings} == {severity}
    assert all(finding.overridable for finding in findings)


@pytest.mark.parametrize("text", INTERNAL)
def test_internal_marks_block_and_may_be_overridden(text):
    findings = screen_text(text, where="正文")

    assert [finding.check for finding in findings] == [Check.INTERNAL_MARK]
    assert findings[0].severity is Severity.BLOCK
    assert findings[0].overridable


def test_the_place_of_a_spaced_mark_is_its_place_in_the_original():
    text = "文件\n机　密 ★ １０年\n正文"

    (finding,) = screen_text(text, where="正文")

    assert text[finding.start : finding.end] == "机　密 ★ １０年"
    assert finding.masked == "机密★10年"
