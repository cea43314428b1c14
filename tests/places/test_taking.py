"""What a comparison keeps: findings open and close, settled ones stay, the unreadable changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.documents.listings import Entry, Listing
from gongkai.documents.listings.comparing import compare
from gongkai.documents.listings.reading_results import unreadable
from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.places.acts.register import register_address
from gongkai.places.acts.save_place import save_place
from gongkai.places.acts.settle import settle_difference
from gongkai.places.acts.take_off import mark_taken_off
from gongkai.places.comparing import _followed, ask_by_night, our_side
from gongkai.places.models import Comparison, Difference, PlaceColumn, Posting, PostingState
from gongkai.places.taking import Seen, take_result
from tests.factories import NOW, later
from tests.places.factories import HOME, correct_live, make_column, make_place, make_posting

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 3, 9), date(2026, 3, 2)
SINCE = date(2026, 1, 1)


@pytest.fixture
def column(bureau) -> PlaceColumn:
    place = make_place(bureau)
    return make_column(bureau, place, address=f"{HOME}list.html")


def entry(title: str, number: int = 1, day: date | None = DAY) -> Entry:
    return Entry(title, f"{HOME}art/{number}.html", day)


def night(
    column: PlaceColumn, *entries: Entry, listing: Listing | None = None, now=None, off=()
) -> Comparison:
    """One comparison with a list of theirs."""
    theirs = listing or Listing(tuple(entries), complete=True)
    ours = [our_side(row) for row in _followed(column)]
    found = compare(ours, theirs, today=TODAY, since=SINCE)
    seen = Seen(theirs, found, frozenset(off), SINCE)
    with transaction.atomic():
        return take_result(column, seen, now=now or later(days=7))


def open_kinds() -> list[str]:
    return sorted(Difference.objects.filter(closed_at=None, settled_at=None).values_list("kind", flat=True))


def all_rows() -> list[dict]:
    leave_out = {"last_seen", "last_seen_at"}
    return [
        {name: value for name, value in row.items() if name not in leave_out}
        for model in (Difference, Posting)
        for row in model.objects.order_by("pk").values()
    ]


def registered(bureau, column, number=1, **values):
    posting = make_posting(bureau, column.place, **values)
    return register_address(
        actor=bureau.reviewer, item_id=posting.item_id, place_id=column.place_id,
        address=f"{HOME}art/{number}.html", now=NOW,
    )  # fmt: skip


def test_what_stands_there_unregistered_is_taken_over_where_title_and_day_agree(bureau, column):
    posting = make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    done = night(column, entry("关于申报技术改造项目的通知", 7))
    posting.refresh_from_db()
    assert (posting.state, posting.address) == (PostingState.POSTED, f"{HOME}art/7.html")
    assert posting.registered_by is None and posting.last_seen_at == later(days=7)
    assert (done.result, done.theirs, done.ours, done.found) == ("same", 1, 1, 0)
    assert AuditEntry.objects.get(act="places.posting.found").actor_id is None


def test_where_that_is_not_wanted_one_click_is_asked_for(bureau, column):
    save_place(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, place_id=column.place_id,
        values={"takes_addresses": False}, now=NOW,
    )  # fmt: skip
    make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    night(column, entry("关于申报技术改造项目的通知"))
    assert open_kinds() == ["found"]


def test_what_is_past_its_days_and_not_there_is_missing_until_it_is_there(bureau, column):
    make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    assert night(column).result == "different"
    assert open_kinds() == ["missing"]
    night(column, entry("关于申报技术改造项目的通知"), now=later(days=8))
    assert open_kinds() == []


def test_a_second_night_changes_nothing(bureau, column):
    make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    registered(bureau, column, 2, title="关于公布名单的公告")
    theirs = (entry("关于公布名单的公告（改）", 2), entry("上级统一登载的消息一则", 3))
    night(column, *theirs)
    before = all_rows()
    night(column, *theirs, now=later(days=8))
    assert all_rows() == before
    assert Comparison.objects.count() == 2
    assert open_kinds() == ["changed", "missing", "theirs_only"]


def test_an_unreadable_list_opens_and_closes_nothing(bureau, column):
    registered(bureau, column)
    make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    night(column, entry("别的", 9, date(2025, 1, 1)))
    before = all_rows()
    done = night(column, listing=unreadable("对方网站打不开。"), now=later(days=8))
    assert (done.result, done.note) == ("unreadable", "对方网站打不开。")
    assert all_rows() == before


def test_what_a_person_settled_stays_settled_until_it_changes(bureau, column):
    night(column, entry("上级统一登载的消息一则", 3))
    found = Difference.objects.get()
    settle_difference(actor=bureau.reviewer, difference_id=found.pk, reason="上级登的", now=later(days=7))
    night(column, entry("上级统一登载的消息一则", 3), now=later(days=8))
    assert open_kinds() == []
    night(column, entry("上级统一登载的消息一则（更正）", 3), now=later(days=9))
    assert open_kinds() == ["theirs_only"]
    assert Difference.objects.count() == 2


def test_a_list_that_was_not_read_through_says_nothing_of_what_lies_beyond(bureau, column):
    make_posting(bureau, column.place, title="关于申报技术改造项目的通知")
    registered(bureau, column, 2, title="关于公布名单的公告")
    short = Listing(
        (entry("新的消息一则，上级登的", 3, date(2026, 3, 8)),), complete=False, covers_from=date(2026, 3, 7)
    )
    done = night(column, listing=short)
    assert open_kinds() == ["theirs_only"] and "2条" in done.note


def test_withdrawn_and_still_listed_stays_to_be_taken_off_even_when_somebody_said_it_was(bureau, column):
    posting = registered(bureau, column, title="关于公布名单的公告")
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    mark_taken_off(
        actor=bureau.reviewer, item_id=posting.item_id, place_id=column.place_id, now=later(days=1)
    )
    night(column, entry("关于公布名单的公告"))
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_TAKE_OFF and open_kinds() == []
    night(column, off=[posting.pk], now=later(days=8))
    posting.refresh_from_db()
    assert posting.state == PostingState.TAKEN_OFF


def test_two_columns_of_ours_may_share_one_of_theirs(bureau, column):
    second = make_column(bureau, column.place, "zcwj", address=column.address, label="通知公告")
    registered(bureau, column, title="关于公布名单的公告")
    theirs = (entry("关于公布名单的公告"), entry("上级统一登载的消息一则", 3))
    night(column, *theirs)
    night(second, *theirs)
    assert open_kinds() == ["theirs_only"]


def test_a_corrected_title_over_there_is_no_difference_once_it_agrees(bureau, column):
    posting = registered(bureau, column, title="关于公布名单的公告")
    correct_live(bureau, posting.item, now=later(days=1), title="关于公布企业名单的公告")
    night(column, entry("关于公布名单的公告"))
    assert open_kinds() == ["changed"]
    night(column, entry("关于公布企业名单的公告"), now=later(days=8))
    posting.refresh_from_db()
    assert open_kinds() == [] and posting.state == PostingState.CHANGED


def test_comparisons_are_only_ever_added(bureau, column):
    done = night(column)
    for change in (lambda: done.delete(), lambda: Comparison.objects.update(found=7)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_night_is_asked_for_once_from_one_o_clock(bureau, column):
    at_one = NOW.replace(hour=1, minute=5)
    assert ask_by_night(NOW.replace(hour=0, minute=50)) == 0
    assert [ask_by_night(at_one), ask_by_night(at_one), ask_by_night(NOW)] == [1, 0, 0]
    assert OutboxJob.objects.filter(kind="places.compare").count() == 1
    assert ask_by_night(later(days=1)) == 1
