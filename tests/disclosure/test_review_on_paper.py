"""Signatures given on paper pass the same steps as looks taken on the screen, by the same rules."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.review_on_paper import Signature, remaining_steps, review_on_paper
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ReviewRecord
from gongkai.disclosure.rules import Step
from gongkai.kernel import audit, filestore
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import StoredFile
from tests.documents.samples import PNG
from tests.factories import NOW, later, make_bureau, make_draft, make_live, make_submitted

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def paper(bureau) -> StoredFile:
    return filestore.take_in(name="签字件.png", stream=io.BytesIO(PNG), now=NOW)


def enter(
    bureau, item: Item, paper: StoredFile, *signatures: Signature, by: str = "reviewer2", **more
) -> Item:
    values = {"digest": content_digest(item), "now": NOW} | more
    return review_on_paper(
        actor=bureau.people[by], item_id=item.pk, signatures=signatures, paper=paper, **values
    )


def full_route(bureau) -> tuple[Signature, ...]:
    return (
        Signature(Step.HEAD, bureau.head.pk, TODAY), Signature(Step.OFFICE, bureau.reviewer.pk, TODAY),
        Signature(Step.LEADER, bureau.signer.pk, TODAY, "同意"),
    )  # fmt: skip


def test_all_steps_of_a_route_are_passed_by_one_sheet(bureau, paper):
    item = make_submitted(bureau, "zdly")
    assert remaining_steps(item) == (Step.HEAD, Step.OFFICE, Step.LEADER)
    item = enter(bureau, item, paper, *full_route(bureau))
    assert item.work_state == "approved"
    records = list(ReviewRecord.objects.filter(item=item))
    assert [(one.step, one.reviewer) for one in records] == [
        ("head", bureau.head), ("office", bureau.reviewer), ("leader", bureau.signer),
    ]  # fmt: skip
    assert {(one.paper, one.entered_by, one.signed_on) for one in records} == {
        (paper, bureau.reviewer2, TODAY)
    }
    publish(actor=bureau.reviewer, item_id=item.pk, now=later(hours=1))
    assert audit.verify() == []


def test_both_ways_end_in_the_same_state(bureau, paper):
    on_screen, on_paper = make_submitted(bureau), make_submitted(bureau)
    review(actor=bureau.reviewer, item_id=on_screen.pk, now=NOW)
    enter(bureau, on_paper, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY))
    names = ("work_state", "review_step", "public_state", "revision")
    first, second = (Item.objects.get(pk=one.pk) for one in (on_screen, on_paper))
    assert [getattr(first, name) for name in names] == [getattr(second, name) for name in names]
    assert second.approved_digest == content_digest(second)
    assert ReviewRecord.objects.get(item=on_screen).entered_by is None


def test_a_step_on_paper_and_the_next_on_the_screen_go_together(bureau, paper):
    item = make_submitted(bureau, "zcwj")
    item = enter(bureau, item, paper, Signature(Step.HEAD, bureau.head.pk, TODAY))
    assert item.review_step == "office"
    assert review(actor=bureau.reviewer, item_id=item.pk, now=NOW).work_state == "approved"


def test_a_light_correction_goes_out_at_once(bureau, paper):
    live = make_live(bureau, title="关于申抱事项的通知")
    correct(actor=bureau.drafter, item_id=live.pk, reason="错字", now=later(days=1), light=True)
    edit(actor=bureau.drafter, item_id=live.pk, values={"title": "关于申报事项的通知"}, now=later(days=1))
    item = submit(actor=bureau.drafter, item_id=live.pk, now=later(days=1))
    signature = Signature(Step.COUNTERSIGN, bureau.reviewer.pk, TODAY + timedelta(days=1))
    item = enter(bureau, item, paper, signature, now=later(days=1))
    assert (item.work_state, item.live_edition.title) == ("idle", "关于申报事项的通知")


def test_content_that_changed_after_printing_is_not_what_was_signed(bureau, paper):
    item = make_submitted(bureau)
    printed = content_digest(item)
    edit(actor=bureau.drafter, item_id=item.pk, values={"summary": "改了"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    with pytest.raises(ActRefused, match="重新打印"):
        enter(bureau, item, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY), digest=printed)


def test_the_drafter_and_the_last_editor_do_not_sign(bureau, paper):
    item = make_submitted(bureau)
    edit(actor=bureau.reviewer, item_id=item.pk, values={"summary": "改了"}, now=NOW)
    item = submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    with pytest.raises(SamePersonMayNotApprove, match="另一人签字"):
        enter(bureau, item, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY))
    assert not ReviewRecord.objects.filter(item=item).exists()


def test_who_has_no_right_to_the_step_does_not_sign_it(bureau, paper):
    item = make_submitted(bureau, "zcwj")
    with pytest.raises(InputRefused, match="不能签"):
        enter(bureau, item, paper, Signature(Step.HEAD, bureau.colleague.pk, TODAY))


def test_steps_are_signed_in_their_order(bureau, paper):
    item = make_submitted(bureau, "zdly")
    with pytest.raises(InputRefused, match="科室负责人审核"):
        enter(bureau, item, paper, Signature(Step.OFFICE, bureau.reviewer.pk, TODAY))


def test_one_wrong_signature_and_none_counts(bureau, paper):
    item = make_submitted(bureau, "zdly")
    head, office, _ = full_route(bureau)
    with pytest.raises(InputRefused):
        enter(bureau, item, paper, head, office, Signature(Step.LEADER, bureau.head.pk, TODAY))
    item.refresh_from_db()
    assert item.review_step == "head"
    assert not ReviewRecord.objects.filter(item=item).exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_submission_and_today(bureau, paper, days):
    item = make_submitted(bureau)
    with pytest.raises(InputRefused, match="2026-03-02"):
        enter(bureau, item, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY + timedelta(days=days)))


@pytest.mark.parametrize("name", ["head", "signer"])
def test_only_the_office_enters(bureau, paper, name):
    item = make_submitted(bureau)
    with pytest.raises(NotVisible):
        enter(bureau, item, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY), by=name)


def test_what_is_not_in_review_and_what_is_not_signed_is_refused(bureau, paper):
    draft = make_draft(bureau)
    with pytest.raises(ActRefused, match="先提交审核"):
        enter(bureau, draft, paper, Signature(Step.SECOND, bureau.reviewer.pk, TODAY))
    with pytest.raises(InputRefused, match="至少登记一处"):
        enter(bureau, make_submitted(bureau), paper)
    with pytest.raises(InputRefused, match="选择签字人"):
        enter(bureau, make_submitted(bureau), paper, Signature(Step.SECOND, 0, TODAY))
    assert remaining_steps(draft) == ()
