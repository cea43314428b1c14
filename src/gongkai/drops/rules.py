"""Who may drop files in, for which departments, and what may be done with a document when."""

from __future__ import annotations

from gongkai.drops.models import DocumentState, DropDocument
from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing

#: States in which a document still waits for somebody's look.
OPEN = frozenset({DocumentState.READ, DocumentState.UNREADABLE})
_WHY_NOT = {
    DocumentState.WAITING: "这份文件还在读取，请稍后刷新本页。",
    DocumentState.MADE: "这份文件已经生成信息，请打开那条信息办理。",
    DocumentState.DISMISSED: "这份文件已标为不用；要用的，请先恢复。",
}


def may_drop(standing: Standing) -> bool:
    """Whether the person writes for a department, or is of the office of an organ."""
    return bool(standing.departments(Role.DRAFTER, Role.HEAD) or standing.organs(Role.REVIEWER))


def may_work_on(standing: Standing, *, organ_id: int, department_id: int) -> bool:
    """Whether the person may drop for, and confirm in, the department."""
    return organ_id in standing.organs(Role.REVIEWER) or department_id in standing.departments(
        Role.DRAFTER, Role.HEAD
    )


def why_not_settle(document: DropDocument) -> str:
    """Why the document cannot be confirmed or dismissed now; empty when it can."""
    return "" if document.state in OPEN else _WHY_NOT[DocumentState(document.state)]
