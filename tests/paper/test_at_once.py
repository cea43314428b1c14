"""Two people at the same sheet at the same moment: one is first, nothing happens twice, nobody waits long."""

from __future__ import annotations

import pytest

from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.models import ReviewRecord
from gongkai.disclosure.rules import Step
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.paper.acts.enter import enter_signatures
from gongkai.paper.acts.place_page import assign_page, discard_page
from gongkai.paper.acts.print_forms import print_forms
from gongkai.paper.models import FormKind, FormState, PageState, PaperForm, ScanPage
from gongkai.paper.scanning import read_scans
from tests.conftest import runs_on_postgresql
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import as_scan, come_back, drawn, paper, print_sheets, send, send_pages, written_on
from tests.support.at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not runs_on_postgresql(), reason="SQLite writes one at a time"),
]


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def form(bureau) -> PaperForm:
    return print_sheets(bureau, make_draft(bureau).pk)[0]


def _refusals(results: list[object]) -> list[object]:
    """What was refused in words; anything else that went wrong fails here."""
    wrong = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, Refused | NotVisible) for one in wrong), wrong
    return wrong


def _entering(bureau, form: PaperForm, by: str):
    signature = Signature(Step.SECOND, bureau.reviewer.pk, NOW.date())
    return lambda: enter_signatures(actor=bureau.people[by], form_id=form.pk, signatures=[signature], now=NOW)


def test_a_sheet_entered_by_two_is_entered_once(bureau, form):
    come_back(bureau, form)
    results = at_once(_entering(bureau, form, "reviewer"), _entering(bureau, form, "reviewer2"))
    assert len(_refusals(results)) == 1
    assert ReviewRecord.objects.filter(item=form.item_id).count() == 1


def test_entering_while_a_newer_sheet_is_printed_ends_one_way_or_the_other(bureau, form):
    come_back(bureau, form)

    def print_anew() -> object:
        edit(actor=bureau.drafter, item_id=form.item_id, values={"summary": "改了"}, now=NOW)
        return print_forms(actor=bureau.drafter, item_ids=[form.item_id], kind=FormKind.REVIEW, now=NOW)

    _refusals(at_once(_entering(bureau, form, "reviewer2"), print_anew))
    form.refresh_from_db()
    entered = ReviewRecord.objects.filter(item=form.item_id, paper__isnull=False).exists()
    assert (form.state == FormState.RETURNED) == entered
    out = PaperForm.objects.filter(item=form.item_id, state=FormState.OUT).count()
    assert out <= 1


def test_entering_while_the_page_is_put_aside_does_one_of_both(bureau, form):
    come_back(bureau, form)
    page = ScanPage.objects.get()

    def put_aside() -> object:
        return discard_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)

    results = at_once(_entering(bureau, form, "reviewer2"), put_aside)
    assert len(_refusals(results)) == 1
    page.refresh_from_db()
    form.refresh_from_db()
    assert (page.state, form.state) in {
        (PageState.ENTERED, FormState.RETURNED), (PageState.DISCARDED, FormState.OUT),
    }  # fmt: skip


def test_two_pages_given_to_one_sheet_are_one_page_and_a_refusal(bureau, form):
    first, second = send_pages(bureau, written_on(paper()), written_on(paper()))

    def give(page: ScanPage, by: str):
        actor = bureau.people[by]
        return lambda: assign_page(actor=actor, page_id=page.pk, code=form.code, now=NOW)

    results = at_once(give(first, "reviewer"), give(second, "reviewer2"))
    assert len(_refusals(results)) == 1
    assert ScanPage.objects.filter(form=form, state=PageState.READY).count() == 1


def test_the_same_batch_read_by_two_workers_and_a_copy_in_another_wait_once(bureau, form):
    batch = send(bureau, ("一.pdf", as_scan([drawn(form)])), read=False)
    other = send(bureau, ("二.pdf", as_scan([written_on(drawn(form))])), read=False, now=later(hours=1))
    results = at_once(
        *[lambda one=one: read_scans([{"batch": one.pk}], NOW) for one in (batch, batch, other)]
    )
    assert _refusals(results) == []
    states = sorted(ScanPage.objects.values_list("state", flat=True))
    assert states == [PageState.PROBLEM, PageState.READY]
