"""Deciding: an outcome for each piece of information, settled to one row, one letter, one notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused
from gongkai.kernel.models import Person
from gongkai.law.catalogue import UnknownCode
from gongkai.law.clock import EventType, State
from gongkai.law.outcomes import DecisionPart, NothingDecided, Settled, settle
from gongkai.requests.acts.letters import new_letter, void_under_lock
from gongkai.requests.acts.opening import note_event, open_case, record, settle_clock
from gongkai.requests.clockwork import reading_of
from gongkai.requests.consulted import require_consulted
from gongkai.requests.letter_content import frame_of
from gongkai.requests.models import Case, CaseStage, Decision, LetterState
from gongkai.requests.models import DecisionPart as DecisionPartRow
from gongkai.requests.personal import seal_values, unseal_values
from gongkai.requests.remedy_texts import required_notice
from gongkai.requests.reply_fields import reply_fields

#: Endings that close the case because the applicant let a period pass, with the stage in which they may come.
_LAPSES = {"lapsed_correction": CaseStage.CORRECTING, "lapsed_fee": CaseStage.PAYING}
_WITHDRAWN = "withdrawn"


def decide(*, actor: Person, case_id: int, parts: Sequence[DecisionPart], now: datetime) -> Decision:
    """Draw up the decision and its letter. A decision already drawn up and not yet signed makes room.

    Raises InputRefused with every problem the law sees, by field («parts[0].facts.reasons»). Report row,
    letter, grounds and remedy notice come from the same settled record.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "decide").case
        settled = settled_or_refused(parts, on=localdate(now))
        _require_stage(case, parts, now=now)
        require_consulted(case, parts, now=now)
        _make_room(case, actor=actor, now=now)
        notice = required_notice(case, settled.letter, settled.remedy_classes, now=now)
        fields = frame_of(case) | reply_fields(case, settled.letter, parts)
        fields["remedy_paragraphs"] = list(notice.paragraphs)
        letter = new_letter(case, kind=settled.letter, fields=fields, actor=actor, now=now)
        decision = Decision.objects.create(
            case=case, letter=letter, outcome=settled.outcome, report_row=settled.report_row or "",
            articles=list(settled.articles),
            remedy={
                "class": str(settled.remedy_class), "compulsory_first": notice.compulsory_first,
                "may_sue": notice.may_sue, "bodies": list(notice.bodies),
            },
        )  # fmt: skip
        _keep_parts(case, decision, parts)
        record(
            "decided", actor=actor, case=case, now=now,
            detail={"decision": decision.pk, "outcome": settled.outcome, "row": settled.report_row},
        )  # fmt: skip
    return decision


def record_withdrawal(*, actor: Person, case_id: int, on: date, now: datetime) -> Decision:
    """Note that the applicant withdrew, and draw up the confirmation that ends the case."""
    with transaction.atomic():
        case = open_case(actor, case_id, "record_withdrawal").case
        note_event(case, type_=EventType.WITHDRAWN, on=on, actor=actor, now=now)
        settle_clock(case, now=now, reason="申请人撤回")
        record("withdrawal_recorded", actor=actor, case=case, now=now, detail={"on": on.isoformat()})
    part = DecisionPart("全部申请内容", _WITHDRAWN, facts={"withdrawn_on": on.isoformat()})
    return decide(actor=actor, case_id=case_id, parts=[part], now=now)


def parts_of(decision: Decision) -> list[DecisionPart]:
    """The decision's parts in clear, as the law knows them."""
    key = decision.case.key
    found = []
    for row in decision.parts.all():
        facts = unseal_values(key, row.sealed_facts, context="facts")
        assert isinstance(facts, dict)  # noqa: S101  # what _keep_parts wrote
        title = private.unseal_text(key, row.sealed_title, context="title")
        found.append(DecisionPart(title, row.outcome, tuple(row.grounds), facts))
    return found


def settled_or_refused(parts: Sequence[DecisionPart], *, on: date) -> Settled:
    """What the law makes of the parts; raises InputRefused with every problem by field."""
    try:
        settled = settle(parts, on=on)
    except (NothingDecided, UnknownCode) as error:
        raise InputRefused(str(error), fields={"parts": str(error)}) from None
    if settled.problems:
        fields = {problem.field: problem.text for problem in settled.problems}
        raise InputRefused(f"答复还有 {len(fields)} 处须补正：{settled.problems[0].text}", fields=fields)
    return settled


def _require_stage(case: Case, parts: Sequence[DecisionPart], *, now: datetime) -> None:
    """A waiting case ends only by the lapse it waits for, or by withdrawal; a lapse only when it has come."""
    if case.answered_by_case_id is not None:
        raise ActRefused("这件申请已并案，随并入的案件一并答复。")
    codes = {part.outcome for part in parts}
    for code, stage in _LAPSES.items():
        if code in codes and case.stage != stage:
            raise ActRefused("案件不在等待补正或者缴费，不能以逾期办结。")
    if case.stage in _LAPSES.values() and not codes <= {*_LAPSES, _WITHDRAWN}:
        raise ActRefused("正在等待申请人补正或者缴费，期满之前不能答复；期满未办的，以逾期办结。")
    reading = reading_of(case, as_of=localdate(now))
    if codes & set(_LAPSES) and reading.state != State.LAPSED:
        raise ActRefused("申请人补正或者缴费的期限还没有届满。")
    if _WITHDRAWN in codes and reading.state != State.WITHDRAWN:
        raise ActRefused("请先登记申请人撤回。")


def _make_room(case: Case, *, actor: Person, now: datetime) -> None:
    standing = case.decisions.filter(superseded_at=None).select_related("letter").first()
    if standing is None:
        return
    letter = standing.letter
    letter.case = case
    if letter.state in {LetterState.SIGNED, LetterState.SEALED, LetterState.SERVED}:
        raise ActRefused("答复已经签发；要改动，请先作废已签发的文书。")
    void_under_lock(letter, reason="重新拟定答复", actor=actor, now=now)


def _keep_parts(case: Case, decision: Decision, parts: Sequence[DecisionPart]) -> None:
    for position, part in enumerate(parts):
        DecisionPartRow.objects.create(
            decision=decision, position=position, outcome=part.outcome, grounds=list(part.grounds),
            sealed_title=private.seal_text(case.key, part.title, context="title"),
            sealed_facts=seal_values(case.key, dict(part.facts), context="facts"),
        )  # fmt: skip
