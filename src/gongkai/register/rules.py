"""Who may do what in the register."""

from __future__ import annotations

from gongkai.kernel.models import Role
from gongkai.kernel.rights import Standing

#: Who sees the whole organ's register.
OFFICE_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER)
#: Who keeps it: every entry of the organ, imports, re-assessment, voiding.
KEEPERS = (Role.REVIEWER, Role.OFFICE_HEAD)
#: Who enters and completes the documents of the department.
WRITERS = (Role.DRAFTER, Role.HEAD)


def may_keep(standing: Standing, organ_id: int) -> bool:
    """Whether the person keeps the organ's register."""
    return organ_id in standing.organs(*KEEPERS)


def may_write(standing: Standing, organ_id: int, department_id: int | None) -> bool:
    """Whether the person may enter and complete documents of the department."""
    return may_keep(standing, organ_id) or department_id in standing.departments(*WRITERS)


def may_redecide(standing: Standing, organ_id: int, department_id: int | None) -> bool:
    """Whether the person may change an attribute that was set: keepers and the department's head."""
    return may_keep(standing, organ_id) or department_id in standing.departments(Role.HEAD)
