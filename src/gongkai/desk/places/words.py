"""How postings, comparisons and findings are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.disclosure.rules import Status
from gongkai.places.models import Comparison, Difference, DifferenceKind, PlaceColumn, Posting, PostingState
from gongkai.places.queries import postings_about
from gongkai.places.rules import ADVICE, URGENT

_TONES = {
    PostingState.TO_POST: "amber", PostingState.POSTED: "green", PostingState.CHANGED: "amber",
    PostingState.GONE: "red", PostingState.TO_TAKE_OFF: "red", PostingState.TAKEN_OFF: "grey",
    PostingState.NOT_NEEDED: "grey",
}  # fmt: skip
_RESULTS = {"same": "green", "different": "amber", "unreadable": "red"}
_NOT_COMPARED = Status("还没有对照过", "grey")
_NOT_SET = Status("没有设列表网址，不对照", "grey")


def posting_status(row: Posting) -> Status:
    """The state of a posting in words and colour."""
    state = PostingState(row.state)
    return Status(str(state.label), _TONES[state])


@dataclass(frozen=True)
class PostingRow:
    """A posting in a list: its state, and how its last day stands."""

    posting: Posting
    title: str
    status: Status
    due_words: str
    due_tone: str


def posting_rows(rows: Iterable[Posting], today: date) -> list[PostingRow]:
    """Lines for postings read with item, edition and place."""
    return [_posting_row(row, today) for row in rows]


def _posting_row(row: Posting, today: date) -> PostingRow:
    edition = row.item.live_edition
    words, tone = "", "grey"
    if row.due_on is not None and row.state in {PostingState.TO_POST, PostingState.CHANGED}:
        left = (row.due_on - today).days
        words = f"逾期 {-left} 天" if left < 0 else "今天到期" if left == 0 else f"剩 {left} 天"
        tone = "red" if left < 0 else "amber" if left == 0 else "grey"
    return PostingRow(row, edition.title if edition else row.item.title, posting_status(row), words, tone)


@dataclass(frozen=True)
class ColumnRow:
    """A column followed there and how its last comparison ended."""

    row: PlaceColumn
    status: Status
    last: Comparison | None


def column_rows(columns: Iterable[PlaceColumn], last: dict[int, Comparison]) -> list[ColumnRow]:
    """Lines for the columns of a place."""
    return [ColumnRow(one, _column_status(one, last.get(one.pk)), last.get(one.pk)) for one in columns]


def _column_status(row: PlaceColumn, last: Comparison | None) -> Status:
    if not row.address:
        return _NOT_SET
    if last is None:
        return _NOT_COMPARED
    return Status(str(last.get_result_display()), _RESULTS[last.result])


@dataclass(frozen=True)
class DifferenceRow:
    """A finding with what to do about it."""

    row: Difference
    status: Status
    title: str
    advice: str
    takes_over: bool
    posting_id: int | None


def difference_rows(rows: Iterable[Difference]) -> list[DifferenceRow]:
    """Lines for findings read with column and item."""
    found = list(rows)
    postings = postings_about(row for row in found if row.kind in _TO_POST)
    return [_difference_row(row, postings.get(row.pk)) for row in found]


def _difference_row(row: Difference, posting_id: int | None) -> DifferenceRow:
    kind = DifferenceKind(row.kind)
    title = row.item.title if row.item else row.title
    has_other = kind in _WITH_ADDRESS or (kind == DifferenceKind.CHANGED and row.part == "address")
    takes_over = row.item_id is not None and bool(row.address) and has_other
    tone = "red" if kind in URGENT else "amber"
    return DifferenceRow(row, Status(str(kind.label), tone), title, ADVICE[kind], takes_over, posting_id)


_WITH_ADDRESS = frozenset({DifferenceKind.FOUND, DifferenceKind.UNCERTAIN})
#: Findings that are answered by posting it (again).
_TO_POST = frozenset({DifferenceKind.MISSING, DifferenceKind.GONE})
