"""A proceeding as a row of a list: words, lamp and days, nothing to be worked out in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law.remedies import RESULTS
from gongkai.remedies.models import Proceeding
from gongkai.remedies.rules import Status, lamp_of, result_tone, status_of
from gongkai.remedies.table4 import group_of

DUE_WORDS = {
    "answer": "提交答复（答辩）",
    "hearing": "听证、开庭",
    "appeal": "可以上诉到",
    "redo": "重新答复",
}


@dataclass(frozen=True)
class ProceedingRow:
    """One row."""

    pk: int
    number: str
    subject: str
    organ: str
    way: str
    body: str
    docket: str
    filed_on: date
    status: Status
    lamp: Status | None
    due: date | None
    due_words: str
    provisional: bool
    result: Status | None
    decided_on: date | None
    handler: str


def row_of(proceeding: Proceeding, *, today: date) -> ProceedingRow:
    """The row of one proceeding."""
    return ProceedingRow(
        pk=proceeding.pk, number=proceeding.case.number, subject=proceeding.case.subject,
        organ=proceeding.organ.short_name, way=group_of(proceeding).label, body=proceeding.body,
        docket=proceeding.docket, filed_on=proceeding.filed_on, status=status_of(proceeding),
        lamp=lamp_of(proceeding, today), due=proceeding.next_due,
        due_words=DUE_WORDS.get(proceeding.next_code, ""), provisional=proceeding.next_provisional,
        result=result_of(proceeding), decided_on=proceeding.decided_on,
        handler=proceeding.handler.name if proceeding.handler else "",
    )  # fmt: skip


def rows_of(proceedings: Iterable[Proceeding], *, today: date) -> list[ProceedingRow]:
    """The rows of a page."""
    return [row_of(one, today=today) for one in proceedings]


def result_of(proceeding: Proceeding) -> Status | None:
    """The result in the body's words with its colour; None while it is pending."""
    if proceeding.result not in RESULTS:
        return None
    return Status(RESULTS.label(proceeding.result), result_tone(proceeding))
