"""The ready-made selections of requests, letters and tasks, each with its name and its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing
from gongkai.requests import queries
from gongkai.requests.models import CaseStage

Select = Callable[[Standing, date], QuerySet[Any]]
CASES, LETTERS, TASKS, WISHES = "cases", "letters", "tasks", "wishes"


@dataclass(frozen=True)
class ListView:
    """A selection: its key in the address, its name, what its rows are, which order serves it."""

    key: str
    label: str
    select: Select
    rows: str = CASES
    sort: str = "id"
    empty: str = "这里没有申请。"


def _queue(key: str) -> Select:
    return queries.QUEUES[key]


def _in_stages(*stages: CaseStage) -> Select:
    return lambda standing, today: queries.visible_to(standing).filter(stage__in=stages)


VIEWS: dict[str, ListView] = {
    view.key: view
    for view in (
        ListView("all", "全部", lambda standing, today: queries.visible_to(standing)),
        ListView("open", "在办", lambda standing, today: queries.open_cases(standing), sort="due"),
        ListView(
            "mine", "我经办的", lambda s, t: queries.open_cases(s).filter(handler=s.person_id), sort="due"
        ),
        ListView("confirm", "待登记确认", _queue("confirm"), empty="没有待登记确认的申请。"),
        ListView("overdue", "已逾期", _queue("overdue"), sort="due", empty="没有逾期的申请。"),
        ListView("pressing", "将到期", _queue("pressing"), sort="due", empty="没有五个工作日内到期的申请。"),
        ListView(
            "waited_out", "逾期未补正、未缴费", _queue("waited_out"), empty="没有补正、缴费期满的申请。"
        ),
        ListView(
            "asked",
            "申请人要求撤回、逾期补正",
            lambda s, t: queries.asked_by_applicant(s),
            empty="没有申请人在网上要求撤回、逾期补正的申请。",
        ),
        ListView("tasks", "分办给本科室", _queue("tasks"), TASKS, empty="没有分办给您科室的申请。"),
        ListView("check", "文书等我审核", _queue("check"), LETTERS, empty="没有等您审核的文书。"),
        ListView("sign", "文书等我签发", _queue("sign"), LETTERS, empty="没有等您签发的文书。"),
        ListView("finish", "待盖章、送达", _queue("finish"), LETTERS, empty="没有待盖章、送达的文书。"),
        ListView("wishes", "可转主动公开", _queue("wishes"), WISHES, empty="没有可以转为主动公开的信息。"),
        ListView("ended", "已办结", _in_stages(CaseStage.ANSWERED), empty="没有已办结、待归档的申请。"),
        ListView("archived", "已归档", _in_stages(CaseStage.ARCHIVED), empty="没有已归档的申请。"),
    )
}
_OF_OFFICE = frozenset(VIEWS) - {"all", "open", "tasks", "ended", "archived"}
_OF_REVIEWER = frozenset({"asked", "confirm", "waited_out", "finish", "wishes", "mine"})
_OF_SIGNER = frozenset({"sign"})


def views_for(standing: Standing) -> list[ListView]:
    """The selections that can hold anything for the person."""
    office = bool(standing.organs(*queries.OFFICE_ROLES))
    closed: set[str] = set()
    if not office:
        closed |= _OF_OFFICE
    if not standing.organs(Role.REVIEWER):
        closed |= _OF_REVIEWER
    if not standing.organs(Role.SIGNER, Role.OFFICE_HEAD):
        closed |= _OF_SIGNER
    if not standing.departments(Role.DRAFTER, Role.HEAD):
        closed.add("tasks")
    return [view for view in VIEWS.values() if view.key not in closed]


def view_of(key: str) -> ListView:
    """The selection the address names; an unknown one is «all»."""
    return VIEWS.get(key, VIEWS["all"])
