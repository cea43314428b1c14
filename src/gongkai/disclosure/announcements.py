"""What this duty announces to the floors below: jobs, ticks, home counts, figures, hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.disclosure import queries
from gongkai.disclosure.acts import import_entry
from gongkai.disclosure.acts.expire import expire_due
from gongkai.disclosure.acts.publish import PUBLISH_DUE, publish_due
from gongkai.disclosure.figures import published_total
from gongkai.disclosure.models import Item, WorkState
from gongkai.kernel.counting import counted
from gongkai.kernel.models import Department, Organ, Person
from gongkai.kernel.registry import Handing, Handler, HomeCount, Payload, Tick, registry
from gongkai.kernel.rights import Standing

#: What waits on the home page: label, whether it presses, what to do.
_QUEUES = {
    "review": ("等我审核", True, "请逐条打开审核"),
    "returned": ("退回给我修改", True, "看退回理由，改后再提交"),
    "publish": ("已通过、等待发布", True, "可成批发布"),
    "schedule_failed": ("定时发布未成功", True, "看原因后重新发布"),
    "drafts": ("我的草稿", False, "写完后提交审核"),
    "reassess": ("不公开信息待复查", False, "条例第十八条"),
}


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler(PUBLISH_DUE, _run_schedules, "定时发布"))
    registry.add_handler(Handler(import_entry.ENTER, _go_on_importing, "历史存量导入"))
    registry.add_tick(Tick("disclosure.expire", timedelta(minutes=10), expire_due))
    registry.add_figure("published.total", published_total)
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)
    registry.add_handing(Handing("在办信息和草稿", "/desk/items/?view=drafts", _pass_on))
    if _has_published not in registry.department_users:
        registry.department_users.append(_has_published)


def _run_schedules(payloads: Sequence[Payload], now: datetime) -> None:
    for payload in payloads:
        publish_due(payload, now)


def _go_on_importing(payloads: Sequence[Payload], now: datetime) -> None:
    for payload in payloads:
        import_entry.go_on(payload, now)


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    today = localdate(now)
    waiting = counted(
        {
            "review": queries.waiting_for_review(standing),
            "returned": queries.returned_to(standing),
            "publish": queries.waiting_for_publication(standing),
            "schedule_failed": queries.failed_schedules(standing),
            "drafts": queries.drafts_of(standing),
            "reassess": queries.to_reassess(standing, today=today),
            "papers": queries.papers_due(standing),
        }
    )
    counts = [
        HomeCount(key, label, waiting[key], f"/desk/items/?view={key}", urgent, hint)
        for key, (label, urgent, hint) in _QUEUES.items()
    ]
    counts.append(
        HomeCount(
            "papers", "急件待补手续", waiting["papers"], "/desk/expedited/", True, "签发人确认或上传签字件"
        )
    )
    return [count for count in counts if count.count]


def _has_published(department: Department) -> bool:
    return Item.objects.filter(department=department).exclude(first_published_at=None).exists()


def _pass_on(leaver: Person, successor: Person, organ: Organ, now: datetime) -> int:
    """Open work the leaver drafted becomes the successor's to finish; who last edited stays who he was."""
    open_work = Item.objects.filter(organ=organ, drafter=leaver).exclude(work_state=WorkState.IDLE)
    return open_work.update(drafter=successor, changed_at=now)
