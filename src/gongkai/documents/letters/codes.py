"""Every kind of letter and form, by its stable code."""

from __future__ import annotations

from enum import StrEnum


class LetterCode(StrEnum):
    """A kind of letter; the value is stored with letters and names the file of its wording."""

    RECEIPT = "receipt"
    CORRECTION_NOTICE = "correction_notice"
    REASONS_NOTICE = "reasons_notice"
    OWN_PERIOD_NOTICE = "own_period_notice"
    EXTENSION_NOTICE = "extension_notice"
    THIRD_PARTY_CONSULTATION = "third_party_consultation"
    THIRD_PARTY_OPINION_FORM = "third_party_opinion_form"
    CO_MAKER_CONSULTATION = "co_maker_consultation"
    OTHER_ORGAN_CONSULTATION = "other_organ_consultation"
    CONSULTATION_NOTICE_APPLICANT = "consultation_notice_applicant"
    THIRD_PARTY_DISCLOSURE_NOTICE = "third_party_disclosure_notice"
    FEE_NOTICE = "fee_notice"
    REPLY_OPEN = "reply_open"
    REPLY_PUBLISHED = "reply_published"
    REPLY_PARTIAL = "reply_partial"
    REPLY_REFUSAL = "reply_refusal"
    REPLY_NOT_HELD = "reply_not_held"
    REPLY_NOT_OURS = "reply_not_ours"
    REPLY_NEEDS_MAKING = "reply_needs_making"
    REPLY_UNCLEAR = "reply_unclear"
    REPLY_SPECIAL_RULES = "reply_special_rules"
    REPLY_PETITION = "reply_petition"
    REPLY_REPEAT = "reply_repeat"
    REPLY_PUBLICATION = "reply_publication"
    REPLY_EXCESSIVE = "reply_excessive"
    REPLY_REISSUE = "reply_reissue"
    REPLY_MIXED = "reply_mixed"
    LAPSE_CORRECTION = "lapse_correction"
    LAPSE_FEE = "lapse_fee"
    WITHDRAWAL_CONFIRMATION = "withdrawal_confirmation"
    RECORD_CORRECTION_REPLY = "record_correction_reply"
    APPROVAL_SHEET = "approval_sheet"
    SEARCH_RECORD_SHEET = "search_record_sheet"
    APPLICATION_FORM = "application_form"
    APPLICATION_REGISTER = "application_register"
    PUBLICATION_REVIEW_SHEET = "publication_review_sheet"
    PUBLICATION_APPROVAL_SHEET = "publication_approval_sheet"


#: Sheets on which a publication is signed by hand; all others belong to access requests.
SIGNING_SHEETS = frozenset({LetterCode.PUBLICATION_REVIEW_SHEET, LetterCode.PUBLICATION_APPROVAL_SHEET})
REQUEST_LETTERS = frozenset(LetterCode) - SIGNING_SHEETS
