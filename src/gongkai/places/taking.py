"""Keeping what a comparison saw: postings seen, findings opened and closed, in the caller's transaction.

Taking the same result twice changes nothing but the number of comparisons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.documents.listings import Comparison as Compared
from gongkai.documents.listings import Difference as Told
from gongkai.documents.listings import Listing, Pair
from gongkai.documents.listings.addresses import same_address
from gongkai.documents.listings.titles import normal_title
from gongkai.kernel.errors import Refused
from gongkai.places.acts.opening import checked_address, record
from gongkai.places.acts.register import mark_posted, refuse_twin
from gongkai.places.fingerprint import shown_fingerprint
from gongkai.places.models import (
    Comparison,
    ComparisonResult,
    Difference,
    DifferenceKind,
    PlaceColumn,
    Posting,
    PostingState,
)
from gongkai.places.rules import MEANT

_S, _K = PostingState, DifferenceKind
_FOUND = "对方栏目里有同标题的一条，日期是{day}，还没有登记网址。"
_NO_DAY = "没有写日期"
_NOT_COVERED = "另有{count}条早于对方列表读到的范围，这次没有核对。"
_MOST_TITLE, _MOST_DETAIL, _MOST_ADDRESS, _MOST_NOTE = 300, 500, 500, 500


@dataclass(frozen=True)
class Seen:
    """What a reading came to: their list, how it compares, which withdrawn postings are proved to be off."""

    listing: Listing
    compared: Compared
    off: frozenset[int]
    since: date


@dataclass(frozen=True)
class Finding:
    """A finding on its way into the table; with `item_id` it is about that item."""

    kind: DifferenceKind
    item_id: int | None
    title: str
    address: str
    dated: date | None
    detail: str
    part: str = ""
    mark: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same finding as that of another night."""
        return (self.kind, self.item_id, self.part, "" if self.item_id else self.address or self.title)


def take_result(column: PlaceColumn, seen: Seen, *, now: datetime) -> Comparison:
    """Keep the comparison of the column. An unreadable one opens and closes nothing."""
    followed = PlaceColumn.objects.select_for_update().get(pk=column.pk)
    if not seen.listing.readable:
        note = "".join(seen.listing.notes)[:_MOST_NOTE]
        return Comparison.objects.create(
            place_column=column, at=now, result=ComparisonResult.UNREADABLE, note=note
        )
    followed.rows_read = max(followed.rows_read, len(seen.listing.entries))
    followed.save(update_fields=("rows_read",))
    taking = _Taking(column, seen, now)
    taking.follow_states()
    findings = list(taking.findings())
    taking.keep(findings)
    result = ComparisonResult.DIFFERENT if findings else ComparisonResult.SAME
    return Comparison.objects.create(
        place_column=column, at=now, result=result, theirs=len(seen.listing.entries),
        ours=sum(row.state in MEANT and row.place_column_id == column.pk for row in taking.rows.values()),
        found=len(findings), note=taking.note()[:_MOST_NOTE],
    )  # fmt: skip


class _Taking:
    """One result being kept, with the postings it is about, locked."""

    def __init__(self, column: PlaceColumn, seen: Seen, now: datetime) -> None:
        self.column, self.seen, self.now = column, seen, now
        keys = {int(key) for key in _keys(seen.compared)} | seen.off
        rows = Posting.objects.filter(place=column.place_id, pk__in=keys).select_for_update(of=("self",))
        self.rows = {row.pk: row for row in rows.select_related("item__live_edition", "place__organ")}
        self.uncovered = 0

    def _row(self, told: Told | Pair) -> Posting | None:
        return self.rows.get(int(told.ours.key)) if told.ours is not None else None

    def follow_states(self) -> None:
        """Seen ones are seen, gone ones gone, those taken off are off; addresses taken over where allowed."""
        compared = self.seen.compared
        for pair in compared.found:
            row = self._row(pair)
            if row is not None and row.state in MEANT:
                self._seen(row, pair)
        for told in compared.gone:
            row = self._row(told)
            if row is not None and row.state in {_S.POSTED, _S.CHANGED}:
                self._to(row, _S.GONE)
        for told in compared.still_there:
            row = self._row(told)
            if row is not None and row.state in {_S.TAKEN_OFF, _S.TO_TAKE_OFF}:
                row.last_seen_at = self.now
                self._to(row, _S.TO_TAKE_OFF)
        for pk in self.seen.off:
            if pk in self.rows and self.rows[pk].state == _S.TO_TAKE_OFF:
                self._to(self.rows[pk], _S.TAKEN_OFF)

    def _to(self, row: Posting, state: PostingState) -> None:
        if row.state != state:
            row.state, row.since = state, self.now
        row.save()

    def _seen(self, row: Posting, pair: Pair) -> None:
        row.last_seen_at = self.now
        print_now = self.seen.compared.fingerprints.get(pair.ours.key, "")
        if print_now:
            row.page_opened_at = self.now
            row.page_print = row.page_print or print_now
        edition = row.item.live_edition
        if row.state == _S.GONE and edition is not None:
            self._to(row, _S.POSTED if row.fingerprint == shown_fingerprint(edition) else _S.CHANGED)
        elif row.state == _S.TO_POST and self._may_take_over(row, pair):
            self._take_over(row, pair)
        else:
            row.save()

    def _may_take_over(self, row: Posting, pair: Pair) -> bool:
        """The title to the letter and a day on which it may have been posted: nobody need look."""
        first = localdate(row.item.first_published_at) if row.item.first_published_at else None
        same_title = normal_title(pair.ours.title) == normal_title(pair.theirs.title)
        days = {first, pair.ours.changed_on} - {None}
        return row.place.takes_addresses and same_title and pair.theirs.published_on in days

    def _take_over(self, row: Posting, pair: Pair) -> None:
        try:
            address = checked_address(row.place, pair.theirs.url)
            refuse_twin(row, address)
            mark_posted(row, address, actor=None, now=self.now)
        except Refused:
            row.save()
            return
        record(
            "posting.found", organ=row.place.organ, actor=None, subject="posting", subject_id=row.pk,
            now=self.now, detail={"item": row.item_id, "address": address, "edition": row.edition},
        )  # fmt: skip

    def findings(self) -> Iterator[Finding]:
        """What is to be looked at in this column, each once."""
        compared = self.seen.compared
        for kind, told_ones in (
            (_K.MISSING, compared.missing), (_K.CHANGED, compared.changed), (_K.GONE, compared.gone),
            (_K.UNCERTAIN, compared.uncertain),
        ):  # fmt: skip
            for told in told_ones:
                row = self._row(told)
                if row is None or row.place_column_id != self.column.pk:
                    continue
                if kind == _K.UNCERTAIN and told.theirs is None and not self._covered(told):
                    self.uncovered += 1
                    continue
                yield self._about(kind, row, told)
        for pair in compared.found:
            row = self._row(pair)
            if row is not None and row.state == _S.TO_POST and row.place_column_id == self.column.pk:
                yield _unregistered(row, pair)
        yield from self._theirs()

    def _covered(self, told: Told) -> bool:
        day = told.ours.published_on if told.ours is not None else None
        return self.seen.listing.covers(day)

    def _about(self, kind: DifferenceKind, row: Posting, told: Told) -> Finding:
        theirs = told.theirs
        mark = told.sentence if kind in {_K.CHANGED} else ""
        if told.part == "text" and told.ours is not None:
            mark = self.seen.compared.fingerprints.get(told.ours.key, "")
        elif kind == _K.UNCERTAIN and theirs is not None:
            mark = f"{theirs.title}\n{theirs.published_on}\n{theirs.url}"
        return Finding(
            kind, row.item_id, theirs.title if theirs else "", theirs.url if theirs else row.address,
            theirs.published_on if theirs else None, told.sentence, told.part, _digest(mark),
        )  # fmt: skip

    def _theirs(self) -> Iterator[Finding]:
        """Theirs alone, told in the first of the columns that share their list."""
        sharing = PlaceColumn.objects.filter(
            place=self.column.place_id, address=self.column.address, is_active=True
        )
        if sharing.order_by("pk").values_list("pk", flat=True).first() != self.column.pk:
            return
        registered = Posting.objects.filter(place=self.column.place_id).exclude(address="")
        ours = {same_address(url) for url in registered.values_list("address", flat=True)}
        told_already: set[str] = set()
        for told in self.seen.compared.theirs_only:
            entry = told.theirs
            if entry is None or same_address(entry.url) in ours | told_already:
                continue
            told_already.add(same_address(entry.url))
            mark = _digest(f"{entry.title}\n{entry.published_on}")
            yield Finding(
                _K.THEIRS_ONLY, None, entry.title, entry.url, entry.published_on, told.sentence, "", mark
            )

    def keep(self, findings: Iterable[Finding]) -> None:
        """Open what is new, go on with what is open or settled, close what is no more."""
        rows = Difference.objects.filter(place_column=self.column, closed_at=None).select_for_update()
        have = {_key_of(row): row for row in rows.order_by("pk")}
        for finding in findings:
            row = have.pop(finding.key, None)
            if row is not None and row.settled_at and row.mark != finding.mark:
                row.closed_at = self.now
                row.save(update_fields=("closed_at",))
                row = None
            if row is None:
                row = Difference(place_column=self.column, first_seen=self.now)
            _fill(row, finding, self.now)
        for row in have.values():
            if not self._undecided(row):
                row.closed_at = self.now
                row.save(update_fields=("closed_at",))

    def _undecided(self, row: Difference) -> bool:
        """Whether this comparison could say nothing about the finding, so that it stands as it is."""
        if row.item_id is None:
            return row.dated is not None and not self.seen.listing.covers(row.dated)
        posting = next((one for one in self.rows.values() if one.item_id == row.item_id), None)
        if posting is None:
            return False
        if row.kind == _K.CHANGED and row.part == "text":
            return posting.state in MEANT and str(posting.pk) not in self.seen.compared.fingerprints
        told = [one for one in self.seen.compared.uncertain if self._row(one) is posting]
        return any(one.theirs is None and not self._covered(one) for one in told)

    def note(self) -> str:
        """What a person should know of this comparison."""
        notes = list(self.seen.compared.notes)
        if self.uncovered:
            notes.append(_NOT_COVERED.format(count=self.uncovered))
        return "".join(notes)


def _unregistered(row: Posting, pair: Pair) -> Finding:
    entry = pair.theirs
    day = entry.published_on
    words = f"{day.year}年{day.month}月{day.day}日" if day else _NO_DAY
    return Finding(
        _K.FOUND, row.item_id, entry.title, entry.url, day, _FOUND.format(day=words), "",
        _digest(f"{entry.url}\n{entry.title}"),
    )  # fmt: skip


def _fill(row: Difference, finding: Finding, now: datetime) -> None:
    row.kind, row.item_id, row.part, row.mark = finding.kind, finding.item_id, finding.part, finding.mark
    row.title, row.address = finding.title[:_MOST_TITLE], finding.address[:_MOST_ADDRESS]
    row.dated, row.detail, row.last_seen = finding.dated, finding.detail[:_MOST_DETAIL], now
    row.save()


def _key_of(row: Difference) -> tuple[object, ...]:
    return (row.kind, row.item_id, row.part, "" if row.item_id else row.address or row.title)


def _keys(compared: Compared) -> Iterator[str]:
    for pair in compared.found:
        yield pair.ours.key
    for group in (
        compared.missing, compared.changed, compared.gone, compared.still_there, compared.uncertain
    ):  # fmt: skip
        for told in group:
            if told.ours is not None:
                yield told.ours.key
    yield from compared.waiting


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
