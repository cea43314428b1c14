"""The sheets of a batch as the entering page shows them: proposed, or as they were typed before a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date

from gongkai.desk.ids import read_id
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.rights import Standing
from gongkai.paper import queries
from gongkai.paper.judging import why_not_now
from gongkai.paper.models import PaperForm, ScanBatch, ScanPage
from gongkai.paper.signers import SignerBook, StepProposal, proposed_day

#: So many sheets on one page; those that are left show when these are entered.
AT_ONCE = 50
_WRONG_DAY = "签字日期请写成 2026-03-02 的样子。"


@dataclass(frozen=True)
class StepRow:
    """A step to enter: who may have signed, and what stands in its fields."""

    proposal: StepProposal
    signer: int | None
    day: str
    note: str = ""


@dataclass(frozen=True)
class SheetRow:
    """A sheet to enter; `problem` is why it cannot be, `error` why it was refused just now."""

    page: ScanPage
    sheet: PaperForm
    steps: tuple[StepRow, ...]
    day: str
    is_chosen: bool
    problem: str = ""
    error: str = ""


@dataclass(frozen=True)
class Typed:
    """What came in with a refused entry: the fields, and the refusals by sheet."""

    fields: QueryDict
    errors: Mapping[int, str]


def rows_of(standing: Standing, batch: ScanBatch, typed: Typed | None = None) -> list[SheetRow]:
    """The batch's sheets in the order of the scan, not more than fit a page."""
    book = SignerBook(batch.organ)
    waiting = queries.sheets_to_enter(standing, batch)
    return [_row(page, page.form, book, batch, typed) for page in waiting[:AT_ONCE] if page.form is not None]


def signatures_in(fields: QueryDict, row: SheetRow) -> list[Signature]:
    """The signatures typed for a sheet; raises InputRefused for what is no date."""
    found = []
    for step in row.steps:
        name = f"{row.sheet.pk}-{step.proposal.step}"
        signer = read_id(fields.get(f"signer-{name}"))
        if signer is not None:
            note = fields.get(f"note-{name}", "").strip()[:500]
            found.append(Signature(step.proposal.step, signer, day_in(fields, f"day-{name}"), note))
    return found


def day_in(fields: QueryDict, name: str) -> date:
    """The date in a field; raises InputRefused."""
    try:
        found = parse_date(fields.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise InputRefused(_WRONG_DAY)
    return found


def _row(
    page: ScanPage, sheet: PaperForm, book: SignerBook, batch: ScanBatch, typed: Typed | None
) -> SheetRow:
    """Ticked where the code was read and every step has its one signer: then one look is enough."""
    day = proposed_day(sheet.item, batch.at).isoformat()
    proposals = () if sheet.expedited_id else book.proposals(sheet)
    problem = why_not_now(sheet)
    if typed is None:
        steps = tuple(StepRow(one, one.likely.person_id if one.likely else None, day) for one in proposals)
        sure = not problem and all(step.signer for step in steps)
        return SheetRow(page, sheet, steps, day, sure, problem)
    return SheetRow(
        page, sheet, tuple(_typed_step(one, sheet, typed.fields) for one in proposals),
        typed.fields.get(f"day-{sheet.pk}", day), str(sheet.pk) in typed.fields.getlist("sheet"), problem,
        typed.errors.get(sheet.pk, ""),
    )  # fmt: skip


def _typed_step(proposal: StepProposal, sheet: PaperForm, fields: QueryDict) -> StepRow:
    name = f"{sheet.pk}-{proposal.step}"
    return StepRow(
        proposal, read_id(fields.get(f"signer-{name}")), fields.get(f"day-{name}", ""),
        fields.get(f"note-{name}", ""),
    )  # fmt: skip
