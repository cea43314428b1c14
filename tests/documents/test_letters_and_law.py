"""The letters that can be printed and the letters the law lists: the same kinds, saying the same things."""

import pytest

from gongkai.documents.letters import FIELDS, REQUEST_LETTERS, LetterCode, plain_text
from gongkai.documents.letters.environment import FILTERS
from gongkai.documents.letters.texts import Shape, wording_of
from gongkai.law.letters import LETTER_FIELDS, LETTERS
from gongkai.law.letters.kinds import FRAME_FIELDS
from tests.documents.letter_cases import letter
from tools.tracked import ROOT

# What the law calls a thing, and the fields of a letter that say it (any of them that the letter has).
SAID_BY = {
    "organ_name": ("organ_name",),
    "doc_number": ("number",),
    "addressee_name": ("applicant_name", "third_party_name", "co_maker_name", "other_organ_name"),
    "issued_on": ("issued_on",),
    "request_number": ("request_number",),
    "received_on": ("received_on",),
    "received_rule": ("receipt_rule",),
    "requested": ("asked",),
    "applicant_name": ("applicant_name",),
    "identity_proof": ("id_type", "id_number"),
    "contact": ("phone", "email", "postal_address"),
    "requested_form": ("delivery_way", "carrier"),
    "first_due": ("due_on",),
    "correction_points": ("points",),
    "correction_way": ("way",),
    "respond_by": ("respond_by",),
    "why_excessive": ("reasons",),
    "to_explain": ("points",),
    "own_period_until": ("due_on",),
    "extended_until": ("due_on",),
    "extension_reasons": ("reasons",),
    "content_concerned": ("content",),
    "content_to_disclose": ("content",),
    "fee_standard": ("standard",),
    "fee_amount": ("amount",),
    "fee_way": ("way",),
    "pay_by": ("respond_by",),
    "reasons": ("reasons", "parts"),
    "how_to_get": ("way", "parts"),
    "given": ("parts",),
    "open_part": ("parts",),
    "parts": ("parts",),
    "search_made": ("search_summary",),
    "right_organ": ("right_organ", "right_organ_contact"),
    "still_unclear": ("reasons",),
    "special_rule": ("special_rules",),
    "special_rule_where": ("right_organ", "way"),
    "channel": ("right_channel",),
    "earlier_reply": ("earlier_number", "earlier_on"),
    "notice_facts": ("notice_number", "noticed_on"),
    "withdrawal": ("withdrawn_on",),
    "correction_result": ("decision", "right_organ"),
    "remedy": ("remedy_paragraphs",),
    "opinions": ("drafter_opinion", "office_opinion", "legal_opinion", "leader_opinion", "departments"),
    "search_scope": ("places",),
    "search_words": ("keywords",),
    "searcher": ("searched_by", "searched_on", "places"),
    "search_result": ("conclusion", "places"),
    "register_rows": ("entries",),
}
# What the wording itself says in every letter of the kind: words of which one must stand in it.
SAID_IN_WORDS = {
    "late_result": ("视为放弃申请", "不予处理"),
    "head_consent": ("政府信息公开工作机构负责人同意",),
    "answer_within": ("15个工作日内",),
    "agree_or_not": ("是否同意公开", "同意公开"),
    "opinion_reasons": ("理由",),
    "silence_result": ("由本机关依照", "视为同意公开"),
    "excluded_time": ("不计算在答复期限内",),
    "fee_basis": ("《政府信息公开信息处理费管理办法》",),
    "articles": (
        "《中华人民共和国政府信息公开条例》第",
        "《中华人民共和国政府信息公开条例》的",
        "信息处理费管理办法",
    ),
    "lateness": ("截至该日",),
}
# Put on with ink.
BY_HAND = {"seal"}


def test_the_kinds_are_the_same():
    assert {code.value for code in REQUEST_LETTERS} == set(LETTERS.codes())


def test_everything_the_law_names_is_said_by_a_field_or_by_words():
    assert set(SAID_BY) | set(SAID_IN_WORDS) | BY_HAND == set(LETTER_FIELDS.codes())
    known = {one.name for fields in FIELDS.values() for one in fields}
    assert {name for names in SAID_BY.values() for name in names} <= known


@pytest.mark.parametrize("kind", sorted(code.value for code in REQUEST_LETTERS))
def test_a_letter_says_what_the_law_says_it_must(kind):
    fields = {one.name for one in FIELDS[LetterCode(kind)]}
    text = "".join(plain_text(letter(kind)).split())
    for code in LETTERS[kind].must_contain:
        if code in BY_HAND:
            continue
        said = bool(fields & set(SAID_BY.get(code, ()))) or any(
            words in text for words in SAID_IN_WORDS.get(code, ())
        )
        assert said, (kind, code, LETTER_FIELDS[code].label)


@pytest.mark.parametrize("kind", sorted(code.value for code in REQUEST_LETTERS))
def test_a_letter_with_a_remedy_by_law_asks_for_it_and_has_a_frame(kind):
    required = {one.name for one in FIELDS[LetterCode(kind)] if one.required}
    assert ("remedy_paragraphs" in required) is LETTERS[kind].carries_remedy
    if LETTERS[kind].has_frame and kind != "receipt":
        for code in FRAME_FIELDS.codes():
            assert code in BY_HAND or required & set(SAID_BY[code]), (kind, code)
    assert (wording_of(kind).shape is Shape.FORM) is not LETTERS[kind].has_frame


def test_the_page_about_letters_names_every_kind_field_and_filter():
    page = (ROOT / "docs" / "features" / "letters.md").read_text(encoding="utf-8")
    fields = {one.name for fields in FIELDS.values() for one in fields}
    assert [
        name for name in [*map(str, LetterCode), *sorted(fields), *FILTERS] if f"`{name}" not in page
    ] == []
