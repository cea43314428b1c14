"""The procedure is looked over at start: nothing unreachable, nobody missing, every act with its function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from gongkai.kernel.models import Role
from gongkai.law.procedure import faults, procedure
from gongkai.law.procedure.table import DEPARTMENT, LETTER_STATES, ROLES
from gongkai.requests.models import CaseStage, LetterState


@register()
def procedure_is_whole(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Name what is wrong with the table, and where it and the database speak of different things."""
    table = procedure()
    found = faults(table)
    if set(table.stages) != set(CaseStage.values):
        found.append("程序表的办理状态与案件的办理状态不一致")
    if set(LETTER_STATES) != set(LetterState.values):
        found.append("程序表的文书状态与文书的状态不一致")
    if not (ROLES - {DEPARTMENT}) <= set(Role.values):
        found.append("程序表的角色与人员角色不一致")
    return [Error(fault, id="gongkai.E020") for fault in found]
