"""What happened in a case, told in plain sentences for the one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.law.clock import EventType
from gongkai.law.letters import LETTERS
from gongkai.requests.clockwork import RECEIVED
from gongkai.requests.models import Case, CaseEvent, IntakeChannel, Letter, LetterState
from gongkai.requests.notices import spoken


@dataclass(frozen=True)
class Told:
    """One thing that happened, and when it was entered: that orders the things of one day."""

    on: date
    text: str
    entered: datetime


_CAME: Mapping[str, str] = {
    IntakeChannel.COUNTER: "申请人当面提交了申请，这一天就是收到申请之日。",
    IntakeChannel.SIGNED_POST: "签收了申请人寄来的申请，签收之日就是收到申请之日。",
    IntakeChannel.POST: "平常信函寄来了申请。",
    IntakeChannel.ONLINE: "申请人在网上提交了申请。",
    IntakeChannel.FAX: "申请人传真了申请。",
}
_CONFIRMED = "与申请人确认，这一天是收到申请之日。"
_HAPPENED: Mapping[str, str] = {
    EventType.CORRECTION_REQUESTED: "发出补正告知书，请申请人在{respond_by}之前补正。",
    EventType.CORRECTION_RECEIVED: "申请人补正了，答复期限重新计算。",
    EventType.CONSULTATION_SENT: "向{party}发出征求意见书，期限停下来等。",
    EventType.CONSULTATION_RECEIVED: "{party}收到征求意见书，十五个工作日内答复。",
    EventType.CONSULTATION_ANSWERED: "{party}答复了意见，期限恢复计算。",
    EventType.EXTENDED: "告知申请人延长答复期限{working_days}个工作日。",
    EventType.REASONS_REQUESTED: "要求申请人说明申请数量、频次的理由。",
    EventType.REASONS_GIVEN: "申请人说明了理由。",
    EventType.OWN_PERIOD: "告知申请人延迟到{until}答复。",
    EventType.FEE_NOTICED: "发出收费通知书。",
    EventType.FEE_PAID: "申请人缴清了费用，答复期限重新计算。",
    EventType.REPLIED: "答复送达，案件办结。",
    EventType.WITHDRAWN: "申请人撤回申请。",
}
_SIGNED = "《{letter}》签发，编号{number}。"
_SEALED = "《{letter}》盖章后传回，与签发稿比对过。"


def story_of(case: Case, events: Sequence[CaseEvent], letters: Sequence[Letter]) -> list[Told]:
    """Everything that happened, in order of days; what the office did inside stands between the facts."""
    parties = {str(one.pk): one.masked for one in case.consultations.all()}
    came = [one for event in events if event.type == RECEIVED for one in _receipt(event)]
    rest = [_told(event, parties) for event in events if event.type != RECEIVED]
    for letter in letters:
        rest += _of_letter(letter)
    return sorted([*came, *sorted(rest, key=lambda one: one.entered)], key=lambda one: one.on)


def _receipt(event: CaseEvent) -> list[Told]:
    came = [Told(event.on, _CAME[str(event.data["channel"])], event.recorded_at)]
    confirmed = event.data.get("confirmed")
    if not confirmed:
        return came
    return [*came, Told(date.fromisoformat(str(confirmed)), _CONFIRMED, event.recorded_at)]


def _told(event: CaseEvent, parties: Mapping[str, str]) -> Told:
    facts = {
        "party": parties.get(str(event.data.get("id", "")), "对方"),
        "working_days": event.data.get("working_days", ""),
        "respond_by": _day(event, "respond_by"), "until": _day(event, "until"),
    }  # fmt: skip
    return Told(event.on, _HAPPENED[event.type].format(**facts), event.recorded_at)


def _of_letter(letter: Letter) -> list[Told]:
    if letter.state == LetterState.VOID or letter.issued_on is None:
        return []
    label = LETTERS[letter.kind].label
    signed = _SIGNED.format(letter=label, number=letter.number)
    told = [Told(letter.issued_on, signed, letter.signed_at or letter.changed_at)]
    if letter.sealed_at is not None:
        told.append(Told(localdate(letter.sealed_at), _SEALED.format(letter=label), letter.sealed_at))
    return told


def _day(event: CaseEvent, name: str) -> str:
    value = event.data.get(name)
    return spoken(date.fromisoformat(str(value))) if value else "规定期限"
