"""Entering signed sheets: the same rules as on the screen, all of a sheet or nothing of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite, settle_expedited
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Expedited, Item, ReviewRecord, WorkState
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.rules import Step
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import AuditEntry
from gongkai.paper.acts.enter import enter_refusal, enter_settlement, enter_signatures
from gongkai.paper.acts.print_forms import print_settling_form
from gongkai.paper.models import FormState, PageState, PaperForm, ScanPage
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import come_back, drawn, print_sheets, send_pages, written_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def form(bureau) -> PaperForm:
    """A sheet for three signatures that came back."""
    return come_back(bureau, print_sheets(bureau, make_draft(bureau, "zdly").pk)[0])


def _enter(bureau, form: PaperForm, *signatures: Signature, by: str = "reviewer2", now=NOW) -> PaperForm:
    return enter_signatures(actor=bureau.people[by], form_id=form.pk, signatures=signatures, now=now)


def _all(bureau, day=TODAY) -> tuple[Signature, ...]:
    return (
        Signature(Step.HEAD, bureau.head.pk, day), Signature(Step.OFFICE, bureau.reviewer.pk, day),
        Signature(Step.LEADER, bureau.signer.pk, day, "同意公开"),
    )  # fmt: skip


def _nothing_entered(form: PaperForm) -> bool:
    """No record, no changed state: the sheet and its page wait as before."""
    form.refresh_from_db()
    return (
        form.state == FormState.OUT
        and not ReviewRecord.objects.filter(item=form.item_id).exists()
        and ScanPage.objects.filter(form=form, state=PageState.READY).exists()
        and not AuditEntry.objects.filter(act="paper.signatures_entered").exists()
    )


def test_three_signatures_pass_three_steps_with_the_scan_beside_each(bureau, form):
    _enter(bureau, form, *_all(bureau))
    form.refresh_from_db()
    item = form.item
    assert (form.state, item.work_state) == (FormState.RETURNED, WorkState.APPROVED)
    records = ReviewRecord.objects.filter(item=item).order_by("pk")
    assert [(one.reviewer, one.signed_on, one.paper, one.entered_by) for one in records] == [
        (person, TODAY, form.scan, bureau.reviewer2)
        for person in (bureau.head, bureau.reviewer, bureau.signer)
    ]
    assert records[2].note == "同意公开"
    assert ScanPage.objects.get().state == PageState.ENTERED
    entry = AuditEntry.objects.get(act="paper.signatures_entered")
    assert entry.actor_id == bureau.reviewer2.pk


def test_a_sheet_signed_in_part_stays_out_and_comes_back_complete(bureau, form):
    first_scan = form.scan
    _enter(bureau, form, _all(bureau)[0])
    form.refresh_from_db()
    assert (form.state, form.item.review_step) == (FormState.OUT, "office")
    (page,) = send_pages(bureau, written_on(written_on(drawn(form, 120))), now=later(days=1))
    assert page.state == PageState.READY
    _enter(bureau, form, *_all(bureau, TODAY + timedelta(days=1))[1:], now=later(days=1))
    form.refresh_from_db()
    assert form.state == FormState.RETURNED
    papers = list(ReviewRecord.objects.filter(item=form.item).order_by("pk").values_list("paper", flat=True))
    assert papers[0] == first_scan.pk and papers[1] == papers[2] == form.scan_id != first_scan.pk


def test_a_day_long_past_is_taken_from_the_submission_on(bureau, form):
    _enter(bureau, form, *_all(bureau), now=later(days=9))
    assert ReviewRecord.objects.filter(item=form.item, signed_on=TODAY).count() == 3


def test_the_drafter_and_the_last_editor_may_not_have_signed(bureau):
    item = make_draft(bureau)
    edit(actor=bureau.reviewer, item_id=item.pk, values={"summary": "改了"}, now=NOW)
    form = come_back(bureau, print_sheets(bureau, item.pk)[0])
    with pytest.raises(SamePersonMayNotApprove, match="另一人签字"):
        _enter(bureau, form, Signature(Step.SECOND, bureau.reviewer.pk, TODAY))
    assert _nothing_entered(form)


def test_a_signer_without_the_role_is_refused_and_the_others_do_not_count(bureau, form):
    head, office, _ = _all(bureau)
    with pytest.raises(InputRefused, match="不能签“签发人签发”"):
        _enter(bureau, form, head, office, Signature(Step.LEADER, bureau.head.pk, TODAY))
    assert _nothing_entered(form)


def test_a_step_that_is_not_on_the_sheet_is_named_in_chinese(bureau):
    form = come_back(bureau, print_sheets(bureau, make_draft(bureau).pk)[0])
    with pytest.raises(InputRefused, match="没有“签发人签发”这一栏"):
        _enter(bureau, form, Signature(Step.LEADER, bureau.signer.pk, TODAY))
    assert _nothing_entered(form)


def test_steps_out_of_order_are_refused(bureau, form):
    with pytest.raises(InputRefused, match="科室负责人审核"):
        _enter(bureau, form, *_all(bureau)[1:])
    assert _nothing_entered(form)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_submission_or_after_today_is_refused(bureau, form, days):
    with pytest.raises(InputRefused, match="签字日期"):
        _enter(bureau, form, *_all(bureau, TODAY + timedelta(days=days)))
    assert _nothing_entered(form)


def test_no_signature_at_all_is_refused(bureau, form):
    with pytest.raises(InputRefused, match="至少登记一处"):
        _enter(bureau, form)
    assert _nothing_entered(form)


def test_a_sheet_that_has_not_come_back_is_refused(bureau):
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    with pytest.raises(ActRefused, match="还没有收到"):
        _enter(bureau, form, Signature(Step.SECOND, bureau.reviewer.pk, TODAY))
    assert not ReviewRecord.objects.exists()


def test_content_that_changed_after_printing_is_refused(bureau, form):
    edit(actor=bureau.drafter, item_id=form.item_id, values={"summary": "改了"}, now=NOW)
    submit(actor=bureau.drafter, item_id=form.item_id, now=NOW)
    with pytest.raises(ActRefused, match="内容有改动"):
        _enter(bureau, form, *_all(bureau))
    assert _nothing_entered(form)


def test_what_was_given_back_on_the_screen_meanwhile_is_refused(bureau, form):
    return_(actor=bureau.head, item_id=form.item_id, reason="不行", now=NOW)
    with pytest.raises(ActRefused, match="不在审核中"):
        _enter(bureau, form, *_all(bureau))
    form.refresh_from_db()
    assert form.state == FormState.OUT


def test_a_sheet_is_entered_once(bureau, form):
    _enter(bureau, form, *_all(bureau))
    with pytest.raises(ActRefused, match="已在3月2日登记过"):
        _enter(bureau, form, *_all(bureau))
    assert ReviewRecord.objects.filter(item=form.item).count() == 3
    (page,) = send_pages(bureau, written_on(drawn(form)), now=later(days=1))
    assert page.state == PageState.PROBLEM and "又一份扫描" in page.problem


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "office_head", "outsider"])
def test_only_the_office_enters(bureau, form, name):
    with pytest.raises(NotVisible):
        _enter(bureau, form, *_all(bureau), by=name)
    assert _nothing_entered(form)


def test_another_organs_office_does_not_enter(bureau, form):
    other = make_bureau(parent=bureau.authority)
    with pytest.raises(NotVisible):
        enter_signatures(actor=other.reviewer, form_id=form.pk, signatures=_all(bureau), now=NOW)


def _refuse(bureau, form: PaperForm, **more: object) -> PaperForm:
    values: dict = {
        "actor": bureau.reviewer2, "form_id": form.pk, "signer_id": bureau.signer.pk, "signed_on": TODAY,
        "reason": "涉及商业秘密", "now": NOW,
    }  # fmt: skip
    return enter_refusal(**values | more)


def test_a_no_gives_the_item_back_with_the_signers_reason(bureau, form):
    _refuse(bureau, form)
    form.refresh_from_db()
    item = Item.objects.get(pk=form.item_id)
    assert (form.state, item.work_state, item.returned_reason) == (
        FormState.REFUSED, WorkState.DRAFT, "涉及商业秘密",
    )  # fmt: skip
    record = ReviewRecord.objects.get(item=item)
    assert (record.reviewer, record.result, record.paper, record.entered_by, record.signed_on) == (
        bureau.signer, ReviewResult.RETURNED, form.scan, bureau.reviewer2, TODAY,
    )  # fmt: skip
    assert ScanPage.objects.get().state == PageState.ENTERED


def test_the_yes_before_a_no_is_entered_from_the_same_scan(bureau, form):
    _enter(bureau, form, _all(bureau)[0])
    _refuse(bureau, form)
    results = ReviewRecord.objects.filter(item=form.item_id).order_by("pk").values_list("step", "result")
    assert list(results) == [("head", "approved"), ("office", "returned")]


def test_an_improved_item_gets_a_new_sheet_and_the_refused_one_stays_refused(bureau, form):
    _refuse(bureau, form)
    edit(actor=bureau.drafter, item_id=form.item_id, values={"summary": "改好了"}, now=NOW)
    (newer,) = print_sheets(bureau, form.item_id)
    form.refresh_from_db()
    assert (form.state, newer.state) == (FormState.REFUSED, FormState.OUT)
    (page,) = send_pages(bureau, written_on(drawn(form)))
    assert "登记为不同意" in page.problem


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"reason": "  "}, InputRefused, "不同意的理由"),
        ({"signer_id": 0}, InputRefused, "是谁不同意"),
        ({"signed_on": TODAY + timedelta(days=1)}, InputRefused, "签字日期"),
        ({"signed_on": TODAY - timedelta(days=1)}, InputRefused, "签字日期"),
    ],
)
def test_a_no_without_its_particulars_is_refused(bureau, form, more, error, words):
    with pytest.raises(error, match=words):
        _refuse(bureau, form, **more)
    assert _nothing_entered(form) and form.item.work_state == WorkState.IN_REVIEW


def test_a_no_of_somebody_without_a_say_is_refused(bureau, form):
    with pytest.raises(InputRefused, match="是谁不同意"):
        _refuse(bureau, form, signer_id=bureau.drafter.pk)
    assert _nothing_entered(form)


def test_only_the_office_enters_a_no(bureau, form):
    with pytest.raises(NotVisible):
        _refuse(bureau, form, actor=bureau.signer)
    assert _nothing_entered(form)


@pytest.fixture
def hasty(bureau) -> PaperForm:
    """The sheet for what went out in haste, come back."""
    item = make_draft(bureau)
    expedite(
        actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="电话请示", reason="汛情", now=NOW
    )
    run = print_settling_form(actor=bureau.reviewer, expedited_id=Expedited.objects.get().pk, now=NOW)
    return come_back(bureau, run.forms.get())


def _settle(bureau, form: PaperForm, *, day=TODAY, by: str = "reviewer2") -> PaperForm:
    return enter_settlement(actor=bureau.people[by], form_id=form.pk, signed_on=day, now=NOW)


def test_the_signed_sheet_makes_good_what_went_out_in_haste(bureau, hasty):
    _settle(bureau, hasty)
    hasty.refresh_from_db()
    assert (hasty.state, hasty.expedited.settled_at, hasty.expedited.paper) == (
        FormState.RETURNED, NOW, hasty.scan,
    )  # fmt: skip
    record = ReviewRecord.objects.get(item=hasty.item, result=ReviewResult.CONFIRMED)
    assert (record.reviewer, record.entered_by, record.signed_on, record.paper) == (
        bureau.signer, bureau.reviewer2, TODAY, hasty.scan,
    )  # fmt: skip


def test_haste_that_was_made_good_otherwise_needs_no_sheet(bureau, hasty):
    settle_expedited(actor=bureau.signer, expedited_id=hasty.expedited_id, now=NOW)
    with pytest.raises(ActRefused, match="手续已在3月2日补齐"):
        _settle(bureau, hasty)
    hasty.refresh_from_db()
    assert hasty.state == FormState.OUT


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_the_settlement_lies_between_the_word_and_today(bureau, hasty, days):
    with pytest.raises(InputRefused, match="签字日期"):
        _settle(bureau, hasty, day=TODAY + timedelta(days=days))
    assert Expedited.objects.get().settled_at is None


def test_a_sheet_is_entered_as_what_it_is(bureau, hasty, form):
    with pytest.raises(ActRefused, match="急件已经发布"):
        _enter(bureau, hasty, Signature(Step.LEADER, bureau.signer.pk, TODAY))
    with pytest.raises(ActRefused, match="急件已经发布"):
        _refuse(bureau, hasty)
    with pytest.raises(ActRefused, match="没有“补办手续”"):
        _settle(bureau, form)
    assert Expedited.objects.get().settled_at is None and _nothing_entered(form)


def test_only_the_office_enters_the_settlement(bureau, hasty):
    with pytest.raises(NotVisible):
        _settle(bureau, hasty, by="signer")


def test_what_was_signed_on_paper_is_published_like_anything_else(bureau, form):
    _enter(bureau, form, *_all(bureau))
    publish(actor=bureau.reviewer, item_id=form.item_id, now=later(hours=1))
    assert Item.objects.get(pk=form.item_id).public_state == "live"
