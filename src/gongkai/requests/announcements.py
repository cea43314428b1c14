"""What this duty announces to the floors below: jobs, ticks, home counts, figures, hand-over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.kernel.counting import counted
from gongkai.kernel.models import Organ, Person
from gongkai.kernel.registry import Handing, Handler, HomeCount, Tick, registry
from gongkai.kernel.rights import Standing
from gongkai.requests import evidence, letter_files, queries, reminders
from gongkai.requests.clockwork import read_again
from gongkai.requests.figures import answered_in_year, received_in_year
from gongkai.requests.models import Case
from gongkai.requests.upkeep import forget_drafts

#: What waits on the home page: label, whether it presses, what to do.
_QUEUES = {
    "confirm": ("新收到的申请待登记确认", True, "与申请人联系确认后登记，确认之日起算"),
    "overdue": ("申请已逾期", True, "尽快答复，并说明逾期原因"),
    "pressing": ("申请将到期", True, "五个工作日内到期"),
    "waited_out": ("逾期未补正、未缴费", True, "可以办结"),
    "tasks": ("分办给本科室的申请", True, "提出意见或者退回"),
    "check": ("文书等我审核", True, "请逐份打开审核"),
    "sign": ("文书等我签发", True, "请逐份打开签发"),
    "finish": ("文书待盖章、送达", True, "盖章后上传、登记送达"),
    "wishes": ("多人申请、可转主动公开", False, "条例第四十四条"),
}

_ASKED = ("申请人网上要求撤回、逾期补正", "打开案件看材料，登记撤回或者补正")
_ASKED_URL = "/desk/requests/?view=asked"
_ADVICE = "别的机关转告的事"
_ADVICE, _ADVICE_URL = "别的机关转告的事", "/desk/requests/advice/"


def announce() -> None:
    """Called once, when the app is ready."""
    registry.add_handler(Handler("requests.letter_pdf", letter_files.make_pdfs, "生成文书 PDF", batch=20))
    registry.add_handler(Handler("requests.package", evidence.make_packages, "生成案卷包"))
    registry.add_tick(Tick("requests.clock", timedelta(minutes=1), read_again))
    registry.add_tick(Tick("requests.drafts", timedelta(hours=1), forget_drafts))
    registry.add_figure("requests.received", received_in_year)
    registry.add_figure("requests.answered", answered_in_year)
    if _home_counts not in registry.home_counts:
        registry.home_counts.append(_home_counts)
    if reminders.nearest not in registry.reminder_lines:
        registry.reminder_lines.append(reminders.nearest)
        registry.summary_lines.append(reminders.week_of_office)
    registry.add_handing(Handing("在办申请", "/desk/requests/?view=open", _pass_on))


def _home_counts(standing: Standing, now: datetime) -> list[HomeCount]:
    today = localdate(now)
    asked = queries.asked_by_applicant(standing)
    advice = queries.advice_for(standing).filter(seen_at=None)
    queues = {key: queries.QUEUES[key](standing, today) for key in _QUEUES}
    waiting = counted({"asked": asked, "advice": advice} | queues)
    label, hint = _ASKED
    found = [
        HomeCount("requests.asked", label, waiting["asked"], _ASKED_URL, True, hint),
        HomeCount("requests.advice", _ADVICE, waiting["advice"], _ADVICE_URL),
    ]
    found += [
        HomeCount(f"requests.{key}", label, waiting[key], f"/desk/requests/?view={key}", urgent, hint)
        for key, (label, urgent, hint) in _QUEUES.items()
    ]
    return [one for one in found if one.count]


def _pass_on(leaver: Person, successor: Person, organ: Organ, now: datetime) -> int:
    """Open cases the leaver handled become the successor's; letters keep their drafter."""
    return Case.objects.filter(organ=organ, handler=leaver, ended_on=None).update(
        handler=successor, changed_at=now
    )
