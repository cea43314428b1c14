"""What 发文登记 announces to the floors below: recurring work, home counts, reminders, figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.counting import counted
from gongkai.kernel.registry import Handing, Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing
from gongkai.register import due, figures, queries, reminders
from gongkai.register.acts.import_rows import GO_ON, run_jobs
from gongkai.register.attributes import ON_REQUEST, PROACTIVE, WITHHELD
from gongkai.register.linking import link_all
from gongkai.register.passing_on import ADDRESS as MINE
from gongkai.register.passing_on import LABEL, pass_on
from gongkai.register.purging import purge

ADDRESS = "/desk/register/?view="
_COUNTS = (
    ("undetermined", "发文未定公开属性", False, "逐条或成批确定"),
    ("overdue", "应主动公开的发文已逾期", True, "尽快公开（条例第二十六条）"),
    ("near", "应主动公开的发文快到期", True, "五个工作日内到期"),
    ("reassess", "不予公开的发文待复查", False, "条例第十八条"),
)


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(GO_ON, run_jobs, "导入发文登记簿"))
    registry.add_handing(Handing(LABEL, MINE, pass_on))
    registry.add_figure("register.made", figures.made)
    for mode in (PROACTIVE, ON_REQUEST, WITHHELD, ""):
        registry.add_figure(f"register.{mode or 'undetermined'}", figures.figure_of(mode))
    registry.add_tick(Tick("register.link", timedelta(minutes=5), link_all))
    registry.purges["register"] = purge
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)
    if reminders.nearest not in registry.reminder_lines:
        registry.reminder_lines.append(reminders.nearest)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    today = localdate(now)
    if not standing.home_organs:
        return []
    waiting = counted(
        {
            "undetermined": queries.undetermined(standing),
            "overdue": due.overdue(standing, today=today),
            "near": due.near(standing, today=today),
            "reassess": queries.to_reassess(standing, today=today),
        }
    )
    found = [
        HomeCount(f"register.{key}", label, waiting[key], f"{ADDRESS}{key}", urgent, hint)
        for key, label, urgent, hint in _COUNTS
    ]
    return [one for one in found if one.count]
