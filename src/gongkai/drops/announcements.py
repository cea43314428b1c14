"""What 一次投放 announces to the floors below: the reading job, the clearing tick, the home count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from gongkai.drops import queries
from gongkai.drops.acts.clear import clear_old_drops
from gongkai.drops.acts.read import read_drop
from gongkai.drops.purging import purge
from gongkai.drops.reading import READ
from gongkai.drops.rules import may_drop
from gongkai.kernel.counting import counted
from gongkai.kernel.registry import Handler, HomeCount, Payload, Tick, registry
from gongkai.kernel.rights import Standing


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(READ, _read, "读取投放的文件"))
    registry.add_tick(Tick("drops.clear", timedelta(hours=24), clear_old_drops))
    registry.purges["drops"] = purge
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)


def _read(payloads: Sequence[Payload], now: datetime) -> None:
    for payload in payloads:
        read_drop(payload, now)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    if not may_drop(standing):
        return []
    count = counted({"drops": queries.to_confirm(standing)})["drops"]
    if not count:
        return []
    return [
        HomeCount("drops", "投放的文件待核对", count, "/desk/drops/", False, "逐份看一眼，确认后生成信息")
    ]
