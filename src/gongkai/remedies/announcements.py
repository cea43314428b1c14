"""What this duty announces to the floors below: home counts, recurring work, figures, hand-over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.counting import counted
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.registry import Handing, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing
from gongkai.law.remedies import ResultColumn
from gongkai.remedies import queries
from gongkai.remedies.models import Proceeding, Stage
from gongkai.remedies.reckoning import read_again
from gongkai.remedies.table4 import TOTAL, Group, table4
from gongkai.requests.holds import add_hold
from gongkai.requests.models import Case
from gongkai.requests.queries import OFFICE_ROLES

_OVERDUE, _PRESSING = "复议、诉讼期限已过", "复议、诉讼期限将到"
_LESSONS = "答复被纠正，待写明教训"
_HELD = "复议、诉讼还没有了结"
_ADDRESS = "/desk/remedies/?view="

_COUNTS = (
    ("overdue", "overdue", _OVERDUE, True, "答复、答辩或者重新答复"),
    ("pressing", "pressing", _PRESSING, True, "五个工作日内到期"),
    ("lessons", "unlearnt", _LESSONS, False, "写明原因和改进"),
)


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_tick(Tick("remedies.reckoning", timedelta(minutes=1), read_again))
    for group in Group:
        for column in (*ResultColumn, TOTAL):
            registry.add_figure(f"remedies.{group}.{column}", _cell(group, column))
    add_hold(_still_disputed)
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)
    registry.add_handing(Handing("未办结的复议诉讼", "/desk/remedies/", _pass_on))


def _cell(group: Group, column: str) -> Callable[[Organ, int], int]:
    return lambda organ, year: table4(organ, year)[group][column]


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    today = localdate(now)
    if not standing.organs(*OFFICE_ROLES):
        return []
    pressing = queries.pressing(standing, today=today)
    waiting = counted(
        {
            "overdue": pressing.filter(next_due__lt=today),
            "pressing": pressing.filter(next_due__gte=today),
            "unlearnt": queries.without_lesson(standing),
        }
    )
    found = [
        HomeCount(f"remedies.{key}", label, waiting[view], f"{_ADDRESS}{view}", urgent, hint)
        for key, view, label, urgent, hint in _COUNTS
    ]
    return [one for one in found if one.count]


def _still_disputed(case: Case) -> str:
    """Its record is evidence until everything is decided and, where ordered, answered anew."""
    rows = Proceeding.objects.filter(case=case).exclude(stage=Stage.CANCELLED)
    return _HELD if rows.filter(Q(decided_on=None) | Q(next_due__isnull=False)).exists() else ""


def _pass_on(leaver: Person, successor: Person, organ: Organ, now: datetime) -> int:
    """Proceedings the leaver handled that still have a day ahead become the successor's."""
    open_ones = Proceeding.objects.filter(organ=organ, handler=leaver)
    return open_ones.exclude(next_due=None, decided_on__isnull=False).update(
        handler=successor, changed_at=now
    )
