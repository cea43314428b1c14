"""What people write comes out as they wrote it: markup stays text, rare names stay whole, money is right."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongkai.documents.letters import FieldsRefused, plain_text, qr_png, render, standard_template
from gongkai.documents.letters.citing import cited, cited_together
from gongkai.documents.letters.environment import balanced, paragraphs, quoted, sentence
from gongkai.documents.letters.holding import held_together
from gongkai.documents.letters.values import cleaned_text, in_capitals, written
from tests.documents.letter_cases import GROUNDS, LONG_ORGAN, RARE_NAME, filled, letter, members, template

CODE = "reply_refusal"


@pytest.mark.parametrize(
    "words",
    [
        "<b>&测试 </w:t></w:r></w:p>",
        "张伟&amp;<br/>\"'",
        "{{ organ_name }}",
        "{% for x in y %}{% endfor %}{# 注 #}",
        "{_{ organ_name }_}",
        "{{ ''.__class__ }}",
        "]]><!-- -->",
        '=HYPERLINK("http://x")',
        "\\ua \\\\ &#123;&#x7b;",
    ],
)
@pytest.mark.parametrize("code", ["reply_refusal", "application_form", "approval_sheet"])
def test_markup_and_tags_in_values_stay_the_characters_they_are(code, words):
    made = letter(code, applicant_name=words, asked="甲" + words + "乙")
    text = plain_text(made)
    assert words.strip() in text
    assert "".join(("甲" + words + "乙").split()) in "".join(text.split())
    etree.fromstring(members(made)["word/document.xml"])


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_well_formed_letter_that_says_it(words):
    made = render(template("始{{ asked }}终"), {"asked": words})
    etree.fromstring(members(made)["word/document.xml"])
    told = plain_text(made)
    assert "".join(told.split()) == "".join(("始" + cleaned_text(words) + "终").split())


@pytest.mark.parametrize("name", [RARE_NAME, "𬭚", "㛃", "䶮", "𰻝𰻝", "邉󠄀", "\ue815某", "\U000f0001", "﨑"])
def test_rare_names_stand_in_the_letter_unchanged(name):
    assert name + "：" in plain_text(letter(CODE, applicant_name=name)).splitlines()


@pytest.mark.parametrize("unseen", ["\x00", "\x1b", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800"])
def test_unseen_characters_cannot_disguise_a_name(unseen):
    assert "张伟：" in plain_text(letter(CODE, applicant_name=f"张{unseen}伟"))


def test_three_grounds_are_listed_the_law_named_once():
    fields = filled(CODE)
    fields["parts"][0]["grounds"] = GROUNDS
    text = plain_text(render(standard_template(CODE), fields, code=CODE))
    line = next(line for line in text.splitlines() if line.startswith("依据："))
    assert line.count("《中华人民共和国政府信息公开条例》") == 1
    assert line == (
        "依据：《中华人民共和国政府信息公开条例》第十四条（公开后可能危及国家安全、公共安全、经济安全、社会稳定）、"
        "第十五条（涉及商业秘密、个人隐私等，公开会损害第三方合法权益）、第十六条第二款（讨论记录，属于过程性信息）。"
    )


@pytest.mark.parametrize(
    ("grounds", "said"),
    [
        ([], ""),
        (None, ""),
        ([{"article": "第十四条"}, {"article": "第十四条", "label": "国家秘密。"}], "R第十四条（国家秘密）"),
        (
            [{"article": "第十四条", "label": "甲"}, {"article": "政府信息公开条例第十四条", "label": "乙"}],
            "R第十四条（甲；乙）",
        ),
        (
            [{"article": "第十五条"}, {"article": "《律师法》第三十八条"}, {"article": "第十六条"}],
            "R第十五条、《律师法》第三十八条、R第十六条",
        ),
        (["第十五条", "档案法第三十条"], "R第十五条、《档案法》第三十条"),
    ],
)
def test_grounds_are_cited_together_and_never_under_the_wrong_law(grounds, said):
    assert cited_together(grounds) == said.replace("R", "《中华人民共和国政府信息公开条例》")


def test_a_note_that_is_no_law_is_cited_as_it_stands():
    assert cited("年报统计表三“不予处理”第5项") == "年报统计表三“不予处理”第5项"
    assert cited("") == ""


@pytest.mark.parametrize("width", [20, 22, 12])
def test_a_long_organ_name_wraps_at_whole_words(width):
    lines = balanced(LONG_ORGAN, width).split("\n")
    assert "".join(lines) == LONG_ORGAN
    assert all(len(line) <= width for line in lines)
    assert not any(line.startswith(("公室", "县住房")) for line in lines)


@given(st.text(alphabet="清河市县局办公室委员会部门处理中心", max_size=90), st.integers(4, 24))
def test_a_wrapped_name_loses_nothing_and_no_line_is_too_long(name, width):
    lines = balanced(name, width).split("\n")
    assert "".join(lines) == name
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "零元整"),
        (3000, "叁仟元整"),
        (Decimal("3000.50"), "叁仟元伍角整"),
        (Decimal("10.05"), "壹拾元零伍分"),
        (Decimal("0.30"), "叁角整"),
        (Decimal("0.07"), "柒分"),
        (10_0001, "壹拾万零壹元整"),
        (1_0001_0000, "壹亿零壹万元整"),
        (10_0000_0000, "壹拾亿元整"),
        (Decimal("1020304.56"), "壹佰零贰万零叁佰零肆元伍角陆分"),
        (20_0300, "贰拾万零叁佰元整"),
    ],
)
def test_money_in_capitals(amount, words):
    assert in_capitals(amount) == words


@pytest.mark.parametrize("amount", [-1, Decimal("NaN"), "3000", True, 10**13, 3.5])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(FieldsRefused):
        in_capitals(amount)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 3, 2), "2026年3月2日"),
        (Decimal("3000"), "3000"),
        (Decimal("3000.5"), "3000.50"),
        (True, "是"),
        (None, ""),
        (12, "12"),
    ],
)
def test_values_are_written_as_people_write_them(value, said):
    assert written(value) == said


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 3, 2, 9, tzinfo=UTC),
        Decimal("inf"),
        3.5,
        b"x",
        object(),
        {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}},
    ],
)
def test_values_that_cannot_be_printed_are_refused_by_the_name_of_their_field(value):
    with pytest.raises(FieldsRefused, match="asked"):
        render(template("{{ asked }}"), {"asked": value})


def test_a_letter_is_no_place_for_a_book():
    with pytest.raises(FieldsRefused, match="附件"):
        render(template("{{ asked }}"), {"asked": "甲" * 200_001})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意", "同意。"),
        ("同意。", "同意。"),
        ("同意；", "同意。"),
        ("是否同意？", "是否同意？"),
        ("", ""),
        ("他说：“同意。”", "他说：“同意。”"),
    ],
)
def test_a_sentence_has_one_full_stop(text, said):
    assert sentence(text) == said


def test_a_quotation_within_a_quotation_takes_single_marks_and_a_title_none():
    assert quoted("关于“老城区”的方案。") == "“关于‘老城区’的方案”"
    assert quoted("《方案》") == "《方案》"
    assert quoted("《方案》和《细则》") == "“《方案》和《细则》”"


def test_paragraphs_of_a_value_become_paragraphs_of_the_letter():
    assert paragraphs("甲\r\n\r\n 乙 \n") == ["甲", "乙"]
    text = plain_text(letter("reply_needs_making", reasons="第一段\n第二段。"))
    assert {"第一段。", "第二段。"} <= set(text.splitlines())


def test_the_address_of_the_query_becomes_a_picture():
    assert qr_png("https://www.example.gov.cn/requests/1").startswith(b"\x89PNG")
    assert any(name.endswith(".png") for name in members(letter("receipt")))
    assert not any(name.endswith(".png") for name in members(letter("receipt", tracking_url="")))
    with pytest.raises(FieldsRefused, match="网址过长"):
        qr_png("a" * 5000)


def test_holding_together_adds_nothing_that_can_be_read():
    made = letter(CODE)
    held = held_together(made)
    assert held != made
    assert plain_text(held).replace("\u2060", "") == plain_text(made)
    assert "2026\u2060年\u20603\u2060月\u20602\u2060日" in plain_text(held)
    assert "QH2026\u2060-\u20600037" in plain_text(held)
    assert "\u2060" not in plain_text(made)
