"""Answering a term: a zero report, an item that is there, or why it does not apply; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure import queries as items
from gongkai.disclosure.models import PublicState, WorkState
from gongkai.duty_list import queries
from gongkai.duty_list.acts.opening import locked_line, open_term, record
from gongkai.duty_list.models import DutyFiling, DutyLine, FilingKind
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.law.duty_list import Term

MOST_AT_ONCE = 100
_ANSWERED = "这一期已经办过了。需要改的，请先撤销原来的登记。"


@dataclass(frozen=True)
class ZeroOutcome:
    """What became of one term of several; blank `refusal` where the report was filed."""

    name: str
    refusal: str = ""


def file_zero(
    *, actor: Person, line_id: int, period: str, now: datetime, on_behalf_of: Person | None = None
) -> DutyFiling:
    """Report that there was nothing to publish in the period (零报告); of a long-term page, no change.

    May be taken back on the same day. The office may file in the name of one of the department's people.
    """
    with transaction.atomic():
        line = locked_line(actor, line_id)
        term = open_term(line, period, today=localdate(now))
        return _answer(
            line, term, FilingKind.ZERO, act="duty_list.zero.filed", actor=actor, now=now,
            on_behalf_of=on_behalf_of,
        )  # fmt: skip


def file_zeros(*, actor: Person, terms: Sequence[tuple[int, str]], now: datetime) -> list[ZeroOutcome]:
    """Zero reports for several terms (line id, period) at once; what is refused says why, the others go on.

    Where the actor belongs to the line's department the report is the actor's own, else the contact's.
    Raises InputRefused when nothing or too much was chosen.
    """
    if not terms:
        raise InputRefused("请先勾选要做零报告的事项。")
    if len(terms) > MOST_AT_ONCE:
        raise InputRefused("一次最多勾选 100 项，请分几次办。")
    return [_zero_of(actor, line_id, period, now) for line_id, period in dict.fromkeys(terms)]


def _zero_of(actor: Person, line_id: int, period: str, now: datetime) -> ZeroOutcome:
    line = queries.visible_to(standing_of(actor)).filter(pk=line_id).first()
    if line is None:
        return ZeroOutcome("", "没有这一项。")
    try:
        file_zero(
            actor=actor, line_id=line_id, period=period, now=now, on_behalf_of=queries.behalf_of(actor, line)
        )
    except NotVisible:
        return ZeroOutcome(line.level2, "这一项没有这一期。")
    except Refused as refusal:
        return ZeroOutcome(line.level2, refusal.message)
    return ZeroOutcome(line.level2)


def not_applicable(
    *, actor: Person, line_id: int, period: str, reason: str, now: datetime,
    on_behalf_of: Person | None = None,
) -> DutyFiling:  # fmt: skip
    """Say why the term does not apply; raises InputRefused without a reason."""
    words = " ".join(reason.split())[:300]
    if not words:
        raise InputRefused("请写明本期为什么不适用。", fields={"reason": "请写明理由"})
    with transaction.atomic():
        line = locked_line(actor, line_id)
        term = open_term(line, period, today=localdate(now))
        return _answer(
            line, term, FilingKind.NOT_APPLICABLE, act="duty_list.not_applicable.filed", actor=actor, now=now,
            reason=words, on_behalf_of=on_behalf_of,
        )  # fmt: skip


def _answer(
    line: DutyLine, term: Term, kind: FilingKind, *, act: str, actor: Person, now: datetime,
    reason: str = "", on_behalf_of: Person | None = None,
) -> DutyFiling:  # fmt: skip
    if DutyFiling.objects.filter(line=line, period=term.key).exists():
        raise ActRefused(_ANSWERED)
    if on_behalf_of is not None:
        require_contact(actor, line, on_behalf_of)
    filing = DutyFiling.objects.create(
        line=line, period=term.key, due_on=term.due_on, kind=kind, reason=reason, by=actor,
        on_behalf_of=on_behalf_of, at=now,
    )  # fmt: skip
    record_filing(act=act, filing=filing, line=line, actor=actor, now=now)
    return filing


def require_contact(actor: Person, line: DutyLine, contact: Person) -> None:
    """Only the office files for others, and only for people of the department; raises otherwise."""
    if not queries.may_keep(standing_of(actor), line.organ_id):
        raise ActRefused("只有公开办可以代科室填报。")
    if line.department_id not in standing_of(contact).departments(*queries.FILES):
        message = f"{contact.name}不是责任科室的填报人员，请重新选择。"
        raise InputRefused(message, fields={"on_behalf_of": message})


def record_filing(
    *, act: str, filing: DutyFiling, line: DutyLine, actor: Person | None, now: datetime
) -> None:
    """The audit row of a filing: line, period, item and in whose name."""
    detail: dict[str, object] = {"duty": line.level2, "period": filing.period}
    if filing.item_id:
        detail["item"] = filing.item_id
    if filing.on_behalf_of_id:
        detail["on_behalf_of"] = filing.on_behalf_of_id
    record(
        act=act,
        actor=actor,
        organ=line.organ,
        subject="duty_line",
        subject_id=line.pk,
        now=now,
        detail=detail,
    )


def file_item(
    *, actor: Person, line_id: int, period: str, item_id: int, now: datetime,
    on_behalf_of: Person | None = None,
) -> DutyFiling:  # fmt: skip
    """Link an item that answers the term. The term is met once the item is public."""
    with transaction.atomic():
        line = locked_line(actor, line_id)
        term = open_term(line, period, today=localdate(now))
        item = items.visible_to(standing_of(actor)).filter(organ=line.organ_id, pk=item_id).first()
        if item is None:
            raise NotVisible
        if item.public_state in (PublicState.WITHHELD, PublicState.TAKEN_DOWN):
            raise ActRefused("这条信息不公开或者已经撤下，不能用来完成公开任务。")
        if item.public_state == PublicState.NONE and item.work_state == WorkState.IDLE:
            raise ActRefused("这条草稿已经作废，请另选一条。")
        return link(line, term, item_id, actor=actor, now=now, on_behalf_of=on_behalf_of)


def link(
    line: DutyLine, term: Term, item_id: int, *, actor: Person | None, now: datetime,
    on_behalf_of: Person | None = None,
) -> DutyFiling:  # fmt: skip
    """Write the link of an item to a term of a locked line; without an actor it is the system's own."""
    filings = DutyFiling.objects.filter(line=line, period=term.key)
    if filings.filter(item__isnull=True).exists():
        raise ActRefused(_ANSWERED)
    if filings.filter(item=item_id).exists():
        raise ActRefused("这条信息已经关联到这一期。")
    filing = DutyFiling.objects.create(
        line=line, period=term.key, due_on=term.due_on, kind=FilingKind.ITEM, item_id=item_id, by=actor,
        on_behalf_of=on_behalf_of, is_automatic=actor is None, at=now,
    )  # fmt: skip
    record_filing(act="duty_list.item.filed", filing=filing, line=line, actor=actor, now=now)
    return filing


def take_back(*, actor: Person, line_id: int, period: str, filing_id: int, now: datetime) -> None:
    """Take a filing back: a zero report or a reason on the day it was filed, a link at any time.

    The item itself stays as it is. The office may take back what is older.
    """
    with transaction.atomic():
        line = locked_line(actor, line_id)
        filing = DutyFiling.objects.filter(line=line, period=period, pk=filing_id).first()
        if filing is None:
            raise NotVisible
        is_office = queries.may_keep(standing_of(actor), line.organ_id)
        if filing.item_id is None and not is_office and _day(filing) != localdate(now):
            raise ActRefused("零报告和不适用只能在登记当天撤销；过后请联系公开办。")
        record_filing(act="duty_list.filing.taken_back", filing=filing, line=line, actor=actor, now=now)
        filing.delete()


def _day(filing: DutyFiling) -> date:
    return localdate(filing.at)
