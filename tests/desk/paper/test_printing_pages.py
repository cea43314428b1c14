"""Printing from the list and from an item, who may fetch what, and the lay-outs' pages."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.disclosure.models import WorkState
from gongkai.documents.letters import standard_template
from gongkai.paper.models import FormKind, PaperForm, PaperTemplate, PrintRun
from gongkai.paper.printing import make_pdfs
from tests.desk.paper.pages import typed_on
from tests.documents.samples import saved
from tests.factories import NOW, make_draft, make_live, make_person, make_submitted
from tests.paper.scanner import come_back, print_sheets

pytestmark = pytest.mark.django_db
PRINT = reverse("desk:paper_print")


def test_the_list_prints_what_is_ticked_in_one_run(bureau, signed_in):
    items = [make_draft(bureau), make_draft(bureau, "zdly"), make_live(bureau)]
    client = signed_in(bureau.drafter)
    shown = client.get(reverse("desk:items"))
    assert f'formaction="{PRINT}"' in shown.content.decode()
    chosen = client.post(PRINT, {"query": "", "item": [item.pk for item in items]})
    assert chosen.status_code == 200 and not PaperForm.objects.exists()
    printed = client.post(PRINT, typed_on(chosen), follow=True)
    text = printed.content.decode()
    assert f"《{items[2].title}》没有打印" in text
    run = PrintRun.objects.get()
    assert set(run.forms.values_list("item", flat=True)) == {items[0].pk, items[1].pk}
    items[0].refresh_from_db()
    assert items[0].work_state == WorkState.IN_REVIEW


def test_the_list_with_nothing_ticked_says_what_to_do(bureau, signed_in):
    answer = signed_in(bureau.drafter).post(PRINT, {"query": "view=all"}, follow=True)
    assert "请先勾选要打印审签表的信息" in answer.content.decode()


def test_when_nothing_can_be_printed_the_page_says_why(bureau, signed_in):
    live = make_live(bureau)
    answer = signed_in(bureau.drafter).post(PRINT, {"item": live.pk, "kind": FormKind.REVIEW})
    assert "没有打印出一张表" in answer.content.decode()


def test_the_pdf_is_there_for_its_printer_and_the_office_and_for_nobody_else(bureau, signed_in):
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    run = PrintRun.objects.get()
    waiting = signed_in(bureau.drafter).get(reverse("desk:paper_run", args=(run.pk,)))
    assert "正在生成" in waiting.content.decode()
    make_pdfs([{"run": run.pk}], NOW)
    address = reverse("desk:paper_run_pdf", args=(run.pk,))
    for name, status in (
        ("drafter", 200),
        ("reviewer", 200),
        ("head", 404),
        ("outsider", 404),
        ("admin", 404),
    ):
        assert signed_in(bureau.people[name]).get(address).status_code == status, name
    sheet = reverse("desk:paper_form", args=(form.pk,))
    assert address in signed_in(bureau.drafter).get(sheet).content.decode()
    head = signed_in(bureau.head).get(sheet)
    assert head.status_code == 200 and address not in head.content.decode(), "no link that leads nowhere"


def test_who_no_longer_reads_one_of_the_items_no_longer_fetches_the_run(bureau, signed_in):
    both = make_person("both", bureau.organ, ("drafter", bureau.business), ("drafter", bureau.other))
    bureau.people["both"] = both
    print_sheets(bureau, make_submitted(bureau).pk, by="both")
    address = reverse("desk:paper_run", args=(PrintRun.objects.get().pk,))
    assert signed_in(both).get(address).status_code == 200
    both.grants.filter(department=bureau.business).update(ended_at=NOW)
    assert signed_in(both).get(address).status_code == 404


def test_the_sheets_page_offers_what_is_open(bureau, signed_in):
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    office, address = signed_in(bureau.reviewer), reverse("desk:paper_form", args=(form.pk,))
    assert "登记不同意" not in office.get(address).content.decode()
    come_back(bureau, form)
    assert "登记不同意" in office.get(address).content.decode()
    refusal = reverse("desk:paper_refusal", args=(form.pk,))
    shown = office.get(refusal).content.decode()
    assert "张head（第二人审核）" in shown and "张drafter（" not in shown
    bad = {"signer_id": bureau.head.pk, "reason": "不行", "signed_on": "2020-01-01"}
    answer = office.post(refusal, bad)
    assert "签字日期须在" in answer.content.decode() and "不行" in answer.content.decode()
    done = office.post(refusal, bad | {"signed_on": NOW.date().isoformat()}, follow=True)
    assert "已退回起草" in done.content.decode()


def test_a_sheet_is_voided_on_its_page(bureau, signed_in):
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    office, address = signed_in(bureau.reviewer), reverse("desk:paper_void", args=(form.pk,))
    assert office.post(address, {"reason": ""}).status_code == 200
    assert "已作废" in office.post(address, {"reason": "丢了"}, follow=True).content.decode()


def _layout(bureau) -> str:
    return reverse("desk:paper_layout", args=(bureau.organ.pk, "review"))


def _upload(client, address: str, content: bytes, name: str = "版式.docx"):
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_layout_is_uploaded_looked_at_put_in_force_and_given_up(bureau, signed_in):
    client, address = signed_in(bureau.office_head), _layout(bureau)
    assert address in client.get(reverse("desk:paper_layouts")).content.decode()
    assert reverse("desk:paper_layouts") in client.get(reverse("desk:paper")).content.decode()
    taken = _upload(client, address, standard_template(FormKind.REVIEW))
    assert "还没有启用" in taken.content.decode()
    layout = PaperTemplate.objects.get()
    sample = client.get(
        reverse("desk:paper_layout_file", args=(bureau.organ.pk, "review", str(layout.pk), "pdf"))
    )
    assert sample["Content-Type"] == "application/pdf" and sample.content.startswith(b"%PDF")
    use = reverse("desk:paper_layout_use", args=(bureau.organ.pk, "review"))
    assert "版式已启用" in client.post(use, {"which": layout.pk}, follow=True).content.decode()
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    assert form.pk
    assert client.post(use, {"which": layout.pk}).status_code == 409
    assert "已改回标准版式" in client.post(use, {"which": "standard"}, follow=True).content.decode()
    assert client.post(use, {"which": "standard"}).status_code == 409


@pytest.mark.parametrize("kind", ["review", "approval"])
def test_the_standard_is_shown_and_downloaded(bureau, signed_in, kind):
    client = signed_in(bureau.office_head)
    for extension, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        address = reverse("desk:paper_layout_file", args=(bureau.organ.pk, kind, "standard", extension))
        assert client.get(address).content.startswith(start)


def test_a_layout_without_the_code_or_the_fields_is_refused_with_each_fault(bureau, signed_in):
    client, address = signed_in(bureau.office_head), _layout(bureau)
    bare = docx.Document()
    bare.add_paragraph("{{ form_qr }}")
    text = _upload(client, address, saved(bare)).content.decode()
    assert "信息名称" in text and "起草人" in text
    without = docx.Document()
    without.add_paragraph(
        "{{ organ_name }}{{ title }}{{ department_name }}{{ drafter_name }}{{ mode }}{{ fingerprint }}"
        "{{ form_code }}{% for step in steps %}{{ step.label }}{% endfor %}"
    )
    assert "没有二维码" in _upload(client, address, saved(without)).content.decode()
    assert "请用 Word 的 docx 格式" in _upload(client, address, b"abc", "版式.txt").content.decode()
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize(
    ("kind", "which", "extension"),
    [("letter", "standard", "pdf"), ("review", "999999", "pdf"), ("review", "standard", "exe")],
)
def test_an_address_that_names_nothing_finds_nothing(bureau, signed_in, kind, which, extension):
    address = reverse("desk:paper_layout_file", args=(bureau.organ.pk, kind, which, extension))
    assert signed_in(bureau.office_head).get(address).status_code == 404


def test_the_word_files_of_a_run_come_in_one_zip(bureau, signed_in):
    print_sheets(bureau, make_draft(bureau).pk, make_draft(bureau).pk)
    address = reverse("desk:paper_run_docx", args=(PrintRun.objects.get().pk,))
    answer = signed_in(bureau.drafter).get(address)
    assert io.BytesIO(b"".join(answer.streaming_content)).read(2) == b"PK"
