"""What keeps a case's record from being cleared or destroyed, asked of those who know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.kernel.errors import ActRefused
from gongkai.requests.models import Case

#: Says why the record of a case is still needed; blank when it is not.
Hold = Callable[[Case], str]
_HELD = "以下案件的材料还要用，不能清理、销毁：{cases}。"
_ONE = "{number}（{why}）"
_holds: list[Hold] = []


def add_hold(hold: Hold) -> None:
    """Announce a reason to keep records; called once by who knows of it."""
    if hold not in _holds:
        _holds.append(hold)


def refuse_held(cases: Iterable[Case]) -> None:
    """Raise ActRefused naming each case whose record is still needed, and why."""
    held = [
        _ONE.format(number=case.number, why=why) for case in cases for hold in _holds if (why := hold(case))
    ]
    if held:
        raise ActRefused(_HELD.format(cases="、".join(held)))
