"""Table 3 counted from the cases of a year, as the facts lay on its last day.

Totals are counted by queries of their own and never by adding up parts, so that the form's equations prove
something: an ended case without a row breaks E2, one that ended without having been received breaks E1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.kernel.models import Organ
from gongkai.law.outcomes import REPORT_ROWS, row_in_report_of
from gongkai.law.report_form import RESULT_TOTAL, TABLE3, TOTAL, CellId, Form
from gongkai.requests.models import Case

NEW, CARRIED_IN, CARRIED_OUT = "new", "carried_in", "carried_out"
FRAME = (NEW, CARRIED_IN, RESULT_TOTAL, CARRIED_OUT)


def first_day(year: int) -> date:
    """The first day a report covers."""
    return date(year, 1, 1)


def last_day(year: int) -> date:
    """The last day a report covers: its as-of date."""
    return date(year, 12, 31)


def counted_cases(organ: Organ) -> QuerySet[Case]:
    """The organ's cases that count: parts and merged ones each; those handled anew do not."""
    return Case.objects.filter(organ=organ, counted=True)


def frame_conditions(year: int) -> Mapping[str, Q]:
    """What puts a case in each row that is not a result: by day 0 and by the day it ended."""
    start, end = first_day(year), last_day(year)
    return {
        NEW: Q(day0__range=(start, end)),
        CARRIED_IN: Q(day0__lt=start) & (Q(ended_on=None) | Q(ended_on__gte=start)),
        RESULT_TOTAL: Q(ended_on__range=(start, end)),
        CARRIED_OUT: Q(day0__lte=end) & (Q(ended_on=None) | Q(ended_on__gt=end)),
    }


def report_rows(year: int) -> Mapping[str, str]:
    """The row of that year's form for each row a case may bear."""
    return {row.code: row_in_report_of(year, row.code) for row in REPORT_ROWS}


def case_condition(year: int, row: str, column: str) -> Q:
    """What puts a case in one cell; a total is a condition of its own."""
    frame = frame_conditions(year)
    if row in frame:
        condition = frame[row]
    else:
        borne = [code for code, printed in report_rows(year).items() if printed == row]
        condition = frame[RESULT_TOTAL] & Q(report_row__in=borne)
    return condition if column == TOTAL else condition & Q(applicant_kind=column)


def count_table3(organ: Organ, year: int, form: Form) -> dict[CellId, int]:
    """Every cell of table 3, in four queries whatever the number of cases."""
    cells = {cell: 0 for cell in form.cells() if cell.table == TABLE3}
    for cell, number in (*_frame(organ, year), *_results(organ, year)):
        if cell in cells:
            cells[cell] += number
    return cells


def _frame(organ: Organ, year: int) -> Iterator[tuple[CellId, int]]:
    """The rows that are no results: by kind of applicant, and once for all of them."""
    alive = counted_cases(organ).filter(Q(ended_on=None) | Q(ended_on__gte=first_day(year))).order_by()
    # An alias may hold no dot.
    numbers = {
        f"row_{place}": Count("pk", filter=frame_conditions(year)[row]) for place, row in enumerate(FRAME)
    }
    by_kind = list(alive.values("applicant_kind").annotate(**numbers))
    over_all = alive.aggregate(**numbers) | {"applicant_kind": TOTAL}
    for found in (*by_kind, over_all):
        for place, row in enumerate(FRAME):
            yield CellId(TABLE3, row, found["applicant_kind"]), found[f"row_{place}"]


def _results(organ: Organ, year: int) -> Iterator[tuple[CellId, int]]:
    """The rows of results: by kind of applicant, and once over all kinds."""
    printed = report_rows(year)
    ended = counted_cases(organ).filter(frame_conditions(year)[RESULT_TOTAL]).order_by()
    by_kind = ended.values_list("report_row", "applicant_kind").annotate(Count("pk"))
    over_kinds = ended.values_list("report_row").annotate(Count("pk"))
    found = (*by_kind, *((row, TOTAL, number) for row, number in over_kinds))
    for row, kind, number in found:
        if row in printed:
            yield CellId(TABLE3, printed[row], kind), number
