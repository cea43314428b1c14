"""Voiding a sheet, and what becomes of sheets and scans when their item is taken down."""

from __future__ import annotations

import pytest

from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.rules import Step
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import AuditEntry, StoredFile
from gongkai.paper import printing, scanning
from gongkai.paper.acts.enter import enter_signatures
from gongkai.paper.acts.place_page import assign_page
from gongkai.paper.acts.void_form import void_form
from gongkai.paper.models import FormState, PageState, PaperForm, PrintRun, ScanPage
from gongkai.paper.printing import forms_of, make_pdfs
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import as_scan, come_back, drawn, paper, print_sheets, send, send_pages, written_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def form(bureau) -> PaperForm:
    return print_sheets(bureau, make_draft(bureau).pk)[0]


def _void(bureau, form: PaperForm, *, by: str = "reviewer", reason: str = "打印错了") -> PaperForm:
    return void_form(actor=bureau.people[by], form_id=form.pk, reason=reason, now=NOW)


def _entered(bureau, form: PaperForm) -> PaperForm:
    signature = Signature(Step.SECOND, bureau.reviewer.pk, NOW.date())
    return enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=[signature], now=NOW)


def test_a_void_sheet_keeps_its_reason_and_what_waited_for_it_says_so(bureau, form):
    come_back(bureau, form)
    _void(bureau, form)
    form.refresh_from_db()
    page = ScanPage.objects.get()
    assert (form.state, form.closed_at, form.closed_reason) == (FormState.VOID, NOW, "打印错了")
    assert page.state == PageState.PROBLEM and "打印错了" in page.problem
    assert AuditEntry.objects.filter(act="paper.form_voided").exists()
    with pytest.raises(ActRefused, match="已作废：打印错了"):
        _entered(bureau, form)


def test_the_item_of_a_void_sheet_is_printed_anew(bureau, form):
    _void(bureau, form)
    (newer,) = print_sheets(bureau, form.item_id)
    assert newer.code != form.code and newer.state == FormState.OUT


def test_voiding_asks_for_a_reason(bureau, form):
    with pytest.raises(InputRefused, match="作废的理由"):
        _void(bureau, form, reason="  ")
    form.refresh_from_db()
    assert form.state == FormState.OUT


def test_only_a_sheet_that_is_out_is_voided(bureau, form):
    come_back(bureau, form)
    _entered(bureau, form)
    with pytest.raises(ActRefused, match="已登记"):
        _void(bureau, form)


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "outsider"])
def test_only_the_office_voids(bureau, form, name):
    with pytest.raises(NotVisible):
        _void(bureau, form, by=name)


def _taken_down(bureau, form: PaperForm) -> None:
    publish(actor=bureau.reviewer, item_id=form.item_id, now=NOW)
    take_down(actor=bureau.reviewer, item_id=form.item_id, reason="误公开", now=later(days=1))


def test_every_file_that_shows_the_item_goes_and_the_others_of_the_stack_are_entered(bureau, form):
    (other,) = print_sheets(bureau, make_draft(bureau).pk)
    make_pdfs([{"run": PrintRun.objects.order_by("pk")[0].pk}], NOW)
    mine, theirs, unknown = send_pages(bureau, drawn(form), drawn(other), written_on(paper()))
    _entered(bureau, form)
    _taken_down(bureau, form)
    mine.refresh_from_db()
    for stored in (form.document, mine.cutout, mine.picture, mine.upload.file):
        stored.refresh_from_db()
        assert stored.purged_at is not None
    run = PrintRun.objects.order_by("pk")[0]
    assert run.pdf.purged_at is not None and forms_of(run) == []
    assert theirs.cutout.purged_at is None
    _entered(bureau, other)
    with pytest.raises(ActRefused, match="重新扫描"):
        assign_page(actor=bureau.reviewer, page_id=unknown.pk, code=_new(bureau).code, now=later(days=2))


def _new(bureau) -> PaperForm:
    return print_sheets(bureau, make_draft(bureau).pk)[0]


def test_a_pdf_that_is_being_made_while_something_in_it_is_taken_down_is_made_anew(bureau, form, monkeypatch):
    come_back(bureau, form)
    _entered(bureau, form)
    publish(actor=bureau.reviewer, item_id=form.item_id, now=NOW)
    run, converted = PrintRun.objects.get(), printing.to_pdfs

    def taken_down_meanwhile(*given: object, **more: object) -> None:
        converted(*given, **more)
        take_down(actor=bureau.reviewer, item_id=form.item_id, reason="误公开", now=NOW)

    with monkeypatch.context() as patch:
        patch.setattr(printing, "to_pdfs", taken_down_meanwhile)
        with pytest.raises(Refused, match="重新生成"):
            make_pdfs([{"run": run.pk}], NOW)
    make_pdfs([{"run": run.pk}], NOW)
    run.refresh_from_db()
    assert run.pdf is None


def test_a_scan_that_is_being_read_while_its_item_is_taken_down_leaves_nothing(
    bureau, form, monkeypatch, django_capture_on_commit_callbacks
):
    come_back(bureau, form)
    _entered(bureau, form)
    publish(actor=bureau.reviewer, item_id=form.item_id, now=NOW)
    batch = send(bureau, ("二.pdf", as_scan([written_on(drawn(form, 120))])), read=False)
    keep = scanning._keep_pages

    def taken_down_meanwhile(*given: object) -> None:
        take_down(actor=bureau.reviewer, item_id=form.item_id, reason="误公开", now=NOW)
        keep(*given)

    monkeypatch.setattr(scanning, "_keep_pages", taken_down_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        scanning.read_scans([{"batch": batch.pk}], later(hours=1))
    page = batch.pages.get()
    assert page.state == PageState.PROBLEM
    for stored in (page.picture, page.cutout):
        assert stored.purged_at is not None and not path_of(stored).exists()


def test_a_scan_that_was_erased_before_it_was_read_says_so(bureau, form):
    batch = send(bureau, ("一.pdf", as_scan([drawn(form)])), read=False)
    StoredFile.objects.filter(pk=batch.files.get().file_id).update(purged_at=NOW)
    scanning.read_scans([{"batch": batch.pk}], NOW)
    assert "紧急撤下" in batch.files.get().problem and not batch.pages.exists()


def test_an_old_paper_scanned_after_the_take_down_leaves_no_picture(bureau, form):
    come_back(bureau, form)
    _entered(bureau, form)
    _taken_down(bureau, form)
    (page,) = send_pages(bureau, written_on(drawn(form, 120)), now=later(days=2))
    assert (page.state, page.picture, page.cutout) == (PageState.PROBLEM, None, None)


def test_a_sheet_that_was_out_is_void_when_its_item_is_taken_down(bureau, form):
    come_back(bureau, form)
    _entered(bureau, form)
    publish(actor=bureau.reviewer, item_id=form.item_id, now=NOW)
    PaperForm.objects.filter(pk=form.pk).update(state=FormState.OUT)
    (page,) = send_pages(bureau, written_on(drawn(form, 120)))
    take_down(actor=bureau.reviewer, item_id=form.item_id, reason="误公开", now=later(days=1))
    form.refresh_from_db()
    page.refresh_from_db()
    assert form.state == FormState.VOID and "紧急撤下" in form.closed_reason
    assert page.problem == "信息已紧急撤下，审签表作废。"
