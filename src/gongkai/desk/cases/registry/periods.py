"""Acts that move the period: correction, extension, reasons, a period of its own, withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai.desk.cases import asking as ask
from gongkai.desk.cases.act import CaseAct, Group, Preview, Values, plainly
from gongkai.desk.cases.situation import Situation
from gongkai.law.clock import EventType
from gongkai.requests.acts.deciding import record_withdrawal
from gongkai.requests.acts.periods import (
    ask_reasons,
    extend,
    receive_correction,
    receive_reasons,
    request_correction,
    set_own_period,
)
from gongkai.requests.clockwork import rules_of
from gongkai.requests.models import CaseStage, LetterState
from gongkai.requests.notices import spoken
from gongkai.requests.personal import Asked, asked_of

_DRAFTED = "文书已起草，请核对后送审。"


def _most_extension(situation: Situation) -> int:
    return rules_of(situation.case).days("extension")


def _none_under_way(kind: str) -> Callable[[Situation], str]:
    """Nothing is drafted a second time while the first is on its way."""

    def needs(situation: Situation) -> str:
        waits = [one for one in situation.letters if one.kind == kind and one.state not in _OVER]
        return "同样的文书已经起草，请先办完或者作废" if waits else ""

    return needs


_OVER = frozenset({LetterState.SERVED, LetterState.VOID})


def _not_asked_to_correct(situation: Situation) -> str:
    return "" if situation.has(EventType.CORRECTION_REQUESTED) else "没有送达过补正告知书"


def _not_asked_for_reasons(situation: Situation) -> str:
    return "" if situation.has(EventType.REASONS_REQUESTED) else "没有送达过说明理由告知书"


def _may_not_extend(situation: Situation) -> str:
    if situation.reading.due is None:
        return "现在没有正在计算的答复期限"
    return "已经延长过一次" if situation.has(EventType.EXTENDED) else ""


def _not_registered(situation: Situation) -> str:
    if situation.case.stage == CaseStage.FILED:
        return "请先登记确认；申请一经收到就要登记"
    return "已经登记过撤回" if situation.has(EventType.WITHDRAWN) else ""


def _extension_preview(situation: Situation, values: Values) -> Preview:
    first = situation.reading.first_due
    assert first is not None  # noqa: S101  # _may_not_extend refused otherwise
    due = situation.working_day(values["working_days"], after=first)
    told = _EXTENDED.format(first=spoken(first), days=values["working_days"], due=spoken(due))
    return Preview(
        "延长之后", (told, "告知书须在原期限届满之前送达，逾期送达的不计算延长（条例第三十三条）。")
    )


_EXTENDED = "原答复期限{first}，延长{days}个工作日，至{due}。"


def _receive_correction(situation: Situation, values: dict[str, Any]) -> object:
    before = asked_of(situation.case)
    after = Asked(values["description"], values["doc_number"], values["features"], before.way_note)
    return receive_correction(
        actor=situation.person, case_id=situation.case.pk, on=values["on"],
        asked=after if after != before else None, now=situation.now,
    )  # fmt: skip


PERIODS = (
    CaseAct(
        "request_correction", "request_correction",
        (
            "申请内容不明确的，自收到申请之日起七个工作日内一次性告知全部补正事项和合理期限（条例第三十条）。",
            "送达后期限停下来等待补正，收到补正之日起重新计算。",
        ),
        _DRAFTED, plainly(request_correction),
        {
            "points": ask.lines("需要补正的事项", help_text="一行一项，一次写全"),
            "respond_by": ask.day("补正期限", initial=lambda s: s.working_day(s.settings.correction_days)),
            "way": ask.text(
                "补正的方法", 300, rows=2, required=False, help_text="如：书面补正后当面提交或者邮寄"
            ),
        },
        group=Group.PERIODS, needs=_none_under_way("correction_notice"),
    ),
    CaseAct(
        "receive_correction", "receive_correction",
        ("收到补正之日起，答复期限重新计算。过期才收到的也照实登记。",), "补正已登记，期限重新计算。",
        _receive_correction,
        {
            "on": ask.day("收到补正的日期"),
            "description": ask.text(
                "补正后申请的内容", 3000, rows=4, initial=lambda s: asked_of(s.case).description
            ),
            "doc_number": ask.line(
                "文号", 100, required=False, initial=lambda s: asked_of(s.case).doc_number
            ),
            "features": ask.text(
                "其他特征", 500, rows=2, required=False, initial=lambda s: asked_of(s.case).features
            ),
        },
        group=Group.PERIODS, needs=_not_asked_to_correct,
    ),
    CaseAct(
        "extend", "extend",
        ("经公开工作机构负责人同意并告知申请人，可以延长一次，最多二十个工作日（条例第三十三条）。",),
        _DRAFTED, plainly(extend),
        {
            "working_days": ask.number("延长的工作日", _most_extension, initial=_most_extension),
            "reasons": ask.text("延长的理由", 500, help_text="写给申请人看"),
        },
        group=Group.PERIODS, needs=_may_not_extend, preview=_extension_preview,
    ),
    CaseAct(
        "ask_reasons", "ask_reasons",
        ("申请的数量、频次明显超过合理范围的，可以要求说明理由（条例第三十五条）；答复期限照常计算。",),
        _DRAFTED, plainly(ask_reasons),
        {
            "why_excessive": ask.text("数量、频次明显超过合理范围的事实", 1000),
            "points": ask.lines("需要说明的事项"),
            "respond_by": ask.day(
                "说明理由的期限", initial=lambda s: s.working_day(s.settings.correction_days)
            ),
        },
        group=Group.PERIODS, needs=_none_under_way("reasons_notice"),
    ),
    CaseAct(
        "receive_reasons", "receive_reasons", ("登记收到说明的日期；说明的原件请用“添加材料”存档。",),
        "已登记。", plainly(receive_reasons), {"on": ask.day("收到说明的日期")}, group=Group.PERIODS,
        needs=_not_asked_for_reasons,
    ),
    CaseAct(
        "set_own_period", "set_own_period",
        ("申请人理由合理、法定期限内不能答复的，确定合理的延迟答复期限并告知（条例第三十五条）。",),
        _DRAFTED, plainly(set_own_period),
        {
            "until": ask.day("延迟到哪一天", initial=None),
            "reasons": ask.text("不能在法定期限内答复的原因", 500, help_text="写给申请人看"),
        },
        group=Group.PERIODS, needs=_not_asked_for_reasons,
    ),
    CaseAct(
        "record_withdrawal", "record_withdrawal",
        ("登记后随即拟出撤回确认书，确认书送达后案件办结。",), "已登记撤回，确认书已起草。",
        plainly(record_withdrawal), {"on": ask.day("申请人撤回的日期")}, group=Group.REPLY,
        needs=_not_registered,
    ),
)  # fmt: skip
