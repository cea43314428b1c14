"""Acts of asking for opinions: third parties, co-makers, other organs, and what came back."""

from __future__ import annotations

from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Of, about
from gongkai.desk.cases.situation import Situation
from gongkai.requests.acts.consulting import (
    PartyFacts,
    consult,
    note_answer,
    note_received,
    note_silence,
    override_objection,
)
from gongkai.requests.models import Answer, Consultation, PartyKind


def consultation_of(situation: Situation) -> Consultation:
    """The question an act is about."""
    assert isinstance(situation.target, Consultation)  # noqa: S101  # Of.CONSULTATION brings one
    return situation.target


def _consult(situation: Situation, values: dict[str, Any]) -> object:
    facts = PartyFacts(values["party"], values["name"], bool(values["is_organisation"]), values["contact"])
    return consult(
        actor=situation.person, case_id=situation.case.pk, facts=facts, content=values["content"],
        proposal=values["proposal"], now=situation.now,
    )  # fmt: skip


def _not_sent(situation: Situation) -> str:
    return "" if consultation_of(situation).sent_on else "征求意见书还没有送达"


def _received_already(situation: Situation) -> str:
    if consultation_of(situation).received_on:
        return "已经登记过对方收到的日期；登记错了请更正这项事实"
    return _not_sent(situation)


def _answered_already(situation: Situation) -> str:
    if consultation_of(situation).answered_on:
        return "已经登记过答复；登记错了请更正这项事实"
    return _not_sent(situation)


def _silent_already(situation: Situation) -> str:
    if consultation_of(situation).answer == Answer.SILENT:
        return "已经登记过逾期未答复；对方过期才答复的，请登记对方答复"
    return _answered_already(situation)


def _nothing_to_override(situation: Situation) -> str:
    consultation = consultation_of(situation)
    if consultation.party != PartyKind.THIRD_PARTY:
        return "只有第三方的意见可以以公共利益推翻"
    return "" if consultation.answer not in ("", Answer.AGREES) else "第三方没有不同意公开"


CONSULTING = (
    CaseAct(
        "consult", "consult",
        (
            "第三方收到之日起十五个工作日内答复，不答复的由本机关决定；共同制作机关不答复的视为同意（条例第三十二条、第三十四条）。",
            "征求意见书里不写申请人是谁。送达之日的次日起，到对方答复或者期限届满，不计入答复期限。",
        ),
        "征求意见书已起草，请核对后送审。", _consult,
        {
            "party": ask.choice("征求意见的对象", lambda s: PartyKind.choices, radio=True),
            "name": ask.line("姓名或者名称", 100),
            "is_organisation": ask.tick("是法人或者其他组织"),
            "contact": ask.line("联系方式和地址", required=False, help_text="送达时用；加密保存"),
            "content": ask.text("涉及的信息内容", 2000, rows=4),
            "proposal": ask.text("本机关的初步意见", 500, rows=2, required=False),
        },
        group=Group.CONSULTING,
    ),
    CaseAct(
        "note_received", "record_consultation", ("对方收到征求意见书之日起，十五个工作日内答复。",),
        "已登记对方收到的日期。", about("consultation_id", note_received), {"on": ask.day("对方收到的日期")},
        label="登记对方收到", of=Of.CONSULTATION, needs=_received_already,
    ),
    CaseAct(
        "note_answer", "record_consultation",
        ("自对方答复之日起，期限恢复计算。答复原件请用“添加材料”存档。",),
        "已登记对方的意见。", about("consultation_id", note_answer),
        {
            "on": ask.day("答复日期"),
            "answer": ask.choice(
                "对方的意见",
                lambda s: [(value, label) for value, label in Answer.choices if value != Answer.SILENT],
                radio=True,
            ),
            "reasons": ask.text("对方的理由", 2000, required=False),
            "reasonable": ask.choice(
                "不同意的理由是否合理", lambda s: (("yes", "合理"), ("no", "不合理")), required=False,
                coerce=lambda value: value == "yes", nothing="尚未判断",
                help_text="第三方不同意且理由合理的，不予公开（条例第三十二条）",
            ),
        },
        label="登记对方答复", of=Of.CONSULTATION, needs=_answered_already,
    ),
    CaseAct(
        "note_silence", "record_consultation",
        ("期限届满没有答复的：第三方沉默由本机关决定，共同制作机关沉默视为同意。",), "已登记逾期未答复。",
        about("consultation_id", note_silence), label="登记逾期未答复", of=Of.CONSULTATION,
        needs=_silent_already,
    ),
    CaseAct(
        "override_objection", "consult",
        ("不公开会对公共利益造成重大影响的，可以公开，并把内容和理由书面告知第三方（条例第三十二条）。",),
        "告知第三方的文书已起草，请核对后送审。", about("consultation_id", override_objection),
        {"reason": ask.text("不公开对公共利益的重大影响", 300)}, label="以公共利益决定公开",
        of=Of.CONSULTATION, needs=_nothing_to_override, danger=True,
    ),
)  # fmt: skip
