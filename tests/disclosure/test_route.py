"""The way to publication: every step, every refusal."""

from datetime import date, timedelta

import pytest

from gongkai.disclosure.acts.correct import correct, discard
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.publish import publish, schedule, unschedule
from gongkai.disclosure.acts.return_ import answer_referral, refer, return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Edition, Item, ReviewRecord
from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import (
    ActRefused,
    InputRefused,
    NotVisible,
    SamePersonMayNotApprove,
    StaleEdit,
)
from gongkai.kernel.models import AuditEntry, OutboxJob
from tests.factories import NOW, later, make_approved, make_bureau, make_draft, make_live, make_submitted

pytestmark = pytest.mark.django_db


def test_a_news_item_needs_a_title_a_column_and_a_text(bureau):
    item = draft(
        actor=bureau.drafter,
        column_id=bureau.columns["gzdt"].pk,
        values={"title": "我局走访重点企业", "body_html": "<p>近日，我局走访企业。</p>"},
        now=NOW,
    )
    item = submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    assert (item.work_state, item.review_step, item.issuer) == ("in_review", "second", bureau.organ.name)


def test_without_a_title_nothing_is_kept(bureau):
    with pytest.raises(InputRefused) as refusal:
        make_draft(bureau, title="  ")
    assert "title" in refusal.value.fields
    assert not Item.objects.exists()


def test_the_steps_of_each_route_come_in_order(bureau):
    steps = {}
    for column in ("tzgg", "zcwj", "zdly"):
        item = make_approved(bureau, column)
        steps[column] = list(item.reviews.values_list("step", "reviewer__name"))
    assert steps == {
        "tzgg": [("second", "张reviewer")],
        "zcwj": [("head", "张head"), ("office", "张reviewer")],
        "zdly": [("head", "张head"), ("office", "张reviewer"), ("leader", "张signer")],
    }


def test_the_drafter_may_not_review_even_as_reviewer(bureau):
    item = draft(
        actor=bureau.reviewer, column_id=bureau.columns["tzgg"].pk, now=NOW,
        values={"title": "通知", "body_html": "<p>内容</p>"},
    )  # fmt: skip
    submit(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    with pytest.raises(SamePersonMayNotApprove):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    assert review(actor=bureau.reviewer2, item_id=item.pk, now=NOW).work_state == "approved"


def test_who_edited_last_may_not_review_either(bureau):
    item = make_submitted(bureau)
    edit(actor=bureau.reviewer, item_id=item.pk, values={"title": "改过的通知"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    with pytest.raises(SamePersonMayNotApprove):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)


def test_a_step_is_taken_only_by_its_role(bureau):
    item = make_submitted(bureau, "zcwj")
    with pytest.raises(ActRefused, match="科室负责人审核"):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    with pytest.raises(ActRefused):
        review(actor=bureau.colleague, item_id=item.pk, now=NOW)


def test_an_edit_after_review_needs_review_again(bureau):
    item = make_approved(bureau)
    edit(actor=bureau.drafter, item_id=item.pk, values={"summary": "补充"}, now=NOW)
    with pytest.raises(ActRefused):
        publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    item.refresh_from_db()
    assert (item.work_state, item.approved_digest) == ("draft", "")


def test_what_goes_out_is_what_was_reviewed_to_the_letter(bureau):
    item = make_approved(bureau)
    Item.objects.filter(pk=item.pk).update(body_html="<p>绕过工作台改的</p>")
    with pytest.raises(ActRefused, match="重新提交审核"):
        publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    assert not Edition.objects.exists()


def test_publishing_leaves_edition_number_slots_audit_and_a_job(bureau):
    item = make_live(bureau, now=later(hours=1))
    edition = item.live_edition
    assert (edition.number, edition.kind, edition.published_at) == (1, "first", later(hours=1))
    assert item.index_number == f"{bureau.organ.index_front}/2026-00001"
    assert item.slots.filter(is_live=True).count() == 6
    job = OutboxJob.objects.get(kind="release.item")
    assert job.payload["item"] == item.pk
    assert len(job.payload["slots"]) == 6
    assert AuditEntry.objects.filter(act="disclosure.item.published").count() == 1
    assert audit.verify() == []


def test_the_publication_date_is_nobodys_choice(bureau):
    with pytest.raises(InputRefused):
        make_draft(bureau, published_at=later(days=-30))
    with pytest.raises(InputRefused):
        make_draft(bureau, index_number="000000001/2020-00001")


def test_index_numbers_run_on_without_gap_even_when_a_publication_fails(bureau):
    first = make_live(bureau)
    spoiled = make_approved(bureau)
    Item.objects.filter(pk=spoiled.pk).update(title="改")
    with pytest.raises(ActRefused):
        publish(actor=bureau.reviewer, item_id=spoiled.pk, now=NOW)
    second = make_live(bureau)
    assert [first.index_number[-5:], second.index_number[-5:]] == ["00001", "00002"]


def test_returning_needs_a_reason_and_gives_the_item_back(bureau):
    item = make_submitted(bureau)
    with pytest.raises(InputRefused):
        return_(actor=bureau.reviewer, item_id=item.pk, reason=" ", now=NOW)
    item = return_(actor=bureau.reviewer, item_id=item.pk, reason="请补充附件", now=NOW)
    assert (item.work_state, item.returned_reason) == ("draft", "请补充附件")
    assert ReviewRecord.objects.get().result == "returned"
    assert submit(actor=bureau.drafter, item_id=item.pk, now=NOW).returned_reason == ""


def test_what_the_organ_cannot_decide_is_referred_and_goes_on_with_the_answer(bureau):
    item = make_submitted(bureau)
    refer(actor=bureau.reviewer, item_id=item.pk, to="区国家保密局", note="是否涉密", now=NOW)
    with pytest.raises(ActRefused):
        review(actor=bureau.reviewer2, item_id=item.pk, now=NOW)
    item = answer_referral(
        actor=bureau.reviewer,
        item_id=item.pk,
        answer="文保函〔2026〕2号：不属于国家秘密",
        may_open=True,
        now=NOW,
    )
    assert item.work_state == "in_review"
    assert review(actor=bureau.reviewer, item_id=item.pk, now=NOW).work_state == "approved"


def test_a_referral_answered_with_no_sends_the_item_back(bureau):
    item = make_submitted(bureau)
    refer(actor=bureau.reviewer, item_id=item.pk, to="区国家保密局", note="", now=NOW)
    item = answer_referral(actor=bureau.reviewer, item_id=item.pk, answer="不宜公开", may_open=False, now=NOW)
    assert (item.work_state, item.returned_reason) == ("draft", "不宜公开")


def test_a_save_over_somebody_elses_save_is_refused(bureau):
    item = make_draft(bureau)
    edit(actor=bureau.colleague, item_id=item.pk, values={"title": "甲"}, now=NOW, revision=item.revision)
    with pytest.raises(StaleEdit):
        edit(actor=bureau.drafter, item_id=item.pk, values={"title": "乙"}, now=NOW, revision=item.revision)
    assert Item.objects.get().title == "甲"


def test_a_secrecy_mark_in_a_text_refuses_the_whole_edit(bureau):
    item = make_draft(bureau)
    with pytest.raises(InputRefused, match="国家秘密标志"):
        edit(
            actor=bureau.drafter, item_id=item.pk, now=NOW,
            values={"title": "新题", "body_html": "<p>机密★5年</p><p>内容</p>"},
        )  # fmt: skip
    assert Item.objects.get(pk=item.pk).title == item.title


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body_html": "<p>&nbsp;</p>"}, "body_html"),
        ({"formed_on": date(2026, 3, 3)}, "formed_on"),
        ({"formed_on": date(1900, 1, 1)}, "formed_on"),
        ({"topic": "nonsense"}, "topic"),
        ({"mode": "withheld"}, "ground"),
        ({"issuer": " "}, "issuer"),
    ],
)
def test_what_cannot_be_is_named_by_field_at_submission(bureau, values, field):
    item = make_draft(bureau, **values)
    with pytest.raises(InputRefused) as refusal:
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    assert field in refusal.value.fields


def test_others_do_not_see_a_draft(bureau):
    item = make_draft(bureau)
    stranger = make_bureau(parent=bureau.authority)
    for actor in (bureau.outsider, bureau.admin, bureau.auditor, bureau.supervisor, stranger.reviewer):
        with pytest.raises(NotVisible):
            edit(actor=actor, item_id=item.pk, values={"title": "x"}, now=NOW)


def test_a_scheduled_item_goes_out_at_its_hour_and_not_before(bureau):
    item = make_approved(bureau)
    at = later(hours=2)
    with pytest.raises(InputRefused):
        schedule(actor=bureau.reviewer, item_id=item.pk, at=NOW, now=NOW)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=at, now=NOW)
    outbox.drain(owner="w", clock=lambda: later(hours=1))
    assert Item.objects.get(pk=item.pk).work_state == "scheduled"
    outbox.drain(owner="w", clock=lambda: at + timedelta(seconds=3))
    item.refresh_from_db()
    assert (item.public_state, item.published_at) == ("live", at + timedelta(seconds=3))


def test_a_cancelled_or_moved_schedule_does_not_fire(bureau):
    item = make_approved(bureau)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=later(hours=1), now=NOW)
    unschedule(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=later(hours=5), now=NOW)
    outbox.drain(owner="w", clock=lambda: later(hours=2))
    assert Item.objects.get(pk=item.pk).work_state == "scheduled"


def test_a_schedule_that_cannot_be_kept_says_why(bureau):
    item = make_approved(bureau)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=later(hours=1), now=NOW)
    Item.objects.filter(pk=item.pk).update(title="改")
    outbox.drain(owner="w", clock=lambda: later(hours=2))
    item.refresh_from_db()
    assert (item.work_state, item.public_state) == ("approved", "none")
    assert "重新提交审核" in item.schedule_error


def test_a_void_draft_is_out_of_the_way_and_stays_void(bureau):
    item = make_draft(bureau)
    discard(actor=bureau.drafter, item_id=item.pk, now=NOW)
    with pytest.raises(ActRefused):
        edit(actor=bureau.drafter, item_id=item.pk, values={"title": "x"}, now=NOW)


def test_a_correction_given_up_falls_back_to_what_is_public(bureau):
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    edit(actor=bureau.drafter, item_id=item.pk, values={"title": "别的"}, now=NOW)
    discard(actor=bureau.drafter, item_id=item.pk, now=NOW)
    item.refresh_from_db()
    assert (item.title, item.work_state) == (item.live_edition.title, "idle")
