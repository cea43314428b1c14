"""What handing over announces to the floors below: the first day on the home page, folders, clearing."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.handover import queries
from gongkai.handover.folder import KIND, clear_old, make_folders, purge
from gongkai.kernel.registry import Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing

_FIRST_DAY = "您接手的工作"
_HINT = "接手后先看这一页"


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(KIND, make_folders, "生成年度归档文件夹"))
    registry.add_tick(Tick("handover.clear", timedelta(hours=12), clear_old))
    registry.purges["handover"] = purge
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    count = queries.unseen_by(standing).count()
    if not count:
        return []
    return [HomeCount("handover.unseen", _FIRST_DAY, count, "/desk/handover/", True, _HINT)]
