"""From a decision's parts to the fields of its letter: one record, so letter and table cannot disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai.law.catalogue import GROUNDS
from gongkai.law.clock import EventType
from gongkai.law.letters import LETTERS
from gongkai.law.outcomes import OUTCOMES, DecisionPart
from gongkai.requests.clockwork import standing_events
from gongkai.requests.given import name_of
from gongkai.requests.letter_content import Fields
from gongkai.requests.models import Case, Letter, LetterState
from gongkai.requests.notices import spoken

#: A row of the annual report's form is no article to cite to an applicant.
_LAWS = ("政府信息公开条例", "政府信息公开信息处理费管理办法")
_REASONS = ("reasons", "still_unclear", "why_unreasonable", "organ_decision")
_WAYS = ("open_part", "given_files", "way", "how_to_get", "special_rule_where")


def reply_fields(case: Case, letter: str, parts: Sequence[DecisionPart]) -> Fields:
    """The fields that the letter of the decision adds to the frame."""
    special = _SPECIAL.get(letter)
    fields: Fields = {"parts": [_part_fields(part) for part in parts]}
    if special is not None:
        fields |= special(case, parts)
    return fields


def _part_fields(part: DecisionPart) -> dict[str, object]:
    outcome = OUTCOMES[part.outcome]
    grounds = [
        {"article": GROUNDS[code].basis.article, "label": GROUNDS.label(code)} for code in part.grounds
    ]
    if not grounds and outcome.article.startswith(_LAWS):
        grounds = [{"article": outcome.article, "label": ""}]
    return {
        "title": part.title,
        "decision": outcome.label,
        "grounds": grounds,
        "reasons": _joined(part, _REASONS),
        "way": _joined(part, _WAYS),
    }


def _joined(part: DecisionPart, names: Sequence[str]) -> str:
    return "\n".join(part.fact(name) for name in names if part.has(name))


def _all(parts: Sequence[DecisionPart], *names: str) -> str:
    told = [part.fact(name) for part in parts for name in names if part.has(name)]
    return "\n".join(dict.fromkeys(told))


def served_letter(case: Case, kind: str) -> Letter | None:
    """The last letter of a kind that was served."""
    return case.letters.filter(kind=kind, state=LetterState.SERVED).order_by("-id").first()


def _notice(case: Case, kind: str) -> Fields:
    letter = served_letter(case, kind)
    if letter is None:
        return {}
    return {
        "notice_number": letter.number,
        "noticed_on": letter.served_on.isoformat() if letter.served_on else "",
    }


def _not_held(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"search_summary": _all(parts, "search_record"), "reasons": _all(parts, "reasons")}


def _not_ours(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {
        "reasons": _all(parts, "reasons", "right_organ_unknown"),
        "right_organ": _all(parts, "right_organ"),
        "right_organ_contact": _all(parts, "right_organ_contact"),
    }


def _reasons_only(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"reasons": _all(parts, "already_obtained", "reasons")}


def _unclear(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    corrected = [row.on for row in standing_events(case) if row.type == EventType.CORRECTION_RECEIVED]
    return {
        "reasons": _all(parts, "still_unclear"),
        "corrected_on": corrected[-1].isoformat() if corrected else "",
    } | _notice(case, "correction_notice")


def _special_rules(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"special_rules": _all(parts, "special_rule"), "way": _all(parts, "special_rule_where")}


def _petition(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {
        "petition_kind": "信访、投诉、举报",
        "reasons": _all(parts, "reasons"),
        "right_channel": _all(parts, "channel"),
    }


def _publication(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"way": _all(parts, "publication", "how_to_get")}


def _repeat(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"earlier_number": _all(parts, "earlier_reply"), "earlier_on": parts[0].fact("earlier_replied_on")}


def _excessive(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {
        "reasons": _all(parts, "why_unreasonable"),
        "explanation": _all(parts, "applicant_reasons"),
    } | _notice(case, "reasons_notice")


def _lapse_correction(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"respond_by": parts[0].fact("respond_by")} | _notice(case, "correction_notice")


def _lapse_fee(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {
        "amount": parts[0].fact("fee_amount"),
        "respond_by": parts[0].fact("pay_by"),
    } | _notice(case, "fee_notice")


def _withdrawn(case: Case, parts: Sequence[DecisionPart]) -> Fields:
    return {"withdrawn_on": parts[0].fact("withdrawn_on")}


_SPECIAL: dict[str, Callable[[Case, Sequence[DecisionPart]], Fields]] = {
    "reply_not_held": _not_held,
    "reply_not_ours": _not_ours,
    "reply_needs_making": _reasons_only,
    "reply_reissue": _reasons_only,
    "reply_unclear": _unclear,
    "reply_special_rules": _special_rules,
    "reply_petition": _petition,
    "reply_publication": _publication,
    "reply_repeat": _repeat,
    "reply_excessive": _excessive,
    "lapse_correction": _lapse_correction,
    "lapse_fee": _lapse_fee,
    "withdrawal_confirmation": _withdrawn,
}


def known_facts(case: Case) -> dict[str, str]:
    """Facts the case already holds, offered when a decision is drawn up, so nobody types them again."""
    known: dict[str, str] = {}
    for row in standing_events(case):
        if row.type == EventType.CORRECTION_REQUESTED:
            known |= {
                "correction_asked_on": row.on.isoformat(),
                "respond_by": str(row.data.get("respond_by", "")),
            }
        if row.type == EventType.REASONS_REQUESTED:
            known["reasons_asked_on"] = row.on.isoformat()
        if row.type == EventType.WITHDRAWN:
            known["withdrawn_on"] = row.on.isoformat()
        if row.type == EventType.FEE_NOTICED:
            known["fee_noticed_on"] = row.on.isoformat()
    known |= _known_of_fee(case) | _known_of_repeat(case) | _known_of_searches(case) | _known_of_files(case)
    return known


def _known_of_fee(case: Case) -> dict[str, str]:
    fee = case.fee_notices.filter(cancelled_at=None).order_by("-id").first()
    if fee is None:
        return {}
    yuan, fen = divmod(fee.amount_fen, 100)
    amount = f"{yuan}.{fen:02d}"
    return {"fee_amount": amount, "pay_by": fee.pay_by.isoformat() if fee.pay_by else ""}


def _known_of_repeat(case: Case) -> dict[str, str]:
    earlier = case.repeats
    if earlier is None:
        return {}
    letter = next(
        (
            one
            for one in earlier.letters.filter(state=LetterState.SERVED).order_by("-id")
            if LETTERS[one.kind].decision
        ),
        None,
    )
    if letter is None:
        return {}
    return {
        "earlier_reply": letter.number,
        "earlier_replied_on": letter.served_on.isoformat() if letter.served_on else "",
        "same_applicant": "是" if earlier.applicant_index == case.applicant_index else "",
    }


def _known_of_searches(case: Case) -> dict[str, str]:
    lines = [
        _SEARCH.format(
            on=spoken(search.on), who=search.by_name, place=search.place, words=search.words,
            result=search.result,
        )
        for search in case.searches.all()
    ]  # fmt: skip
    return {"search_record": "\n".join(lines)} if lines else {}


_SEARCH = "{on}，{who}在{place}以“{words}”检索，结果：{result}"


def _known_of_files(case: Case) -> dict[str, str]:
    names = [name_of(file) for file in case.given_files.filter(removed_at=None)]
    return {"given_files": "、".join(f"《{name}》" for name in names)} if names else {}
