"""From the button to the entered signature, through the desk's own pages and the real printing."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from gongkai.disclosure.models import ReviewRecord, WorkState
from gongkai.kernel.filestore import path_of
from gongkai.paper.models import FormState, PageState, PaperForm, PrintRun, ScanBatch, ScanPage
from gongkai.paper.printing import make_pdfs
from gongkai.paper.scanning import read_scans
from tests.desk.paper.pages import typed_on
from tests.factories import Bureau, later, make_bureau, make_draft

pytestmark = pytest.mark.django_db


def _client(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def _picture(run: PrintRun) -> bytes:
    """The first printed page as a scanner gives it."""
    assert run.pdf is not None
    document = pdfium.PdfDocument(path_of(run.pdf).read_bytes())
    stream = io.BytesIO()
    document[0].render(scale=200 / 72).to_pil().convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def _printed(bureau: Bureau) -> PrintRun:
    item = make_draft(bureau)
    answer = _client(bureau.drafter).post(
        reverse("desk:paper_print"), {"item": item.pk, "kind": "publication_review_sheet"}
    )
    assert answer.status_code == 302, answer.content.decode()
    run = PrintRun.objects.get()
    make_pdfs([{"run": run.pk}], later(hours=1))
    run.refresh_from_db()
    return run


def _scanned(bureau: Bureau, content: bytes, client: Client) -> ScanBatch:
    upload = SimpleUploadedFile("扫描.jpg", content, "image/jpeg")
    answer = client.post(reverse("desk:paper"), {"organ": bureau.organ.pk, "upload": upload})
    assert answer.status_code == 302, answer.content.decode()
    batch = ScanBatch.objects.latest("pk")
    read_scans([{"batch": batch.pk}], later(hours=2))
    return batch


def test_a_printed_sheet_comes_back_and_is_entered_after_one_look() -> None:
    bureau = make_bureau()
    run, office = _printed(bureau), _client(bureau.reviewer)
    batch = _scanned(bureau, _picture(run), office)
    page, form = ScanPage.objects.get(), PaperForm.objects.get()
    assert (page.state, page.form) == (PageState.READY, form), page.problem
    address = reverse("desk:paper_batch", args=(batch.pk,))
    shown = office.get(address)
    assert form.item.title in shown.content.decode()
    assert office.get(reverse("desk:paper_page_picture", args=(page.pk,))).status_code == 200
    posted = typed_on(shown) | {"sheet": [str(form.pk)]}
    for step in shown.context["rows"][0].steps:
        posted[f"signer-{form.pk}-{step.proposal.step}"] = [str(step.proposal.candidates[0].person_id)]
    done = office.post(address, posted, follow=True)
    form.refresh_from_db()
    assert form.state == FormState.RETURNED, done.content.decode()
    assert form.item.work_state == WorkState.APPROVED
    record = ReviewRecord.objects.filter(paper__isnull=False).first()
    assert record is not None
    assert record.entered_by == bureau.reviewer
    signer = _client(record.reviewer)
    assert form.item.title in signer.get(reverse("desk:paper_mine")).content.decode()
    assert signer.get(reverse("desk:paper_object", args=(record.pk,))).status_code == 200
    assert signer.get(reverse("desk:paper_record_scan", args=(record.pk,))).status_code == 200
    for name, number in (("paper_run", run.pk), ("paper_form", form.pk), ("paper_form_docx", form.pk)):
        assert office.get(reverse(f"desk:{name}", args=(number,))).status_code == 200


def test_changed_content_is_refused_and_says_so() -> None:
    bureau = make_bureau()
    run = _printed(bureau)
    form = PaperForm.objects.get()
    type(form.item).objects.filter(pk=form.item_id).update(title="改过的名称")
    office = _client(bureau.reviewer)
    _scanned(bureau, _picture(run), office)
    assert "内容有改动" in office.get(reverse("desk:paper_pages")).content.decode()


def test_a_page_without_a_code_is_assigned_by_the_typed_number() -> None:
    bureau = make_bureau()
    _printed(bureau)
    form, office = PaperForm.objects.get(), _client(bureau.reviewer)
    stream = io.BytesIO()
    picture = Image.new("RGB", (800, 1100), "white")
    ImageDraw.Draw(picture).rectangle((200, 200, 600, 220), fill="black")
    picture.save(stream, "JPEG")
    _scanned(bureau, stream.getvalue(), office)
    page = ScanPage.objects.get()
    assert page.state == PageState.UNKNOWN
    office.post(reverse("desk:paper_assign", args=(page.pk,)), {"code": form.code.lower()})
    page.refresh_from_db()
    assert (page.state, page.form) == (PageState.READY, form)


def test_the_empty_pages_say_what_to_do_next() -> None:
    office = _client(make_bureau().reviewer)
    for name in ("paper", "paper_pages", "paper_mine", "paper_objections"):
        assert office.get(reverse(f"desk:{name}")).status_code == 200
