"""Acts on the registration and its facts: confirmed, put right, taken over."""

from __future__ import annotations

from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Of, about, plainly
from gongkai.desk.cases.asking import Maker
from gongkai.desk.cases.situation import Situation
from gongkai.law.clock import EventType
from gongkai.requests.acts.confirm import confirm, correct_event, void_event
from gongkai.requests.acts.departments import take_over
from gongkai.requests.clockwork import RECEIVED
from gongkai.requests.models import CaseEvent, CaseStage

_REASON = ask.text("更正理由", 200, rows=2, help_text="会留在案卷里；答复期限变了的，也以它说明")
#: Which details of a fact can be put right beside its date, by the type of the fact.
_DETAILS: dict[str, dict[str, Maker]] = {
    RECEIVED: {
        "confirmed": ask.day(
            "与申请人确认的日期", initial=lambda s: _detail(s, "confirmed"), required=False,
            help_text="平常信函、网上和传真提交的，确认之日为收到申请之日（条例第三十一条）",
        )
    },
    EventType.CORRECTION_REQUESTED: {
        "respond_by": ask.day("补正期限", initial=lambda s: _detail(s, "respond_by"), required=False)
    },
    EventType.REASONS_REQUESTED: {
        "respond_by": ask.day("说明理由的期限", initial=lambda s: _detail(s, "respond_by"), required=False)
    },
    EventType.OWN_PERIOD: {"until": ask.day("延迟到哪一天", initial=lambda s: _detail(s, "until"))},
    EventType.EXTENDED: {
        "working_days": ask.number("延长的工作日", 20, initial=lambda s: _detail(s, "working_days"))
    },
}  # fmt: skip


def event_of(situation: Situation) -> CaseEvent:
    """The fact an act is about."""
    assert isinstance(situation.target, CaseEvent)  # noqa: S101  # Of.EVENT brings one
    return situation.target


def _detail(situation: Situation, name: str) -> Any:
    return event_of(situation).data.get(name)


def correction_fields(situation: Situation) -> dict[str, Maker]:
    """What can be put right of the fact at hand: its date, and the details that belong to it."""
    event = event_of(situation)
    label = "提交日期" if event.type == RECEIVED else "发生日期"
    details = _DETAILS.get(event.type, {})
    return {"on": ask.day(label, initial=lambda s: event_of(s).on)} | details | {"reason": _REASON}


def _correct(situation: Situation, values: dict[str, Any]) -> object:
    event = event_of(situation)
    changes: dict[str, object] = {}
    for name in _DETAILS.get(event.type, {}):
        value = values[name]
        changes[name] = value.isoformat() if hasattr(value, "isoformat") else value
    if event.type == RECEIVED:
        changes["submitted"] = values["on"].isoformat()
    return correct_event(
        actor=situation.person, case_id=situation.case.pk, event_id=event.pk, on=values["on"],
        changes=changes, reason=values["reason"], now=situation.now,
    )  # fmt: skip


def _not_filed(situation: Situation) -> str:
    return "" if situation.case.stage == CaseStage.FILED else "申请已经登记确认过了"


def _mine_already(situation: Situation) -> str:
    return "已由您经办" if situation.case.handler_id == situation.person.pk else ""


REGISTERING = (
    CaseAct(
        "confirm", "confirm",
        (
            "与申请人联系，核对身份、联系方式和所需信息，双方确认之日为收到申请之日（条例第三十一条）。",
            "期限从确认的次日起算；申请人会收到登记通知。",
        ),
        "已登记确认，期限开始计算。",
        plainly(confirm),
        {
            "confirmed": ask.day("与申请人确认的日期"),
            "how": ask.line("确认方式", required=False, help_text="如：3月3日上午电话确认"),
        },
        group=Group.MAIN, needs=_not_filed,
    ),
    CaseAct(
        "take_over", "take_over", ("转由您经办：今后的提醒发给您。",), "已由您经办。", plainly(take_over),
        group=Group.MAIN, needs=_mine_already,
    ),
    CaseAct(
        "correct_event", "correct_event",
        ("登记错了的事实在这里更正；原来的登记留存可查，期限随即重新计算。",),
        "已更正，期限已经重新计算。", _correct, correction_fields, of=Of.EVENT,
    ),
    CaseAct(
        "void_event", "correct_event",
        ("这项事实没有发生过的，在这里删去；原来的登记留存可查，期限随即重新计算。",),
        "已删去，期限已经重新计算。", about("event_id", void_event), {"reason": _REASON},
        label="删去一项事实", of=Of.EVENT, danger=True,
    ),
)  # fmt: skip
