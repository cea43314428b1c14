"""Role × state × act as one table: what may be done to an item, by whom, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.disclosure.models import Item, PublicState, Route, WorkKind, WorkState
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing


class Act(StrEnum):
    """Everything that can be done to an item that exists."""

    EDIT = "edit"
    DISCARD = "discard"
    SUBMIT = "submit"
    REVIEW = "review"
    RETURN = "return"
    REFER = "refer"
    ANSWER_REFERRAL = "answer_referral"
    OVERRIDE = "override"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    WITHHOLD = "withhold"
    EXPEDITE = "expedite"
    CORRECT_LIGHT = "correct_light"
    CORRECT = "correct"
    CHANGE_VALIDITY = "change_validity"
    WITHDRAW = "withdraw"
    TAKE_DOWN = "take_down"
    REPUBLISH = "republish"
    REASSESS = "reassess"
    LINK = "link"


class Step(StrEnum):
    """A look somebody else takes."""

    SECOND = "second"
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"
    COUNTERSIGN = "countersign"


STEP_LABELS = {
    Step.SECOND: "第二人审核",
    Step.HEAD: "科室负责人审核",
    Step.OFFICE: "公开办审核",
    Step.LEADER: "签发人签发",
    Step.COUNTERSIGN: "勘误复核",
}
ROUTE_STEPS: dict[str, tuple[Step, ...]] = {
    Route.ONE: (Step.SECOND,),
    Route.HEAD_OFFICE: (Step.HEAD, Step.OFFICE),
    Route.FULL: (Step.HEAD, Step.OFFICE, Step.LEADER),
}
#: A signer stands above a department's head and may look in his place.
STEP_ROLES: dict[Step, frozenset[Role]] = {
    Step.SECOND: frozenset({Role.HEAD, Role.REVIEWER, Role.SIGNER}),
    Step.HEAD: frozenset({Role.HEAD, Role.SIGNER}),
    Step.OFFICE: frozenset({Role.REVIEWER}),
    Step.LEADER: frozenset({Role.SIGNER}),
    Step.COUNTERSIGN: frozenset({Role.HEAD, Role.REVIEWER, Role.SIGNER}),
}
#: Rounds of work that go out at once when the one look has been taken.
LIGHT_KINDS = frozenset({WorkKind.LIGHT, WorkKind.VALIDITY})
#: Acts that lead something new to the public; an organ that was merged does no new work.
FIRST_PUBLICATION = frozenset({Act.SUBMIT, Act.PUBLISH, Act.SCHEDULE, Act.EXPEDITE})

_ANY_PUBLIC = frozenset(PublicState)
_WRITERS = frozenset({Role.DRAFTER, Role.HEAD, Role.REVIEWER})
_OFFICE = frozenset({Role.REVIEWER})
_OFFICE_OR_SIGNER = frozenset({Role.REVIEWER, Role.SIGNER})


@dataclass(frozen=True)
class ActRule:
    """One row of the table."""

    act: Act
    label: str
    roles: frozenset[Role]
    public: frozenset[PublicState]
    work: frozenset[WorkState]
    when: str


def _rule(
    act: Act, label: str, roles: frozenset[Role], public: set[PublicState] | frozenset[PublicState],
    work: set[WorkState], when: str,
) -> ActRule:  # fmt: skip
    return ActRule(act, label, roles, frozenset(public), frozenset(work), when)


_P, _W = PublicState, WorkState
_NOT_DOWN = {_P.NONE, _P.LIVE, _P.WITHDRAWN}
TABLE: dict[Act, ActRule] = {
    rule.act: rule
    for rule in (
        _rule(Act.EDIT, "编辑", _WRITERS, _NOT_DOWN,
              {_W.DRAFT, _W.IN_REVIEW, _W.APPROVED, _W.SCHEDULED}, "起草、审核、待发布时可以编辑"),
        _rule(Act.DISCARD, "放弃本次修改", _WRITERS, _NOT_DOWN, {_W.DRAFT}, "起草中才能放弃"),
        _rule(Act.SUBMIT, "提交审核", _WRITERS, _NOT_DOWN, {_W.DRAFT}, "起草中才能提交"),
        _rule(Act.REVIEW, "审核通过", frozenset({Role.HEAD, Role.REVIEWER, Role.SIGNER}), _NOT_DOWN,
              {_W.IN_REVIEW}, "审核中才能审核"),
        _rule(Act.RETURN, "退回并说明理由", frozenset({Role.HEAD, Role.REVIEWER, Role.SIGNER}), _NOT_DOWN,
              {_W.IN_REVIEW, _W.REFERRED, _W.APPROVED, _W.SCHEDULED}, "提交之后、发布之前才能退回"),
        _rule(Act.REFER, "报请保密审查", _OFFICE, _NOT_DOWN, {_W.IN_REVIEW}, "审核中才能报请"),
        _rule(Act.ANSWER_REFERRAL, "登记审查答复", _OFFICE, _NOT_DOWN, {_W.REFERRED},
              "已报请审查才能登记答复"),
        _rule(Act.OVERRIDE, "放行此项并说明理由", _OFFICE, _NOT_DOWN, {_W.IN_REVIEW}, "审核中才能放行"),
        _rule(Act.PUBLISH, "发布", _OFFICE, _NOT_DOWN, {_W.APPROVED, _W.SCHEDULED}, "审核通过才能发布"),
        _rule(Act.SCHEDULE, "定时发布", _OFFICE, _NOT_DOWN, {_W.APPROVED}, "审核通过才能定时发布"),
        _rule(Act.UNSCHEDULE, "取消定时", _OFFICE, _NOT_DOWN, {_W.SCHEDULED}, "没有定时发布"),
        _rule(Act.WITHHOLD, "登记为不公开", _OFFICE, {_P.NONE}, {_W.APPROVED},
              "审核通过、公开方式不是主动公开才能登记"),
        _rule(Act.EXPEDITE, "急件先发后补", _OFFICE, _NOT_DOWN, {_W.DRAFT, _W.IN_REVIEW},
              "起草或审核中才能按急件发布"),
        _rule(Act.CORRECT_LIGHT, "勘误", _WRITERS, {_P.LIVE}, {_W.IDLE}, "已公开且没有在办修改才能勘误"),
        _rule(Act.CORRECT, "修改", _WRITERS, {_P.LIVE}, {_W.IDLE}, "已公开且没有在办修改才能修改"),
        _rule(Act.CHANGE_VALIDITY, "标注废止或失效", _WRITERS, {_P.LIVE}, {_W.IDLE},
              "已公开且没有在办修改才能标注"),
        _rule(Act.WITHDRAW, "撤回", _OFFICE_OR_SIGNER, {_P.LIVE}, set(WorkState), "已公开才能撤回"),
        _rule(Act.TAKE_DOWN, "紧急撤下并清除", frozenset({Role.REVIEWER, Role.SIGNER, Role.SECURITY}),
              {_P.LIVE, _P.WITHDRAWN}, set(WorkState), "公开过才需要撤下"),
        _rule(Act.REPUBLISH, "重新公开", _WRITERS, {_P.WITHDRAWN}, {_W.IDLE}, "已撤回才能重新公开"),
        _rule(Act.REASSESS, "复查能否公开", _OFFICE, {_P.WITHHELD}, {_W.IDLE}, "登记为不公开的才复查"),
        _rule(Act.LINK, "关联解读", _WRITERS, _NOT_DOWN, set(WorkState) - {_W.REFERRED},
              "撤下、不公开、正在报请审查的不能关联"),
    )
}  # fmt: skip


def has_role(standing: Standing, item: Item, roles: frozenset[Role]) -> bool:
    """Whether the person holds one of the roles for this item's organ and department."""
    return any(
        standing.holds(role, organ_id=item.organ_id, department_id=item.department_id) for role in roles
    )


def is_second_person(person_id: int, item: Item) -> bool:
    """Neither drafted it, for himself or in another's name, nor last edited it."""
    return person_id not in {item.drafter_id, item.last_editor_id, item.entered_by_id}


def steps_of(item: Item) -> tuple[Step, ...]:
    """The looks this round of work needs.

    What is public and moves to another column takes the longer of both columns' routes: what a leader signed
    is not altered without him.
    """
    if item.work_kind in LIGHT_KINDS:
        return (Step.COUNTERSIGN,)
    steps = ROUTE_STEPS[item.column.route]
    live = item.live_edition
    if live is None or live.column_id == item.column_id:
        return steps
    return max(steps, ROUTE_STEPS[live.column.route], key=len)


def settles_findings(item: Item) -> bool:
    """Whether what screening found must be settled before the present step is passed.

    A department's head may pass it on: the office, which alone may let a finding pass, comes after him.
    """
    return not (item.review_step == Step.HEAD and Step.OFFICE in steps_of(item))


def why_not(act: Act, item: Item, standing: Standing) -> str | None:
    """The reason the act may not happen now, for the button's hint; None when it may."""
    rule = TABLE[act]
    if not has_role(standing, item, rule.roles):
        return "您在本机关（科室）的角色不能办理这一步"
    if item.public_state not in rule.public or item.work_state not in rule.work:
        return rule.when
    return _why_not_further(act, item, standing)


def _why_not_further(act: Act, item: Item, standing: Standing) -> str | None:
    second = is_second_person(standing.person_id, item)
    if act in {Act.REVIEW, Act.OVERRIDE} and not second:
        return "起草人和最后编辑人不能审核自己经手的信息，请由另一人审核"
    if act is Act.REVIEW and not has_role(standing, item, STEP_ROLES[Step(item.review_step)]):
        return f"现在轮到：{STEP_LABELS[Step(item.review_step)]}"
    if act in FIRST_PUBLICATION and item.public_state == PublicState.NONE and item.organ.merged_into_id:
        return "这个机关已撤并，新的信息请在并入的机关起草、发布"
    if act is Act.RETURN and item.work_state == WorkState.REFERRED and not has_role(standing, item, _OFFICE):
        return "已报请审查，由公开办登记答复或者退回"
    if act is Act.RETURN and item.work_state == WorkState.IN_REVIEW:
        allowed = STEP_ROLES[Step(item.review_step)] | _OFFICE
        return None if has_role(standing, item, allowed) else "现在轮到另一步审核"
    if act in {Act.PUBLISH, Act.SCHEDULE, Act.EXPEDITE} and item.mode != "proactive":
        return "公开方式不是主动公开，不能发布到门户"
    if act is Act.WITHHOLD and item.mode == "proactive":
        return "公开方式是主动公开，应当发布"
    if act is Act.EXPEDITE and item.work_kind in LIGHT_KINDS:
        return "勘误和有效性标注经一人复核即可，不需要急件"
    return None


def allowed_acts(item: Item, standing: Standing) -> list[tuple[ActRule, str | None]]:
    """Every act the person's role could ever do here, with the reason where it is not open now."""
    shown = []
    for act, rule in TABLE.items():
        reason = why_not(act, item, standing)
        if reason is None or has_role(standing, item, rule.roles):
            shown.append((rule, reason))
    return shown


@dataclass(frozen=True)
class Status:
    """An item's state in words, with a tone for the colour behind them."""

    label: str
    tone: str


def status_of(item: Item) -> Status:
    """One label for the two states: work in progress first, else what the public sees."""
    public, work = PublicState(item.public_state), WorkState(item.work_state)
    if work is WorkState.IDLE:
        if public is PublicState.NONE:
            return Status("已作废", "grey")
        tone = {"live": "green", "withdrawn": "grey", "taken_down": "red", "withheld": "grey"}[public]
        return Status(str(public.label), tone)
    if work is WorkState.DRAFT and item.returned_reason:
        return Status("退回修改", "red")
    if work is WorkState.IN_REVIEW:
        return Status(f"待{STEP_LABELS[Step(item.review_step)]}", "blue")
    tone = {"draft": "grey", "referred": "amber", "approved": "amber", "scheduled": "blue"}[work]
    return Status(str(work.label), tone)
