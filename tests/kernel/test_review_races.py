"""Two people at once, on both databases: each act wholly, none twice, nobody waits for ever."""

from collections.abc import Callable

import pytest

from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Edition, Item, ReviewRecord
from gongkai.kernel import audit
from gongkai.kernel.acts.people import hand_over
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import Person
from tests.factories import NOW, later, make_approved, make_bureau, make_draft, make_live, make_submitted
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def _refused(results: list[object]) -> list[object]:
    errors = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, Refused | NotVisible) for error in errors), errors
    return errors


def test_of_two_reviewers_one_is_told_it_is_done(bureau):
    item = make_submitted(bureau)
    people = (bureau.reviewer, bureau.reviewer2, bureau.head)
    results = at_once(*[lambda who=who: review(actor=who, item_id=item.pk, now=NOW) for who in people])
    assert len(_refused(results)) == 2
    assert ReviewRecord.objects.filter(item=item).count() == 1


def test_publishing_twice_at_once_makes_one_edition(bureau):
    item = make_approved(bureau)
    results = at_once(*[lambda: publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)] * 3)
    assert len(_refused(results)) == 2
    assert Edition.objects.filter(item=item).count() == 1
    assert audit.verify() == []


def test_publications_at_once_take_numbers_and_slots_without_gap_or_double(bureau):
    items = [make_approved(bureau) for _ in range(5)]
    results = at_once(
        *[lambda item=item: publish(actor=bureau.reviewer, item_id=item.pk, now=NOW) for item in items]
    )
    assert _refused(results) == []
    numbers = sorted(Item.objects.values_list("index_number", flat=True))
    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003", "00004", "00005"]
    assert audit.verify() == []


def test_a_hand_over_and_the_work_it_moves_do_not_wait_for_each_other(bureau):
    items = [make_approved(bureau) for _ in range(4)]
    make_draft(bureau)
    results = at_once(
        lambda: hand_over(
            actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.drafter.pk,
            successor_id=bureau.outsider.pk, now=later(hours=1),
        ),
        *[lambda item=item: publish(actor=bureau.reviewer, item_id=item.pk, now=NOW) for item in items],
    )  # fmt: skip
    assert _refused(results) == []
    assert not Person.objects.get(pk=bureau.drafter.pk).is_active
    assert audit.verify() == []


def test_links_made_both_ways_at_once_do_not_wait_for_each_other(bureau):
    one, other = make_live(bureau), make_live(bureau)

    def link(policy: Item, interpretation: Item) -> Callable[[], object]:
        return lambda: link_interpretation(
            actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
        )

    assert _refused(at_once(link(one, other), link(other, one), link(one, other), link(other, one))) == []
    assert audit.verify() == []


def test_who_waited_for_the_lock_finds_the_item_as_it_is_now(bureau):
    """Each act changes who drafted; those that waited are refused with the reason, never told it is gone."""
    item = make_live(bureau)
    results = at_once(
        lambda: correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW),
        lambda: correct(actor=bureau.colleague, item_id=item.pk, reason="补充", now=NOW),
        lambda: withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=NOW),
    )
    assert not [result for result in _refused(results) if isinstance(result, NotVisible)]
    assert Item.objects.get(pk=item.pk).public_state == "withdrawn"
