"""What a person may do to a proceeding now: one table of roles, stages and what to say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.law.remedies import ResultColumn
from gongkai.remedies.models import Forum, Proceeding, Stage

_OFFICE = frozenset({Role.REVIEWER, Role.OFFICE_HEAD})
_OPEN = frozenset({Stage.FILED, Stage.ANSWERING, Stage.HEARING})
_KEPT = frozenset(Stage) - {Stage.CANCELLED}
_BOTH = frozenset(Forum)
_REVIEW, _SUIT = frozenset({Forum.RECONSIDERATION}), frozenset({Forum.LITIGATION})

_NOT_YOURS = "由公开工作机构的人员办理"
_OTHER_WAY = {
    Forum.RECONSIDERATION: "行政复议没有这个环节",
    Forum.LITIGATION: "行政诉讼没有这个环节",
}


def _nothing(proceeding: Proceeding) -> str:
    return ""


def _accepted(proceeding: Proceeding) -> str:
    return "已经登记受理；日期不对的请更正" if proceeding.accepted_on else ""


def _received(proceeding: Proceeding) -> str:
    return "已经登记收到副本；日期不对的请更正" if proceeding.copy_received_on else ""


def _answered(proceeding: Proceeding) -> str:
    return "已经登记答复；日期不对的请更正" if proceeding.answered_on else ""


def _not_accepted(proceeding: Proceeding) -> str:
    return "" if proceeding.accepted_on else "请先登记受理日期"


def _instances_over(proceeding: Proceeding) -> str:
    return "二审是终审，没有上诉" if proceeding.instance > 1 else ""


def _not_lost(proceeding: Proceeding) -> str:
    return "" if proceeding.result_column == ResultColumn.CORRECTED else "答复没有被纠正，不需要写教训"


@dataclass(frozen=True, slots=True)
class ActRule:
    """One row: the act, who may do it, in which stages and ways; what to say in another stage."""

    code: str
    label: str
    stages: frozenset[Stage]
    when: str
    forums: frozenset[Forum] = _BOTH
    roles: frozenset[Role] = _OFFICE
    needs: Callable[[Proceeding], str] = _nothing


ACTS: dict[str, ActRule] = {
    rule.code: rule
    for rule in (
        ActRule("accept", "登记受理（立案）", _OPEN, "审结之前才能登记受理", needs=_accepted),
        ActRule("copy", "登记收到副本和通知", _OPEN, "审结之前才能登记收到副本", needs=_received),
        ActRule("answer", "登记提交答复（答辩）", _OPEN, "审结之前才能登记答复", needs=_answered),
        ActRule("hearing", "登记听证、开庭", _OPEN, "审结之前才能登记听证、开庭"),
        ActRule("course", "变更审理程序", _OPEN, "审结之前才能变更审理程序", forums=_REVIEW),
        ActRule(
            "extend", "登记延长审理期限", _OPEN, "审结之前才能登记延长", forums=_REVIEW, needs=_not_accepted
        ),
        ActRule("result", "登记结果", _OPEN, "已经登记过结果；登记错的请更正或者删去那一项事实"),
        ActRule(
            "appeal", "登记上诉", frozenset({Stage.DECIDED}), "一审审结之后才有上诉", forums=_SUIT,
            needs=_instances_over,
        ),
        ActRule("lesson", "写明教训", frozenset({Stage.DECIDED}), "审结之后才写教训", needs=_not_lost),
        ActRule("describe", "修改案号和受理机关", _KEPT, "已经注销"),
        ActRule("take_over", "转由本人经办", _KEPT, "已经注销"),
        ActRule("correct", "更正一项事实", _KEPT, "已经注销"),
        ActRule("cancel", "登记有误，注销", _KEPT, "已经注销"),
    )
}  # fmt: skip


def may_act(standing: Standing, organ_id: int) -> bool:
    """Whether the person registers and carries proceedings of the organ."""
    return organ_id in standing.organs(*_OFFICE)


def why_not(code: str, proceeding: Proceeding, standing: Standing) -> str | None:
    """The reason the act may not happen now, for the button's hint; None when it may."""
    rule = ACTS[code]
    if proceeding.organ_id not in standing.organs(*rule.roles):
        return _NOT_YOURS
    if proceeding.forum not in rule.forums:
        return _OTHER_WAY[Forum(proceeding.forum)]
    if proceeding.stage not in rule.stages:
        return rule.when
    return rule.needs(proceeding) or None


def allowed_acts(proceeding: Proceeding, standing: Standing) -> list[tuple[ActRule, str | None]]:
    """Every act of this way that the person's role could ever do, with the reason where it is not open."""
    return [
        (rule, why_not(code, proceeding, standing))
        for code, rule in ACTS.items()
        if proceeding.organ_id in standing.organs(*rule.roles) and proceeding.forum in rule.forums
    ]


@dataclass(frozen=True)
class Status:
    """A state in words, with a tone for the colour behind them."""

    label: str
    tone: str


_TONES = {
    Stage.FILED: "amber", Stage.ANSWERING: "amber", Stage.HEARING: "blue", Stage.DECIDED: "green",
    Stage.CANCELLED: "grey",
}  # fmt: skip
_COLUMN_TONES = {"upheld": "green", "corrected": "red", "other": "grey"}


def status_of(proceeding: Proceeding) -> Status:
    """The stage as a label."""
    stage = Stage(proceeding.stage)
    return Status(str(stage.label), _TONES[stage])


def result_tone(proceeding: Proceeding) -> str:
    """The colour behind a result."""
    return _COLUMN_TONES.get(proceeding.result_column, "grey")


def lamp_of(proceeding: Proceeding, today: date) -> Status | None:
    """The lamp of the next day that asks something of the organ; None when there is none."""
    if proceeding.next_due is None:
        return None
    if today > proceeding.next_due:
        return Status("已逾期", "black")
    if proceeding.red_on is not None and today >= proceeding.red_on:
        return Status("两个工作日内到期", "red")
    if proceeding.amber_on is not None and today >= proceeding.amber_on:
        return Status("五个工作日内到期", "amber")
    return Status("期限充裕", "green")
