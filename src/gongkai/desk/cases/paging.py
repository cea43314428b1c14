"""Keyset paging of cases by their due date, the most pressing first; those without one stand last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from gongkai.desk.ids import read_id
from gongkai.desk.paging import PAGE_SIZE, KeysetPage, page_by_id
from gongkai.requests.models import Case

_BEFORE, _AFTER = "before", "after"
_NO_DATE = "none"


@dataclass(frozen=True)
class Mark:
    """The place of a case in the order: its due date, if any, and its id."""

    due: date | None
    pk: int

    @property
    def text(self) -> str:
        """The mark as it stands in an address."""
        return f"{self.due.isoformat() if self.due else _NO_DATE}~{self.pk}"


def read_mark(text: str | None) -> Mark | None:
    """The mark an address names, None when it is none."""
    due, _, pk = (text or "").rpartition("~")
    number = read_id(pk)
    if number is None:
        return None
    if due == _NO_DATE:
        return Mark(None, number)
    try:
        return Mark(date.fromisoformat(due), number)
    except ValueError:
        return None


def page_of(
    cases: QuerySet[Case], params: QueryDict, sort: str, *, size: int = PAGE_SIZE
) -> KeysetPage[Case]:
    """The page the address asks for in the chosen order; every page costs the same."""
    return _by_due(cases, params, size) if sort == "due" else page_by_id(cases, params, size=size)


def _by_due(cases: QuerySet[Case], params: QueryDict, size: int) -> KeysetPage[Case]:
    before, after = read_mark(params.get(_BEFORE)), read_mark(params.get(_AFTER))
    if after is not None:
        backwards = cases.filter(_earlier_than(after)).order_by(F("due").desc(nulls_first=True), "-pk")
        rows = list(backwards[: size + 1])
        has_earlier, has_later = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        bounded = cases if before is None else cases.filter(_later_than(before))
        rows = list(bounded.order_by(F("due").asc(nulls_last=True), "pk")[: size + 1])
        has_earlier, has_later = before is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows=rows,
        newer=_address(params, _AFTER, rows[0]) if rows and has_earlier else "",
        older=_address(params, _BEFORE, rows[-1]) if rows and has_later else "",
        head=_address(params, "", None) if has_earlier else "",
    )


def _later_than(mark: Mark) -> Q:
    if mark.due is None:
        return Q(due=None, pk__gt=mark.pk)
    return Q(due=None) | Q(due__gt=mark.due) | Q(due=mark.due, pk__gt=mark.pk)


def _earlier_than(mark: Mark) -> Q:
    if mark.due is None:
        return Q(due=None, pk__lt=mark.pk) | Q(due__isnull=False)
    return Q(due__lt=mark.due) | Q(due=mark.due, pk__lt=mark.pk)


def _address(params: QueryDict, name: str, case: Case | None) -> str:
    changed = params.copy()
    for key in (_BEFORE, _AFTER):
        changed.pop(key, None)
    if name and case is not None:
        changed[name] = Mark(case.due, case.pk).text
    return f"?{changed.urlencode()}"
