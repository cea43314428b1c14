"""The kinds of letters: one for every document of an access request, each complete in itself."""

import pytest

from gongkai.law.letters import (
    FRAME_FIELDS,
    LETTER_FIELDS,
    LETTERS,
    SERIES,
    Addressee,
    Approval,
    ClockEffect,
    missing_from_letter,
)

CODES = {
    "receipt",
    "correction_notice",
    "reasons_notice",
    "own_period_notice",
    "extension_notice",
    "third_party_consultation",
    "third_party_opinion_form",
    "co_maker_consultation",
    "other_organ_consultation",
    "consultation_notice_applicant",
    "third_party_disclosure_notice",
    "fee_notice",
    "reply_open",
    "reply_published",
    "reply_partial",
    "reply_refusal",
    "reply_not_held",
    "reply_not_ours",
    "reply_needs_making",
    "reply_unclear",
    "reply_special_rules",
    "reply_petition",
    "reply_repeat",
    "reply_publication",
    "reply_excessive",
    "reply_reissue",
    "reply_mixed",
    "lapse_correction",
    "lapse_fee",
    "withdrawal_confirmation",
    "record_correction_reply",
    "approval_sheet",
    "search_record_sheet",
    "application_form",
    "application_register",
}


def test_every_document_has_its_kind() -> None:
    assert set(LETTERS.codes()) == CODES


def test_every_field_and_series_is_in_its_table_and_no_field_is_unused() -> None:
    used = {code for letter in LETTERS for code in letter.must_contain}

    assert used == set(LETTER_FIELDS.codes())
    assert {letter.series for letter in LETTERS} == set(SERIES.codes())


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_a_letter_that_carries_a_remedy_shows_it_and_no_other_does(letter) -> None:
    assert letter.carries_remedy == ("remedy" in letter.must_contain)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.code)
def test_an_official_letter_has_number_addressee_date_and_seal(letter) -> None:
    framed = set(FRAME_FIELDS.codes()) <= set(letter.must_contain)

    assert framed == (letter.series != "internal")
    assert framed or letter.addressee in (Addressee.INTERNAL, Addressee.APPLICANT, Addressee.THIRD_PARTY)


def test_procedural_letters_carry_no_remedy_and_decisions_end_the_clock() -> None:
    for code in (
        "correction_notice",
        "extension_notice",
        "fee_notice",
        "reasons_notice",
        "own_period_notice",
    ):
        assert not LETTERS[code].carries_remedy
    for letter in LETTERS:
        assert letter.decision == (letter.clock is ClockEffect.END), letter.code


def test_the_four_operations_on_the_clock_are_kept_apart() -> None:
    effects = {
        code: LETTERS[code].clock
        for code in ("correction_notice", "third_party_consultation", "extension_notice", "own_period_notice")
    }

    assert effects == {
        "correction_notice": ClockEffect.RESTART,
        "third_party_consultation": ClockEffect.SUSPEND,
        "extension_notice": ClockEffect.EXTEND,
        "own_period_notice": ClockEffect.OWN_PERIOD,
    }


def test_an_extension_needs_the_head_of_the_office_and_a_decision_two_people() -> None:
    assert LETTERS["extension_notice"].approvals == (Approval.OFFICE_HEAD,)
    assert LETTERS["reply_refusal"].approvals == (Approval.REVIEW, Approval.SIGN)


def test_what_a_letter_lacks_is_named() -> None:
    values = dict.fromkeys(LETTERS["fee_notice"].must_contain, "写明了") | {"fee_way": " "}
    del values["pay_by"]

    assert [field.code for field in missing_from_letter("fee_notice", values)] == ["fee_way", "pay_by"]


def test_the_three_contents_of_article_29_stand_in_the_form_and_no_purpose() -> None:
    assert LETTERS["application_form"].must_contain == (
        "applicant_name",
        "identity_proof",
        "contact",
        "requested",
        "requested_form",
    )


def test_a_notice_that_was_switched_off_is_not_missed() -> None:
    values = dict.fromkeys(LETTERS["reply_repeat"].contains[:-1], "写明了")
    values |= dict.fromkeys(FRAME_FIELDS.codes(), "写明了")

    assert [field.code for field in missing_from_letter("reply_repeat", values)] == ["remedy"]
    assert missing_from_letter("reply_repeat", values, tells_remedy=False) == ()
