"""Pages that were not recognised: given to their sheet by number, put aside, taken back."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.rules import Step
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import AuditEntry
from gongkai.paper.acts.enter import enter_signatures
from gongkai.paper.acts.place_page import assign_page, discard_page, follow_page, take_back_page
from gongkai.paper.acts.void_form import void_form
from gongkai.paper.models import PageState, PaperForm, ScanPage
from tests.factories import NOW, later, make_bureau, make_draft
from tests.paper.scanner import come_back, drawn, paper, print_sheets, send_pages, written_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


@pytest.fixture
def form(bureau) -> PaperForm:
    return print_sheets(bureau, make_draft(bureau).pk)[0]


@pytest.fixture
def page(bureau) -> ScanPage:
    """A page on which no code was found."""
    return send_pages(bureau, written_on(paper()))[0]


def _assign(bureau, page: ScanPage, code: str, *, by: str = "reviewer2") -> ScanPage:
    return assign_page(actor=bureau.people[by], page_id=page.pk, code=code, now=NOW)


def _unchanged(page: ScanPage) -> bool:
    before = (page.state, page.form_id, page.cutout_id)
    page.refresh_from_db()
    return before == (page.state, page.form_id, page.cutout_id)


def test_the_typed_number_takes_the_page_to_its_sheet_and_it_is_entered(bureau, form, page):
    _assign(bureau, page, form.code.lower().replace("-", " "))
    page.refresh_from_db()
    form.refresh_from_db()
    assert (page.state, page.form, form.scan) == (PageState.READY, form, page.cutout)
    signature = Signature(Step.SECOND, bureau.reviewer.pk, NOW.date())
    enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=[signature], now=NOW)
    assert AuditEntry.objects.filter(act="paper.page_assigned").exists()


@pytest.mark.parametrize("code", ["", "GK-22222-22223", "文工信发〔2026〕5号", "GK-" + "2" * 30])
def test_a_number_with_a_wrong_character_is_refused(bureau, form, page, code):
    with pytest.raises(InputRefused, match="编号不对"):
        _assign(bureau, page, code)
    assert _unchanged(page)


def test_a_sheet_of_another_organ_is_refused(bureau, page):
    other = make_bureau(parent=bureau.authority)
    (theirs,) = print_sheets(other, make_draft(other).pk)
    with pytest.raises(InputRefused, match="不是本机关"):
        _assign(bureau, page, theirs.code)
    assert _unchanged(page)


def test_a_void_sheet_is_refused_with_its_reason(bureau, form, page):
    void_form(actor=bureau.reviewer, form_id=form.pk, reason="丢失", now=NOW)
    with pytest.raises(InputRefused, match="丢失"):
        _assign(bureau, page, form.code)
    assert _unchanged(page)


def test_a_sheet_that_waits_already_here_or_elsewhere_is_refused(bureau, form):
    _first, second = send_pages(bureau, drawn(form), written_on(paper()))
    with pytest.raises(InputRefused, match=r"《扫描\.pdf》第1页"):
        _assign(bureau, second, form.code)
    (third,) = send_pages(bureau, written_on(written_on(paper(90))), now=later(days=1))
    with pytest.raises(InputRefused, match="等着登记"):
        _assign(bureau, third, form.code)
    assert _unchanged(second) and _unchanged(third)


def test_a_page_is_placed_once(bureau, form, page):
    _assign(bureau, page, form.code)
    with pytest.raises(ActRefused, match="已经处理过（待登记）"):
        _assign(bureau, page, form.code)


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "office_head", "admin"])
def test_only_the_office_places_pages(bureau, form, page, name):
    for act in (discard_page, take_back_page, follow_page):
        with pytest.raises(NotVisible):
            act(actor=bureau.people[name], page_id=page.pk, now=NOW)
    with pytest.raises(NotVisible):
        _assign(bureau, page, form.code, by=name)
    assert _unchanged(page)


def test_another_organs_office_finds_no_page_here(bureau, form, page):
    other = make_bureau(parent=bureau.authority)
    with pytest.raises(NotVisible):
        assign_page(actor=other.reviewer, page_id=page.pk, code=form.code, now=NOW)
    assert _unchanged(page)


def test_a_page_put_aside_can_be_taken_back(bureau, page):
    discard_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)
    page.refresh_from_db()
    assert page.state == PageState.DISCARDED
    with pytest.raises(ActRefused, match="不用处理"):
        discard_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)
    take_back_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)
    page.refresh_from_db()
    assert page.state == PageState.UNKNOWN
    acts = AuditEntry.objects.filter(subject="scan_batch").order_by("pk").values_list("act", flat=True)
    assert list(acts)[1:] == ["paper.page_discarded", "paper.page_taken_back"]


def test_a_page_given_to_the_wrong_sheet_is_taken_back_and_given_to_the_right_one(bureau, form, page):
    (right,) = print_sheets(bureau, make_draft(bureau).pk)
    _assign(bureau, page, form.code)
    take_back_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)
    form.refresh_from_db()
    assert form.scan is None
    _assign(bureau, page, right.code)
    page.refresh_from_db()
    right.refresh_from_db()
    assert (page.form, right.scan) == (right, page.cutout)


def test_a_sheet_that_was_entered_in_part_keeps_that_scan_when_the_next_is_put_aside(bureau):
    form = come_back(bureau, print_sheets(bureau, make_draft(bureau, "zcwj").pk)[0])
    entered = form.scan
    signature = Signature(Step.HEAD, bureau.head.pk, NOW.date())
    enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=[signature], now=NOW)
    (page,) = send_pages(bureau, written_on(drawn(form, 120)))
    discard_page(actor=bureau.reviewer, page_id=page.pk, now=NOW)
    form.refresh_from_db()
    assert form.scan == entered


def test_what_is_entered_is_not_put_aside_or_taken_back(bureau, form):
    come_back(bureau, form)
    signature = Signature(Step.SECOND, bureau.reviewer.pk, NOW.date())
    enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=[signature], now=NOW)
    page = ScanPage.objects.get()
    for act in (discard_page, take_back_page, follow_page):
        with pytest.raises(ActRefused, match="已经处理过"):
            act(actor=bureau.reviewer, page_id=page.pk, now=NOW)


def test_a_written_back_is_kept_with_the_sheet_before_it(bureau, form):
    first, _empty, back = send_pages(bureau, drawn(form), paper(), written_on(paper()))
    follow_page(actor=bureau.reviewer, page_id=back.pk, now=NOW)
    first.refresh_from_db()
    back.refresh_from_db()
    form.refresh_from_db()
    assert (back.state, back.form, form.scan) == (PageState.FOLLOWS, form, first.cutout)
    document = pdfium.PdfDocument(path_of(first.cutout).read_bytes())
    assert len(document) == 2
    document.close()
    take_back_page(actor=bureau.reviewer, page_id=first.pk, now=NOW)
    states = list(ScanPage.objects.order_by("number").values_list("state", flat=True))
    assert states == [PageState.UNKNOWN, PageState.DISCARDED, PageState.UNKNOWN]


def test_a_page_with_no_sheet_before_it_goes_on_with_nothing(bureau, form):
    first, second = send_pages(bureau, written_on(paper()), drawn(form))
    with pytest.raises(ActRefused, match="没有等着登记的表"):
        follow_page(actor=bureau.reviewer, page_id=first.pk, now=NOW)
    assert _unchanged(first) and second.state == PageState.READY
