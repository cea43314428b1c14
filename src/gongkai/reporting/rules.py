"""What a person may do to a report now: one table of roles, states and what to say otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.reporting.models import AnnualReport, ReportState

OFFICE_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD)
READER_ROLES = (*OFFICE_ROLES, Role.SIGNER)
_OFFICE, _SIGNERS = frozenset(OFFICE_ROLES), frozenset({Role.SIGNER})
_WRITTEN = frozenset({ReportState.COMPILING, ReportState.CHECKED})
_FROZEN = frozenset({ReportState.SIGNED, ReportState.SUBMITTED, ReportState.PUBLISHED})
_NOT_YOURS = "由公开工作机构的人员办理"
_NOT_SIGNER = "由签发人办理"


@dataclass(frozen=True, slots=True)
class ActRule:
    """One row: the act, who may do it, in which states, and what to say in any other."""

    code: str
    label: str
    states: frozenset[ReportState]
    when: str
    roles: frozenset[Role] = _OFFICE
    second_person: bool = False


ACTS: dict[str, ActRule] = {
    rule.code: rule
    for rule in (
        ActRule("compile", "重新统计", _WRITTEN, "定稿的数据不再变动；要更正请先开始更正"),
        ActRule("write", "修改文字", _WRITTEN, "审核以后不能直接修改，请先退回"),
        ActRule("check", "自查并提交审核", frozenset({ReportState.COMPILING}), "已经自查过"),
        ActRule(
            "review", "审核通过", frozenset({ReportState.CHECKED}), "自查通过以后才能审核", second_person=True
        ),
        ActRule(
            "return", "退回修改", frozenset({ReportState.CHECKED, ReportState.REVIEWED}),
            "自查之后、签发之前才能退回", roles=_OFFICE | _SIGNERS,
        ),
        ActRule("sign", "签发", frozenset({ReportState.REVIEWED}), "审核通过以后才能签发", roles=_SIGNERS),
        ActRule("sign_on_paper", "登记纸质签发", frozenset({ReportState.REVIEWED}), "审核通过以后才能签发"),
        ActRule("submit", "报送主管部门", frozenset({ReportState.SIGNED}), "签发以后才能报送"),
        ActRule(
            "publish", "生成门户稿件", frozenset({ReportState.SIGNED, ReportState.SUBMITTED}),
            "签发以后才能公布",
        ),
        ActRule("correct", "开始更正", _FROZEN, "没有定稿，直接修改即可"),
    )
}  # fmt: skip


def may_open(standing: Standing, organ_id: int) -> bool:
    """Whether the person begins reports of the organ and enters its figures."""
    return organ_id in standing.organs(*OFFICE_ROLES)


def why_not(code: str, report: AnnualReport, standing: Standing, *, is_second: bool = True) -> str | None:
    """The reason the act may not happen now, for the button's hint; None when it may."""
    rule = ACTS[code]
    if report.organ_id not in standing.organs(*rule.roles):
        return _NOT_SIGNER if rule.roles == _SIGNERS else _NOT_YOURS
    if report.state not in rule.states:
        return rule.when
    if code == "submit" and report.organ.parent_id is None:
        return "本机关就是主管部门，不需要报送"
    if code == "publish" and report.state == ReportState.SIGNED and report.organ.parent_id is not None:
        return "请先报送主管部门"
    if rule.second_person and not is_second:
        return "编写、自查的人不能审核自己的稿子，请另一人审核"
    return None


def allowed_acts(
    report: AnnualReport, standing: Standing, *, is_second: bool = True
) -> list[tuple[ActRule, str | None]]:
    """Every act that the person's role could ever do, with the reason where it is not open."""
    return [
        (rule, why_not(code, report, standing, is_second=is_second))
        for code, rule in ACTS.items()
        if report.organ_id in standing.organs(*rule.roles)
    ]


@dataclass(frozen=True, slots=True)
class Status:
    """A state in words, with a tone for the colour behind them."""

    label: str
    tone: str


_TONES = {
    ReportState.COMPILING: "amber", ReportState.CHECKED: "blue", ReportState.REVIEWED: "blue",
    ReportState.SIGNED: "blue", ReportState.SUBMITTED: "blue", ReportState.PUBLISHED: "green",
}  # fmt: skip


def status_of(report: AnnualReport) -> Status:
    """The state as a label."""
    state = ReportState(report.state)
    if state == ReportState.COMPILING and report.returned_reason:
        return Status("退回修改", "red")
    return Status(str(state.label), _TONES[state])
