"""Registering addresses, taking off, settling: what is done and what is refused."""

import pytest

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from gongkai.places import queries
from gongkai.places.acts.compare_now import compare_now
from gongkai.places.acts.register import register_address, register_lines
from gongkai.places.acts.save_place import close_place, reopen_place, save_place, save_place_column
from gongkai.places.acts.settle import settle_difference, take_over_address
from gongkai.places.acts.take_off import mark_taken_off
from gongkai.places.models import Difference, PostingState
from tests.factories import NOW, later, make_bureau
from tests.places.factories import HOME, make_column, make_place, make_posting

pytestmark = pytest.mark.django_db
ADDRESS = f"{HOME}art/2026/3/2/art_1_1.html"


def register(bureau, posting, address=ADDRESS, *, actor=None, now=NOW):
    return register_address(
        actor=actor or bureau.reviewer, item_id=posting.item_id, place_id=posting.place_id, address=address,
        now=now,
    )  # fmt: skip


def difference(posting, **values):
    filled = {
        "place_column": posting.place_column, "kind": "uncertain", "item": posting.item, "address": ADDRESS,
        "first_seen": NOW, "last_seen": NOW,
    } | values  # fmt: skip
    return Difference.objects.create(**filled)


def test_a_registered_address_counts_as_posted_and_is_on_record(bureau, place):
    posting = register(bureau, make_posting(bureau, place))
    assert (posting.state, posting.edition) == (PostingState.POSTED, 1)
    assert posting.registered_by == bureau.reviewer and len(posting.fingerprint) == 64
    entry = AuditEntry.objects.get(act="places.posting.registered")
    assert entry.detail["address"] == ADDRESS


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/a.html", "https://wenchuan.example.evil.test/", "art_1.html",
     "javascript:alert(1)", "ftp://www.wenchuan.example/a", ""],
)  # fmt: skip
def test_an_address_elsewhere_is_refused_at_its_field(bureau, place, address):
    with pytest.raises(InputRefused) as refusal:
        register(bureau, make_posting(bureau, place), address)
    assert "address" in refusal.value.fields


def test_an_address_beside_or_below_the_host_is_taken(bureau, place):
    assert register(bureau, make_posting(bureau, place), "https://gxj.wenchuan.example/a/1.html").address


def test_an_address_that_another_item_has_is_refused(bureau, place):
    first = register(bureau, make_posting(bureau, place))
    with pytest.raises(InputRefused) as refusal:
        register(bureau, make_posting(bureau, place))
    assert first.item.title in refusal.value.message


def test_what_was_withdrawn_cannot_be_registered(bureau, place):
    posting = make_posting(bureau, place)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    with pytest.raises(ActRefused):
        register(bureau, posting)


@pytest.mark.parametrize("who", ["drafter", "head", "signer", "auditor", "admin"])
def test_only_the_office_finds_a_posting(bureau, place, who):
    posting = make_posting(bureau, place)
    with pytest.raises(NotVisible):
        register(bureau, posting, actor=bureau.people[who])


def test_another_organs_office_finds_nothing(bureau, place):
    posting, other = make_posting(bureau, place), make_bureau(parent=bureau.authority)
    for act in (
        lambda: register(bureau, posting, actor=other.reviewer),
        lambda: mark_taken_off(actor=other.reviewer, item_id=posting.item_id, place_id=place.pk, now=NOW),
        lambda: settle_difference(
            actor=other.reviewer, difference_id=difference(posting).pk, reason="好", now=NOW
        ),
        lambda: compare_now(actor=other.reviewer, place_id=place.pk, now=NOW),
        lambda: close_place(actor=other.reviewer, place_id=place.pk, now=NOW),
        lambda: register_lines(actor=other.reviewer, place_id=place.pk, text="a https://b.test/", now=NOW),
    ):
        with pytest.raises(NotVisible):
            act()


def test_pasted_lines_are_registered_each_for_itself(bureau, place):
    one, two = make_posting(bureau, place, title="甲通知"), make_posting(bureau, place, title="乙通知")
    text = f"甲通知 {HOME}1.html\n乙通知\t{HOME}2.html\n丙通知 {HOME}3.html\n没有网址\n乙通知 https://x.test/"
    results = register_lines(actor=bureau.reviewer, place_id=place.pk, text=text, now=NOW)
    assert [line.is_done for line in results] == [True, True, False, False, False]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.address, two.address) == (f"{HOME}1.html", f"{HOME}2.html")


def test_a_day_takes_so_many_of_each_place_the_first_due_first(bureau, place):
    other = make_place(bureau, name="另一个平台")
    make_column(bureau, other)
    postings = [make_posting(bureau, place, now=later(days=n)) for n in (4, 0, 2)]
    rows = list(queries.of_the_day(standing_of(bureau.reviewer), 2))
    assert [row.place_id for row in rows] == [place.pk, place.pk, other.pk, other.pk]
    assert [row.item_id for row in rows] == [postings[1].item_id, postings[2].item_id] * 2


def test_a_title_that_waits_and_has_no_address_yet_is_passed_over(bureau, place):
    make_posting(bureau, place, title="甲通知"), make_posting(bureau, place, title="乙通知")
    text = f"甲通知 {HOME}1.html\n乙通知 \n"
    results = register_lines(actor=bureau.reviewer, place_id=place.pk, text=text, now=NOW)
    assert [line.is_done for line in results] == [True]
    with pytest.raises(InputRefused, match="还没有填网址"):
        register_lines(actor=bureau.reviewer, place_id=place.pk, text="乙通知 ", now=NOW)


def test_a_title_borne_twice_is_left_to_a_person(bureau, place):
    make_posting(bureau, place, title="同名通知"), make_posting(bureau, place, title="同名通知")
    results = register_lines(actor=bureau.reviewer, place_id=place.pk, text=f"同名通知 {HOME}1.html", now=NOW)
    assert not results[0].is_done and "几条" in results[0].words


@pytest.mark.parametrize("text", ["", "\n \n", "甲 https://x.test/\n" * 301])
def test_no_lines_or_too_many_are_refused(bureau, place, text):
    with pytest.raises(InputRefused):
        register_lines(actor=bureau.reviewer, place_id=place.pk, text=text, now=NOW)


def test_what_was_withdrawn_is_marked_as_taken_off_and_nothing_else_is(bureau, place):
    posting = register(bureau, make_posting(bureau, place))
    with pytest.raises(ActRefused):
        mark_taken_off(actor=bureau.reviewer, item_id=posting.item_id, place_id=place.pk, now=NOW)
    withdraw(actor=bureau.reviewer, item_id=posting.item_id, reason="有误", now=later(days=1))
    off = mark_taken_off(actor=bureau.reviewer, item_id=posting.item_id, place_id=place.pk, now=NOW)
    assert off.state == PostingState.TAKEN_OFF


def test_a_finding_is_settled_once_with_a_reason(bureau, place):
    found = difference(make_posting(bureau, place))
    with pytest.raises(InputRefused):
        settle_difference(actor=bureau.reviewer, difference_id=found.pk, reason=" ", now=NOW)
    settled = settle_difference(actor=bureau.reviewer, difference_id=found.pk, reason="上级登的", now=NOW)
    assert (settled.settled_by, settled.reason) == (bureau.reviewer, "上级登的")
    with pytest.raises(ActRefused):
        settle_difference(actor=bureau.reviewer, difference_id=found.pk, reason="再来", now=NOW)


def test_one_click_takes_over_the_address_that_was_found(bureau, place):
    posting = make_posting(bureau, place)
    found = difference(posting)
    assert take_over_address(actor=bureau.reviewer, difference_id=found.pk, now=NOW).address == ADDRESS
    found.refresh_from_db()
    assert found.closed_at is not None


def test_a_finding_without_item_has_no_address_to_take_over(bureau, place):
    found = difference(make_posting(bureau, place), item=None, kind="theirs_only")
    with pytest.raises(ActRefused):
        take_over_address(actor=bureau.reviewer, difference_id=found.pk, now=NOW)


def test_a_place_without_list_cannot_be_compared(bureau, place):
    with pytest.raises(ActRefused):
        compare_now(actor=bureau.reviewer, place_id=place.pk, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"name": ""}, "name"), ({"home": "www.x.test"}, "home"), ({"grace_days": 99}, "grace_days")],
)
def test_a_place_is_refused_by_field(bureau, values, field):
    with pytest.raises(InputRefused) as refusal:
        make_place(bureau, **values)
    assert field in refusal.value.fields


def test_two_places_of_one_name_are_refused(bureau, place):
    with pytest.raises(InputRefused):
        make_place(bureau)


def test_a_drafter_sets_no_place_up(bureau):
    with pytest.raises(NotVisible):
        save_place(actor=bureau.drafter, organ_id=bureau.organ.pk, values={}, now=NOW)


def test_a_list_elsewhere_and_a_foreign_column_are_refused(bureau, place):
    other = make_bureau(parent=bureau.authority)
    with pytest.raises(InputRefused) as refusal:
        make_column(bureau, place, address="https://elsewhere.example/list.html")
    assert "address" in refusal.value.fields
    with pytest.raises(InputRefused):
        save_place_column(
            actor=bureau.reviewer, place_id=place.pk, column_id=other.columns["tzgg"].pk, label="",
            address="", now=NOW,
        )  # fmt: skip


def test_closing_and_opening_twice_are_refused(bureau, place):
    with pytest.raises(ActRefused):
        reopen_place(actor=bureau.reviewer, place_id=place.pk, now=NOW)
    close_place(actor=bureau.reviewer, place_id=place.pk, now=NOW)
    with pytest.raises(ActRefused):
        close_place(actor=bureau.reviewer, place_id=place.pk, now=NOW)
