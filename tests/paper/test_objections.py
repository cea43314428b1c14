"""Objecting to what was entered in one's name: before publication it goes back, later the office answers."""

from __future__ import annotations

import pytest

from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.models import Item, ReviewRecord, WorkState
from gongkai.disclosure.rules import Step
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from gongkai.paper import queries
from gongkai.paper.acts.enter import enter_refusal, enter_signatures
from gongkai.paper.acts.object_to import object_to, settle_objection
from gongkai.paper.models import Objection
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import come_back, print_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def _signed(bureau, column: str = "zcwj") -> list[ReviewRecord]:
    """Reviews entered from a sheet: the head's, then the office's."""
    form = come_back(bureau, print_sheets(bureau, make_draft(bureau, column).pk)[0])
    signatures = [
        Signature(Step.HEAD, bureau.head.pk, NOW.date()),
        Signature(Step.OFFICE, bureau.reviewer.pk, NOW.date()),
    ]
    enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=signatures, now=NOW)
    return list(ReviewRecord.objects.filter(item=form.item_id).order_by("pk"))


def _object(bureau, record: ReviewRecord, *, by: str = "head", reason: str = "不是我签的") -> Objection:
    return object_to(actor=bureau.people[by], record_id=record.pk, reason=reason, now=later(hours=1))


def test_before_publication_the_item_goes_back_and_nothing_is_left_to_settle(bureau):
    head, _ = _signed(bureau)
    objection = _object(bureau, head)
    item = Item.objects.get(pk=head.item_id)
    assert item.work_state == WorkState.DRAFT
    assert "张head对纸面审签提出异议：不是我签的" in item.returned_reason
    assert objection.settled_at is not None
    assert not queries.open_objections(standing_of(bureau.reviewer)).exists()
    with pytest.raises(ActRefused):
        publish(actor=bureau.reviewer, item_id=item.pk, now=later(hours=2))


def test_while_other_steps_are_still_open_it_goes_back_as_well(bureau):
    head, _ = _signed(bureau, "zdly")
    _object(bureau, head)
    assert Item.objects.get(pk=head.item_id).work_state == WorkState.DRAFT


def test_after_publication_the_office_settles_it_in_writing(bureau):
    head, _ = _signed(bureau)
    publish(actor=bureau.reviewer, item_id=head.item_id, now=NOW)
    objection = _object(bureau, head)
    assert Item.objects.get(pk=head.item_id).public_state == "live"
    assert list(queries.open_objections(standing_of(bureau.reviewer))) == [objection]
    settle_objection(
        actor=bureau.reviewer, objection_id=objection.pk, outcome="已与本人核实", now=later(hours=2)
    )
    objection.refresh_from_db()
    assert (objection.settled_by, objection.outcome) == (bureau.reviewer, "已与本人核实")
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"paper.objected", "paper.objection_settled"} <= acts


def test_a_no_entered_in_ones_name_is_objected_to_as_well(bureau):
    form = come_back(bureau, print_sheets(bureau, make_draft(bureau, "zcwj").pk)[0])
    enter_refusal(
        actor=bureau.reviewer2, form_id=form.pk, signer_id=bureau.head.pk, signed_on=NOW.date(),
        reason="不行", now=NOW,
    )  # fmt: skip
    objection = _object(bureau, ReviewRecord.objects.get(item=form.item_id))
    assert objection.settled_at is None, "the item is back already; the office looks at what happened"


def test_it_is_objected_to_once_and_settled_once(bureau):
    head, _ = _signed(bureau)
    publish(actor=bureau.reviewer, item_id=head.item_id, now=NOW)
    objection = _object(bureau, head)
    with pytest.raises(ActRefused, match="已经提出过"):
        _object(bureau, head)
    settle_objection(actor=bureau.reviewer, objection_id=objection.pk, outcome="核实", now=NOW)
    with pytest.raises(ActRefused, match="已经处理过"):
        settle_objection(actor=bureau.reviewer, objection_id=objection.pk, outcome="再核实", now=NOW)
    assert Objection.objects.count() == 1


def test_words_are_asked_for(bureau):
    head, _ = _signed(bureau)
    with pytest.raises(InputRefused, match="哪里不对"):
        _object(bureau, head, reason=" ")
    assert not Objection.objects.exists()
    publish(actor=bureau.reviewer, item_id=head.item_id, now=NOW)
    objection = _object(bureau, head)
    with pytest.raises(InputRefused, match="怎样处理"):
        settle_objection(actor=bureau.reviewer, objection_id=objection.pk, outcome="", now=NOW)
    objection.refresh_from_db()
    assert objection.settled_at is None


@pytest.mark.parametrize("name", ["reviewer", "drafter", "signer", "reviewer2"])
def test_only_who_is_named_objects(bureau, name):
    head, _ = _signed(bureau)
    with pytest.raises(NotVisible):
        _object(bureau, head, by=name)
    assert Item.objects.get(pk=head.item_id).work_state == WorkState.APPROVED


def test_a_look_taken_on_the_screen_is_nothing_to_object_to(bureau):
    head, _ = _signed(bureau)
    on_screen = ReviewRecord.objects.create(
        item=head.item, step="head", reviewer=bureau.head, result="approved", digest="0" * 64, at=NOW
    )
    with pytest.raises(NotVisible):
        _object(bureau, on_screen)


@pytest.mark.parametrize("name", ["head", "signer", "drafter"])
def test_only_the_office_settles(bureau, name):
    head, _ = _signed(bureau)
    publish(actor=bureau.reviewer, item_id=head.item_id, now=NOW)
    objection = _object(bureau, head)
    with pytest.raises(NotVisible):
        settle_objection(actor=bureau.people[name], objection_id=objection.pk, outcome="核实", now=NOW)


def test_what_is_in_ones_name_is_shown_for_thirty_days_unless_one_entered_it(bureau):
    _signed(bureau)
    head = standing_of(bureau.head)
    assert queries.recent_in_name_of(head, later(days=29)).count() == 1
    assert queries.recent_in_name_of(head, later(days=31)).count() == 0
    assert queries.records_in_name_of(head).count() == 1
