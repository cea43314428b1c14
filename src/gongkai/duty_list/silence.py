"""Lines without terms: when something of theirs was last published, and which have been silent for long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils.timezone import localdate

from gongkai.disclosure.models import Item, PublicState
from gongkai.duty_list.models import DutyLine
from gongkai.law.duty_list import silence_months, staleness


@dataclass(frozen=True)
class QuietLine:
    """A line that no calendar brings round; `last_on` is None where nothing was ever published.

    Being silent is no lateness: perhaps there was nothing to publish. Of a line without a column nothing is
    known.
    """

    line: DutyLine
    last_on: date | None
    is_silent: bool


def quiet_lines(lines: Sequence[DutyLine], *, today: date) -> list[QuietLine]:
    """The lines, those long silent first, each with the last day something stood in its column; one question.

    A line with a department goes by what that department published there.
    """
    newest = _newest(lines)
    found = [_judged(line, newest, today) for line in lines]
    return sorted(found, key=lambda one: not one.is_silent)


def _newest(lines: Sequence[DutyLine]) -> dict[tuple[int, int | None], datetime]:
    columns = {line.column_id for line in lines if line.column_id}
    if not columns:
        return {}
    rows = Item.objects.filter(column__in=columns, public_state=PublicState.LIVE)
    newest: dict[tuple[int, int | None], datetime] = {}
    for column, department, at in rows.values_list("column", "department").annotate(
        Max("published_at")
    ).order_by():  # fmt: skip
        if at is not None:
            for key in ((column, department), (column, None)):
                newest[key] = max(at, newest.get(key, at))
    return newest


def _judged(line: DutyLine, newest: dict[tuple[int, int | None], datetime], today: date) -> QuietLine:
    at = newest.get((line.column_id, line.department_id)) if line.column_id else None
    last_on = localdate(at) if at else None
    months = settings.GONGKAI_DUTY_LIST_SILENT_MONTHS or silence_months(line.rhythm.kind)
    since = last_on or line.active_from
    is_known = line.column_id is not None
    return QuietLine(line, last_on, is_known and bool(months and staleness(since, months, today)))
