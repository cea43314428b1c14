"""The states an item can be looked up by: the same words as on its badge, as conditions on the table."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from gongkai.disclosure.models import PublicState, WorkState


@dataclass(frozen=True)
class StatusFilter:
    """A state: its code, its word, who it is for people who work on the item, and for all others."""

    code: str
    label: str
    inside: Q
    outside: Q


_NONE = Q(pk__in=[])


def _working(state: WorkState) -> Q:
    return Q(work_state=state)


def _public(state: PublicState) -> Q:
    return Q(public_state=state)


STATUS_FILTERS: dict[str, StatusFilter] = {
    status.code: status
    for status in (
        StatusFilter("draft", "起草中", _working(WorkState.DRAFT) & Q(returned_reason=""), _NONE),
        StatusFilter("returned", "退回修改", _working(WorkState.DRAFT) & ~Q(returned_reason=""), _NONE),
        StatusFilter("in_review", "审核中", _working(WorkState.IN_REVIEW), _NONE),
        StatusFilter("referred", "已报请保密审查", _working(WorkState.REFERRED), _NONE),
        StatusFilter("approved", "已通过，待发布", _working(WorkState.APPROVED), _NONE),
        StatusFilter("scheduled", "定时发布", _working(WorkState.SCHEDULED), _NONE),
        StatusFilter("live", "已公开", _public(PublicState.LIVE), _public(PublicState.LIVE)),
        StatusFilter("withdrawn", "已撤回", _public(PublicState.WITHDRAWN), _public(PublicState.WITHDRAWN)),
        StatusFilter("withheld", "不公开", _public(PublicState.WITHHELD), _NONE),
        StatusFilter(
            "taken_down", "已紧急撤下", _public(PublicState.TAKEN_DOWN), _public(PublicState.TAKEN_DOWN)
        ),
        StatusFilter("void", "已作废", _public(PublicState.NONE) & _working(WorkState.IDLE), _NONE),
    )
}
