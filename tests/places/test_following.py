"""Postings follow what the public sees."""

from datetime import date

import pytest
from django.db import transaction

from gongkai.disclosure.acts.correct import republish
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Item
from gongkai.places.acts.register import register_address
from gongkai.places.acts.save_place import close_place, drop_place_column, reopen_place
from gongkai.places.following import catch_up, follow
from gongkai.places.models import Difference, Posting, PostingState
from tests.factories import NOW, later, make_live
from tests.places.factories import HOME, correct_live, make_column, make_place, make_posting

pytestmark = pytest.mark.django_db


def registered(bureau, place, **values):
    posting = make_posting(bureau, place, **values)
    return register_address(
        actor=bureau.reviewer, item_id=posting.item_id, place_id=place.pk,
        address=f"{HOME}art/{posting.pk}.html", now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(("outlet", "waits"), [("here", False), ("there", True), ("both", True)])
def test_what_goes_out_there_or_in_both_waits_to_be_posted(bureau, place, outlet, waits):
    item = make_live(bureau, outlet=outlet)
    posting = Posting.objects.filter(item=item).first()
    assert (posting is not None) is waits
    if waits:
        assert (posting.state, posting.due_on) == (PostingState.TO_POST, date(2026, 3, 4))


def test_a_column_that_is_not_followed_makes_nothing_wait(bureau, place):
    item = make_live(bureau, "gzdt", outlet="there")
    assert not Posting.objects.filter(item=item).exists()


def test_a_correction_of_what_was_posted_waits_to_be_changed(bureau, place):
    posting = registered(bureau, place)
    correct_live(bureau, posting.item, now=later(days=1), title="更正后的名称")
    posting.refresh_from_db()
    assert posting.state == PostingState.CHANGED
    assert posting.address and posting.edition == 1
    again = register_address(
        actor=bureau.reviewer, item_id=posting.item_id, place_id=place.pk, address="", now=later(days=2)
    )
    assert (again.state, again.edition) == (PostingState.POSTED, 2)


def test_a_change_that_nobody_sees_over_there_leaves_it_posted(bureau, place):
    posting = registered(bureau, place)
    correct_live(bureau, posting.item, now=later(days=1), outlet="there")
    posting.refresh_from_db()
    assert posting.state == PostingState.POSTED


def test_what_is_withdrawn_after_posting_must_be_taken_off(bureau, place):
    posting = registered(bureau, place)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_TAKE_OFF


def test_what_is_withdrawn_before_posting_need_not_be_posted(bureau, place):
    posting = make_posting(bureau, place)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    posting.refresh_from_db()
    assert posting.state == PostingState.NOT_NEEDED


def test_what_goes_out_here_alone_from_now_on_must_be_taken_off(bureau, place):
    posting = registered(bureau, place)
    correct_live(bureau, posting.item, now=later(days=1), outlet="here")
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_TAKE_OFF


def test_what_is_republished_before_it_was_taken_off_counts_as_posted_again(bureau, place):
    posting = registered(bureau, place)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    republish(actor=bureau.drafter, item_id=posting.item_id, reason="核实无误", now=later(days=2))
    from gongkai.disclosure.acts.publish import publish
    from gongkai.disclosure.acts.review import review
    from gongkai.disclosure.acts.submit import submit

    submit(actor=bureau.drafter, item_id=posting.item_id, now=later(days=2))
    review(actor=bureau.reviewer, item_id=posting.item_id, now=later(days=2))
    publish(actor=bureau.reviewer, item_id=posting.item_id, now=later(days=2))
    posting.refresh_from_db()
    assert posting.state == PostingState.POSTED


def test_a_leak_must_be_taken_off_and_findings_forget_its_title(bureau, place):
    posting = registered(bureau, place, title="不该公开的名称")
    Difference.objects.create(
        place_column=posting.place_column, kind="changed", item=posting.item, title="不该公开的名称",
        detail="标题不同：不该公开的名称", first_seen=NOW, last_seen=NOW,
    )  # fmt: skip
    take_down(actor=bureau.security, item_id=posting.item_id, reason="误发", now=later(days=1))
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_TAKE_OFF
    assert not Difference.objects.filter(title__contains="不该公开").exists()
    assert not Difference.objects.filter(detail__contains="不该公开").exists()


def test_setting_a_place_up_makes_what_was_published_since_wait(bureau):
    before = make_live(bureau, outlet="there")
    place = make_place(bureau, since=date(2026, 3, 2))
    make_column(bureau, place)
    assert Posting.objects.get(item=before).state == PostingState.TO_POST
    assert catch_up(later(days=1)) == 0


def test_what_was_published_before_the_stated_day_does_not_wait(bureau):
    make_live(bureau, outlet="there")
    make_column(bureau, make_place(bureau, since=date(2026, 3, 3)))
    assert not Posting.objects.exists()


def test_following_twice_changes_nothing(bureau, place):
    posting = registered(bureau, place)
    before = Posting.objects.filter(pk=posting.pk).values().get()
    with transaction.atomic():
        follow(posting.item_id, later(days=3))
    assert Posting.objects.filter(pk=posting.pk).values().get() == before


def test_a_closed_place_wants_nothing_and_wants_it_again_when_opened(bureau, place):
    waiting, posted = make_posting(bureau, place), registered(bureau, place)
    close_place(actor=bureau.reviewer, place_id=place.pk, now=later(days=1))
    late = make_live(bureau, outlet="there", now=later(days=1))
    assert not Posting.objects.filter(item=late).exists()
    waiting.refresh_from_db()
    posted.refresh_from_db()
    assert (waiting.state, posted.state) == (PostingState.NOT_NEEDED, PostingState.POSTED)
    reopen_place(actor=bureau.reviewer, place_id=place.pk, now=later(days=2))
    waiting.refresh_from_db()
    assert waiting.state == PostingState.TO_POST
    assert Posting.objects.get(item=late).state == PostingState.TO_POST


def test_dropping_a_column_lets_go_what_waits_and_keeps_what_stands(bureau, place):
    waiting, posted = make_posting(bureau, place), registered(bureau, place)
    drop_place_column(actor=bureau.reviewer, place_column_id=posted.place_column_id, now=NOW)
    for item in Item.objects.all():
        with transaction.atomic():
            follow(item.pk, later(days=1))
    waiting.refresh_from_db()
    posted.refresh_from_db()
    assert (waiting.state, posted.state) == (PostingState.NOT_NEEDED, PostingState.POSTED)
