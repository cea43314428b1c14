"""Table 4 of the annual report: how the year's reconsiderations and suits ended, and which they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from gongkai.kernel.models import Organ
from gongkai.law.remedies import ResultColumn
from gongkai.remedies.models import Forum, Proceeding, Stage
from gongkai.remedies.story import account_of, standing_facts

TOTAL = "total"


class Group(StrEnum):
    """The three groups of cells: reconsideration, suits without one before, suits after one."""

    RECONSIDERATION = "reconsideration"
    DIRECT = "direct"
    AFTER = "after_reconsideration"

    @property
    def label(self) -> str:
        """The head of the group as the form prints it."""
        return _LABELS[self]


_LABELS = {
    Group.RECONSIDERATION: "行政复议", Group.DIRECT: "未经复议直接起诉", Group.AFTER: "复议后起诉",
}  # fmt: skip
Cells = dict[str, dict[str, int]]


def group_of(proceeding: Proceeding) -> Group:
    """The group a proceeding is counted in."""
    if proceeding.forum == Forum.RECONSIDERATION:
        return Group.RECONSIDERATION
    return Group.AFTER if proceeding.after_reconsideration else Group.DIRECT


def table4(organ: Organ, year: int) -> Cells:
    """The cells by group and column, each group with its total.

    Counted by the facts as they lay at the end of the year: what was decided in the year stands under its
    result, what had been filed and was not decided by then is pending. A decision that was appealed by then
    is pending again; an appeal of the next year changes nothing in this one.
    """
    cells: Cells = {group: dict.fromkeys((*ResultColumn, TOTAL), 0) for group in Group}
    for proceeding, column in counted(organ, year):
        row = cells[group_of(proceeding)]
        row[column] += 1
        row[TOTAL] += 1
    return cells


def table4_members(organ: Organ, year: int, group: str, column: str) -> list[Proceeding]:
    """The proceedings behind one cell; of the whole group for its total."""
    return [
        proceeding
        for proceeding, found in counted(organ, year)
        if group_of(proceeding) == group and column in {found, TOTAL}
    ]


def counted(organ: Organ, year: int) -> Iterator[tuple[Proceeding, ResultColumn]]:
    """Every proceeding that the year counts, with its column."""
    end = date(year, 12, 31)
    for proceeding in _possible(organ, year):
        facts = [fact for fact in standing_facts(proceeding) if fact.on <= end]
        account = account_of(proceeding, facts)
        if account.decided_on is None:
            yield proceeding, ResultColumn.PENDING
        elif account.decided_on.year == year:
            yield proceeding, account.column


def _possible(organ: Organ, year: int) -> QuerySet[Proceeding]:
    """Filed by the end of the year and not over before it began."""
    rows = Proceeding.objects.filter(organ=organ, filed_on__lte=date(year, 12, 31))
    rows = rows.exclude(stage=Stage.CANCELLED).exclude(decided_on__lt=date(year, 1, 1))
    return rows.select_related("organ", "case").prefetch_related("facts").order_by("pk")
