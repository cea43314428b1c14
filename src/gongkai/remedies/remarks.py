"""What is out of order in a proceeding and may be pleaded or must be known: order, venue, lateness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.kernel.calendars import calendar_for
from gongkai.law.remedies import remedy_dates, suit_after_reconsideration
from gongkai.remedies.deadlines import Deadline
from gongkai.remedies.models import About, BroughtBy, Forum, Proceeding
from gongkai.remedies.venue import is_partly_reconsidered_first, must_be_reconsidered_first, venue_of
from gongkai.requests.models import Decision


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with its article; `ours` when it speaks against the organ."""

    text: str
    article: str
    ours: bool = False


_FIRST = "以条例第十四条至第十六条为由不予公开的，应当先申请行政复议；这是直接起诉，可以在答辩中提出。"
_FIRST_PART = "答复中不予公开的部分应当先申请行政复议，直接起诉只能针对其余部分，可以在答辩中提出。"
_FIRST_BASIS = "行政复议法第二十三条"
_VENUE = "按机关设置，应由{bodies}受理，登记的是{body}；请核对管辖。"
_OR = "或者"
_LATE = "提出之日（{filed}）晚于法定期限的最后一日（{last}），可以在答复（答辩）中提出。"
_LATE_UNTOLD = "答复没有告知救济途径，提出的期限按一年计算。"
_UNTOLD_BASIS = "行政复议法第二十条、最高人民法院关于适用行政诉讼法的解释第六十四条"
_OURS_LATE = "{label}晚了：最后一日是{on}，办理之日是{met}。"
_THEIRS_LATE = "复议机关作出决定晚于审理期限的最后一日{on}。"
_DAY = "{day.year}年{day.month}月{day.day}日"


def remarks_of(proceeding: Proceeding, deadlines: Sequence[Deadline]) -> list[Remark]:
    """Everything that is out of order, the challenger's first."""
    return [*_order(proceeding), *_venue(proceeding), *_filing(proceeding), *_lateness(deadlines)]


def served_on(decision: Decision) -> date | None:
    """The day from which the challenger's time runs: receipt where it is on record, else the service."""
    services = decision.letter.services.filter(returned_on=None).order_by("-on", "-id")
    last = services.first()
    if last is None:
        return decision.letter.served_on
    return last.received_on or last.on


def _order(proceeding: Proceeding) -> Iterator[Remark]:
    is_direct = proceeding.forum == Forum.LITIGATION and not proceeding.after_reconsideration
    if not is_direct or proceeding.about != About.DECISION:
        return
    if must_be_reconsidered_first(proceeding.case, proceeding.decision):
        yield Remark(_FIRST, _FIRST_BASIS)
    elif is_partly_reconsidered_first(proceeding.case, proceeding.decision):
        yield Remark(_FIRST_PART, _FIRST_BASIS)


def _venue(proceeding: Proceeding) -> Iterator[Remark]:
    advice = venue_of(proceeding.case, proceeding.decision, Forum(proceeding.forum))
    if proceeding.instance == 1 and advice.bodies and proceeding.body not in advice.bodies:
        text = _VENUE.format(bodies=_OR.join(advice.bodies), body=proceeding.body)
        yield Remark(text, advice.article)


def _filing(proceeding: Proceeding) -> Iterator[Remark]:
    """Whether it was filed too late; who was not served himself has his own time, which is not known here."""
    calendar = calendar_for(proceeding.organ)
    if proceeding.after is not None and proceeding.after.decided_on is not None:
        last = suit_after_reconsideration(_received(proceeding.after), calendar)
    elif proceeding.decision is None or proceeding.brought_by != BroughtBy.APPLICANT:
        return
    else:
        served = served_on(proceeding.decision)
        if served is None or proceeding.after_reconsideration:
            return
        remedy = proceeding.decision.remedy
        told = bool(remedy.get("compulsory_first") or remedy.get("may_sue"))
        dates = remedy_dates(served, calendar, may_sue=True, told=told)
        if not told:
            yield Remark(_LATE_UNTOLD, _UNTOLD_BASIS, ours=True)
        last = dates.reconsideration
        if proceeding.forum == Forum.LITIGATION and dates.suit is not None:
            last = dates.suit
    if proceeding.filed_on > last.last:
        filed, end = _DAY.format(day=proceeding.filed_on), _DAY.format(day=last.last)
        yield Remark(_LATE.format(filed=filed, last=end), last.period.basis.article)


def _received(reconsideration: Proceeding) -> date:
    from gongkai.remedies.story import account_of

    account = account_of(reconsideration)
    return account.received_on or account.decided_on or reconsideration.filed_on


def _lateness(deadlines: Sequence[Deadline]) -> Iterator[Remark]:
    for one in deadlines:
        if not one.is_late or one.met_on is None or one.code not in {"answer", "redo", "decision"}:
            continue
        on, met = _DAY.format(day=one.on), _DAY.format(day=one.met_on)
        if one.code == "decision":
            yield Remark(_THEIRS_LATE.format(on=on), one.article)
        else:
            yield Remark(_OURS_LATE.format(label=one.label, on=on, met=met), one.article, ours=True)
