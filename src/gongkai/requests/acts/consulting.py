"""Asking a third party, a co-maker or another organ (articles 32, 34, 11): a sub-case with its own letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.law.clock import EventType
from gongkai.requests.acts.letters import new_letter
from gongkai.requests.acts.opening import note_event, open_case, record, settle_clock
from gongkai.requests.clockwork import rules_of
from gongkai.requests.consulted import may_still_answer
from gongkai.requests.letter_content import frame_of
from gongkai.requests.models import Answer, Case, Consultation, Letter, PartyKind
from gongkai.requests.personal import in_clear, seal_values, unseal_values
from gongkai.requests.remedy_texts import paragraphs_for

_LETTERS = {
    PartyKind.THIRD_PARTY: ("third_party_consultation", "third_party_name"),
    PartyKind.CO_MAKER: ("co_maker_consultation", "co_maker_name"),
    PartyKind.OTHER_ORGAN: ("other_organ_consultation", "other_organ_name"),
}
_OTHERS = ("applicant_name", "is_organisation", "received_on", "asked")


@dataclass(frozen=True)
class PartyFacts:
    """Who is asked: the name, whether an organisation, and how to reach them."""

    party: str
    name: str
    is_organisation: bool = False
    contact: str = ""


def consult(
    *, actor: Person, case_id: int, facts: PartyFacts, content: str, proposal: str = "", now: datetime
) -> Consultation:
    """Draft the letter that asks for an opinion. The applicant's name does not stand in it.

    The count is suspended from the day the letter is sent, not from today.
    """
    if facts.party not in PartyKind.values:
        raise InputRefused("请选择征求意见的对象。", fields={"party": "请选择"})
    faults = {n: "不能为空" for n, v in (("name", facts.name), ("content", content)) if not v.strip()}
    if faults:
        raise InputRefused("请写明向谁征求意见、涉及哪些信息内容。", fields=faults)
    with transaction.atomic():
        case = open_case(actor, case_id, "consult").case
        kind, name_field = _LETTERS[PartyKind(facts.party)]
        fields = {name: value for name, value in frame_of(case).items() if name not in _OTHERS}
        fields |= {name_field: facts.name.strip(), "content": content.strip(), "proposal": proposal.strip()}
        if facts.party == PartyKind.THIRD_PARTY:
            fields["third_party_is_organisation"] = facts.is_organisation
        if facts.party == PartyKind.OTHER_ORGAN:
            fields["working_days"] = rules_of(case).days(facts.party)
        letter = new_letter(case, kind=kind, fields=fields, actor=actor, now=now)
        third_person = facts.party == PartyKind.THIRD_PARTY and not facts.is_organisation
        consultation = Consultation.objects.create(
            case=case, party=facts.party, letter=letter, created_by=actor, created_at=now,
            sealed_party=seal_values(case.key, vars(facts), context="party"),
            masked=(private.mask_name(facts.name) if third_person else facts.name.strip())[:60],
            sealed_content=private.seal_text(case.key, content.strip(), context="content"),
        )  # fmt: skip
        record(
            "consultation_drafted", actor=actor, case=case, now=now, detail={"consultation": consultation.pk}
        )
    return consultation


def note_received(
    *, actor: Person, case_id: int, consultation_id: int, on: date, now: datetime
) -> Consultation:
    """Note the day the other side received the letter: its working days run from then."""
    with transaction.atomic():
        case, consultation = _sent(actor, case_id, consultation_id, on)
        if consultation.received_on is not None:
            raise ActRefused("已经登记过对方收到的日期；登记错了请更正这项事实。")
        if consultation.answered_on is not None and on > consultation.answered_on:
            raise InputRefused("收到的日期不能晚于答复的日期。", fields={"on": "不能晚于答复日期"})
        consultation.received_on = on
        consultation.save(update_fields=("received_on",))
        _note(case, consultation, EventType.CONSULTATION_RECEIVED, on, actor, now)
    return consultation


def note_answer(
    *, actor: Person, case_id: int, consultation_id: int, on: date, answer: str, reasons: str = "",
    reasonable: bool | None = None, now: datetime,
) -> Consultation:  # fmt: skip
    """Note the answer: the suspension ends that day. An objection is weighed: are its reasons reasonable?"""
    if answer not in Answer.values or answer == Answer.SILENT:
        raise InputRefused("请选择对方的意见。", fields={"answer": "请选择"})
    with transaction.atomic():
        case, consultation = _sent(actor, case_id, consultation_id, on)
        if consultation.answered_on is not None:
            raise ActRefused("已经登记过答复；登记错了请更正这项事实。")
        if consultation.received_on is not None and on < consultation.received_on:
            raise InputRefused("答复的日期不能早于对方收到的日期。", fields={"on": "不能早于收到日期"})
        consultation.answered_on, consultation.answer = on, answer
        consultation.reasonable = reasonable
        consultation.sealed_reasons = private.seal_text(case.key, reasons.strip(), context="reasons")
        consultation.save(update_fields=("answered_on", "answer", "reasonable", "sealed_reasons"))
        _note(case, consultation, EventType.CONSULTATION_ANSWERED, on, actor, now)
    return consultation


def note_silence(*, actor: Person, case_id: int, consultation_id: int, now: datetime) -> Consultation:
    """Note that no answer came. A third party's silence leaves it to the organ, a co-maker's is consent.

    No fact enters the clock: the suspension lapsed by itself.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "record_consultation").case
        consultation = _of(case, consultation_id)
        if consultation.answered_on is not None:
            raise ActRefused("对方已经答复。")
        if consultation.answer == Answer.SILENT:
            raise ActRefused("已经登记过逾期未答复。")
        if consultation.sent_on is None:
            raise ActRefused("征求意见书还没有送达。")
        if may_still_answer(consultation, case, now=now):
            raise ActRefused("对方答复的期限还没有届满，不能登记为逾期未答复。")
        consultation.answer = Answer.SILENT
        consultation.save(update_fields=("answer",))
        record(
            "consultation_silent", actor=actor, case=case, now=now, detail={"consultation": consultation.pk}
        )
    return consultation


def override_objection(
    *, actor: Person, case_id: int, consultation_id: int, reason: str, now: datetime
) -> Letter:
    """Open it for the public interest: the third party is told in writing what and why."""
    if not reason.strip():
        raise InputRefused("请写明不公开对公共利益有何重大影响。", fields={"reason": "不能为空"})
    with transaction.atomic():
        case = open_case(actor, case_id, "consult").case
        consultation = _of(case, consultation_id)
        if consultation.party != PartyKind.THIRD_PARTY or consultation.answer in ("", Answer.AGREES):
            raise ActRefused("只有第三方不同意或者没有答复，才需要以公共利益决定公开。")
        if consultation.override_letter_id is not None:
            raise ActRefused("已经拟了告知第三方书；要改理由的请修改它，或者先作废。")
        party = party_of(consultation)
        fields = {name: value for name, value in frame_of(case).items() if name not in _OTHERS}
        fields |= {
            "third_party_name": party.name, "third_party_is_organisation": party.is_organisation,
            "content": private.unseal_text(case.key, consultation.sealed_content, context="content"),
            "reasons": reason.strip(),
            "remedy_paragraphs": paragraphs_for(case, "third_party_disclosure_notice", now=now),
        }  # fmt: skip
        letter = new_letter(case, kind="third_party_disclosure_notice", fields=fields, actor=actor, now=now)
        # An organisation's mask is its name; a person is named in the letter only.
        told = reason.replace(party.name.strip(), consultation.masked)
        consultation.override_reason = in_clear(case, told, most=300)
        consultation.override_letter = letter
        consultation.save(update_fields=("override_reason", "override_letter"))
        record(
            "objection_overridden", actor=actor, case=case, now=now, detail={"consultation": consultation.pk}
        )
    return letter


def party_of(consultation: Consultation) -> PartyFacts:
    """Who was asked, in full."""
    values = unseal_values(consultation.case.key, consultation.sealed_party, context="party")
    assert isinstance(values, dict)  # noqa: S101  # what consult wrote
    return PartyFacts(**values)


def _of(case: Case, consultation_id: int) -> Consultation:
    consultation = case.consultations.filter(pk=consultation_id, cancelled_at=None).first()
    if consultation is None:
        raise NotVisible
    consultation.case = case
    return consultation


def _sent(actor: Person, case_id: int, consultation_id: int, on: date) -> tuple[Case, Consultation]:
    case = open_case(actor, case_id, "record_consultation").case
    consultation = _of(case, consultation_id)
    if consultation.sent_on is None:
        raise ActRefused("征求意见书还没有送达。")
    if on < consultation.sent_on:
        raise InputRefused("日期不能早于征求意见书发出的日期。", fields={"on": "不能早于发出日期"})
    return case, consultation


def _note(case: Case, consultation: Consultation, type_: str, on: date, actor: Person, now: datetime) -> None:
    note_event(case, type_=type_, on=on, actor=actor, now=now, data={"id": str(consultation.pk)})
    settle_clock(case, now=now, reason="征求意见")
    record(
        "consultation_noted", actor=actor, case=case, now=now,
        detail={"consultation": consultation.pk, "type": type_, "on": on.isoformat()},
    )  # fmt: skip
