"""Printing a sheet: what it submits, what it replaces, what it refuses, and the PDF of a run."""

from __future__ import annotations

import io

import docx
import pypdfium2 as pdfium
import pytest

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Expedited, Item, WorkState
from gongkai.documents.letters import ConversionFailed
from gongkai.documents.scans import is_code
from gongkai.kernel import outbox
from gongkai.kernel.acts.people import grant_role
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.paper.acts.print_forms import MOST_AT_ONCE, print_forms, print_settling_form
from gongkai.paper.models import FormKind, FormState, PaperForm, PrintRun, ScanPage
from gongkai.paper.printing import make_pdfs, zipped
from tests.factories import NOW, later, make_bureau, make_draft, make_live, make_submitted
from tests.paper.scanner import drawn, print_sheets, send_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def _words(form: PaperForm) -> str:
    document = docx.Document(str(path_of(form.document)))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_draft_is_submitted_and_its_sheet_says_what_is_signed(bureau):
    item = make_draft(bureau, "zdly")
    (form,) = print_sheets(bureau, item.pk)
    item.refresh_from_db()
    assert (item.work_state, item.review_step) == (WorkState.IN_REVIEW, "head")
    assert (form.state, form.digest, form.steps) == (
        FormState.OUT, content_digest(item), ["head", "office", "leader"],
    )  # fmt: skip
    words = _words(form)
    for wanted in (item.title, form.code, "企业科", "张drafter", "■主动公开", "科室负责人", "签发人"):
        assert wanted in words, wanted
    assert is_code(form.code)
    assert AuditEntry.objects.filter(act="paper.form_printed", subject_id=form.pk).exists()
    assert OutboxJob.objects.filter(kind="paper.make_pdf").count() == 1


def test_who_decides_writes_uppermost_on_the_form_of_approval(bureau):
    (form,) = print_sheets(bureau, make_draft(bureau, "zdly").pk, kind=FormKind.APPROVAL)
    words = _words(form)
    assert words.index("签发人") < words.index("公开办审查") < words.index("科室负责人")
    assert words.index("签发人") < words.index("公开栏目")


def test_the_same_content_is_printed_again_as_the_same_sheet(bureau):
    item = make_draft(bureau)
    first, again = print_sheets(bureau, item.pk), print_sheets(bureau, item.pk, now=later(hours=1))
    assert first == again
    assert PrintRun.objects.count() == 2


def test_a_sheet_of_new_content_voids_the_older_one_and_says_which_is_newer(bureau):
    item = make_draft(bureau)
    (older,) = print_sheets(bureau, item.pk)
    edit(actor=bureau.drafter, item_id=item.pk, values={"summary": "改了"}, now=later(hours=1))
    (newer,) = print_sheets(bureau, item.pk, now=later(hours=2))
    older.refresh_from_db()
    assert (older.state, newer.state) == (FormState.VOID, FormState.OUT)
    assert newer.code in older.closed_reason and newer.code != older.code


def test_a_scan_that_waits_for_a_voided_sheet_needs_somebody_to_look(bureau):
    item = make_draft(bureau)
    (older,) = print_sheets(bureau, item.pk)
    send_pages(bureau, drawn(older))
    print_sheets(bureau, item.pk, kind=FormKind.APPROVAL)
    page = ScanPage.objects.get()
    assert page.state == "problem" and "新的一张" in page.problem


def test_only_the_steps_that_are_left_stand_on_the_sheet(bureau):
    item = make_submitted(bureau, "zdly")
    review(actor=bureau.head, item_id=item.pk, now=NOW)
    (form,) = print_sheets(bureau, item.pk)
    assert form.steps == ["office", "leader"]


def test_what_cannot_be_printed_says_why_and_stops_no_other(bureau):
    good, live, broken = make_draft(bureau), make_live(bureau), make_draft(bureau, body_html="")
    printed = print_forms(
        actor=bureau.drafter, item_ids=[live.pk, good.pk, broken.pk, 999_999], kind=FormKind.REVIEW, now=NOW
    )
    reasons = dict(printed.refused)
    assert "不需要审签表" in reasons[live.pk] and "没有这条" in reasons[999_999] and reasons[broken.pk]
    assert [one.item_id for one in printed.run.forms.all()] == [good.pk]
    broken.refresh_from_db()
    assert broken.work_state == WorkState.DRAFT


def test_a_sheet_that_cannot_be_made_leaves_the_draft_a_draft(bureau, monkeypatch):
    item = make_draft(bureau)

    def full(*_: object, **__: object) -> None:
        raise InputRefused("磁盘已满")

    monkeypatch.setattr("gongkai.paper.acts.print_forms.filestore.take_in", full)
    with pytest.raises(InputRefused, match="磁盘已满"):
        print_sheets(bureau, item.pk)
    assert Item.objects.get(pk=item.pk).work_state == WorkState.DRAFT
    assert not PaperForm.objects.exists() and not PrintRun.objects.exists()


@pytest.mark.parametrize("name", ["outsider", "admin", "auditor", "supervisor"])
def test_who_does_not_read_the_draft_does_not_print_it(bureau, name):
    item = make_draft(bureau)
    with pytest.raises(NotVisible):
        print_sheets(bureau, item.pk, by=name)


def test_sheets_of_one_organ_go_in_one_run_and_another_organs_item_stays_as_it_was(bureau):
    other = make_bureau(parent=bureau.authority)
    grant_role(
        actor=None, person=bureau.drafter, organ=other.organ, role="reviewer", department=None, now=NOW
    )
    mine, theirs = make_draft(bureau), make_draft(other)
    printed = print_forms(actor=bureau.drafter, item_ids=[mine.pk, theirs.pk], kind=FormKind.REVIEW, now=NOW)
    assert printed.refused == [(theirs.pk, "一次只能打印一个机关的审签表。")]
    theirs.refresh_from_db()
    assert theirs.work_state == WorkState.DRAFT and not PaperForm.objects.filter(item=theirs).exists()


@pytest.mark.parametrize(
    ("ids", "kind", "words"),
    [
        ([], FormKind.REVIEW, "先勾选"), ([1], "letter", "公开审查表还是呈批单"),
        (list(range(1, MOST_AT_ONCE + 2)), FormKind.REVIEW, "分几次"),
    ],
)  # fmt: skip
def test_nothing_too_much_and_an_unknown_sheet_are_refused(bureau, ids, kind, words):
    with pytest.raises(InputRefused, match=words):
        print_forms(actor=bureau.drafter, item_ids=ids, kind=kind, now=NOW)


def test_when_nothing_is_left_to_print_the_first_reason_is_said(bureau):
    first, second = make_live(bureau), make_live(bureau)
    with pytest.raises(InputRefused, match="没有打印出一张表"):
        print_sheets(bureau, first.pk, second.pk)
    assert not PrintRun.objects.exists()


def test_the_pdf_of_a_run_holds_every_sheet_on_one_page_and_is_made_once(bureau):
    items = [make_draft(bureau, "zdly").pk for _ in range(3)]
    forms = print_sheets(bureau, *items)
    outbox.drain(owner="test", clock=lambda: later(hours=1))
    run = PrintRun.objects.get()
    document = pdfium.PdfDocument(path_of(run.pdf).read_bytes())
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    assert [form.code in text for form, text in zip(forms, texts, strict=True)] == [True] * 3
    assert set(PaperForm.objects.values_list("pages", flat=True)) == {1}
    made = run.pdf_id
    make_pdfs([{"run": run.pk}], later(hours=2))
    assert PrintRun.objects.get().pdf_id == made
    assert len(zipped(forms)) > 1000


def test_a_pdf_that_could_not_be_made_says_so_and_is_made_the_next_time(bureau, monkeypatch):
    print_sheets(bureau, make_draft(bureau).pk)
    run = PrintRun.objects.get()

    def fail(*_: object, **__: object) -> None:
        raise ConversionFailed("LibreOffice 没有在时限内完成")

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.paper.printing.to_pdfs", fail)
        outbox.drain(owner="test", clock=lambda: NOW)
    run.refresh_from_db()
    assert (run.pdf, run.failure) == (None, "LibreOffice 没有在时限内完成")
    assert OutboxJob.objects.get(kind="paper.make_pdf").state == "waiting"
    outbox.drain(owner="test", clock=lambda: later(hours=1))
    run.refresh_from_db()
    assert run.pdf is not None and run.failure == ""


def test_a_worker_that_is_killed_over_a_pdf_leaves_nothing_half_done(bureau, monkeypatch):
    (form,) = print_sheets(bureau, make_draft(bureau).pk)
    run = PrintRun.objects.get()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.paper.printing.merge_pdfs", killed)
        with pytest.raises(KeyboardInterrupt):
            make_pdfs([{"run": run.pk}], NOW)
    run.refresh_from_db()
    assert (run.pdf, run.failure) == (None, "")
    make_pdfs([{"run": run.pk}, {"run": run.pk}, {"run": 999_999}], NOW)
    run.refresh_from_db()
    form.refresh_from_db()
    assert run.pdf is not None and form.pages == 1


def test_the_longest_sheet_still_fits_one_page(bureau):
    organs = ("海岳市文川区工业和信息化局", "海岳市文川区财政局", "海岳市文川区统计局")
    item = make_draft(
        bureau, "zdly", title=f"{organs[0]}、财政局、统计局关于{'印发专项行动方案' * 4}的通知",
        issuer="、".join(organs), doc_number="文工信发〔2026〕128号",
        body_html=f"<p>{'各有关企业：现将申报事项通知如下。' * 60}</p>",
    )  # fmt: skip
    for number in range(12):
        name = f"文川区推动大规模设备更新和技术改造专项行动任务分工表第{number}批.txt"
        stream = io.BytesIO(f"第{number}批".encode())
        attach(actor=bureau.drafter, item_id=item.pk, name=name, stream=stream, now=NOW)
    for kind in FormKind.values:
        (form,) = print_sheets(bureau, item.pk, kind=kind)
        assert "等共 12 个" in _words(form)
        make_pdfs([{"run": PrintRun.objects.latest("pk").pk}], NOW)
        form.refresh_from_db()
        assert form.pages == 1, kind


def _expedited(bureau) -> Expedited:
    item = make_draft(bureau)
    expedite(
        actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="电话请示", reason="汛情", now=NOW
    )
    return Expedited.objects.get(item=item)


def test_the_sheet_for_haste_tells_what_was_said_and_is_the_same_when_printed_again(bureau):
    expedited = _expedited(bureau)
    run = print_settling_form(actor=bureau.reviewer, expedited_id=expedited.pk, now=NOW)
    form = run.forms.get()
    assert (form.kind, form.steps, form.expedited) == (FormKind.APPROVAL, ["leader"], expedited)
    assert "张signer口头同意先行发布" in _words(form) and "汛情" in _words(form)
    again = print_settling_form(actor=bureau.reviewer2, expedited_id=expedited.pk, now=later(hours=1))
    assert again.forms.get() == form


@pytest.mark.parametrize("name", ["drafter", "head", "outsider"])
def test_the_sheet_for_haste_is_the_offices_and_the_approvers(bureau, name):
    with pytest.raises(NotVisible):
        print_settling_form(actor=bureau.people[name], expedited_id=_expedited(bureau).pk, now=NOW)


def test_another_bureaus_office_prints_nothing_of_this_one(bureau):
    item = submit(actor=bureau.drafter, item_id=make_draft(bureau).pk, now=NOW)
    with pytest.raises(NotVisible):
        print_sheets(make_bureau(parent=bureau.authority), item.pk, by="reviewer")
