"""A term of a line as a row of a page: words, badge, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.disclosure.models import PublicState
from gongkai.duty_list import queries
from gongkai.duty_list.models import DutyFiling, FilingKind
from gongkai.duty_list.month import Duty, DutyState
from gongkai.kernel.rights import Standing

_LATE = "已过 {days} 天"
_LEFT = "还有 {days} 天"
_TODAY = "今天到期"
_SOON = 7


@dataclass(frozen=True)
class DutyRow:
    """What the template shows of a term."""

    duty: Duty
    may_file: bool
    may_take_back: bool

    @property
    def is_unanswered(self) -> bool:
        """Whether nothing at all was filed yet."""
        return not self.duty.filings

    @property
    def when(self) -> str:
        """How far off the due date is, while something has to be done."""
        if not self.duty.is_open:
            return ""
        days = self.duty.days_left
        if days < 0:
            return _LATE.format(days=-days)
        return _TODAY if days == 0 else _LEFT.format(days=days) if days <= _SOON else ""

    @property
    def zero_label(self) -> str:
        """A long-term page has nothing new rather than nothing at all."""
        return "零报告" if self.duty.line.rhythm.is_periodic else "已核对，无变化"

    @property
    def answers(self) -> list[Answer]:
        """What was filed, in words."""
        return [Answer(filing) for filing in self.duty.filings]


@dataclass(frozen=True)
class Answer:
    """One filing."""

    filing: DutyFiling

    @property
    def words(self) -> str:
        """The item's title, or what was said instead."""
        filing = self.filing
        if filing.item is not None:
            return filing.item.title
        if filing.kind == FilingKind.NOT_APPLICABLE:
            return filing.reason
        return filing.reason or "本期没有应公开的信息"

    @property
    def note(self) -> str:
        """How far the item has come, who filed and in whose name."""
        filing = self.filing
        parts = []
        if filing.item is not None and filing.item.public_state == PublicState.NONE:
            parts.append(str(filing.item.get_work_state_display()))
        if filing.is_automatic:
            parts.append("系统按标题和期次关联")
        elif filing.on_behalf_of is not None and filing.by is not None:
            parts.append(f"{filing.by.name}代{filing.on_behalf_of.name}填报")
        elif filing.by is not None:
            parts.append(filing.by.name)
        return "，".join(parts)


def rows_of(found: list[Duty], standing: Standing) -> list[DutyRow]:
    """The rows, with what this person may do."""
    rows = []
    for duty in found:
        may = queries.may_file(standing, duty.line)
        rows.append(DutyRow(duty, may, may and bool(duty.filings)))
    return rows


def tally(found: list[Duty]) -> list[tuple[DutyState, int]]:
    """How many stand in each state, in a fixed order, states with none left out."""
    counts = {state: sum(duty.state is state for duty in found) for state in DutyState}
    return [(state, count) for state, count in counts.items() if count]
