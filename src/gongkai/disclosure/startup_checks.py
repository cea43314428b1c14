"""The table of acts is looked over at start: every act has its row, every step somebody who can take it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from gongkai.disclosure import rules
from gongkai.disclosure.models import Route


@register()
def act_table_is_whole(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Name every act without a row, every route without steps, every step nobody can take."""
    faults = [f"act {act} has no row" for act in rules.Act if act not in rules.TABLE]
    faults += [f"act {act} has nobody to do it" for act, rule in rules.TABLE.items() if not rule.roles]
    faults += [f"route {route} has no steps" for route in Route.values if not rules.ROUTE_STEPS.get(route)]
    faults += [f"step {step} has no role" for step in rules.Step if not rules.STEP_ROLES.get(step)]
    return [Error(fault, id="gongkai.E010") for fault in faults]
