"""One walk over every address of the desk as each kind of person: what is not theirs is not there."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from gongkai.desk.urls import urlpatterns
from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.import_legacy import stage_import
from gongkai.disclosure.acts.override import allow_value
from gongkai.disclosure.import_files import Folder
from gongkai.disclosure.models import Expedited, ImportBatch, ReviewRecord
from gongkai.duty_list.acts.import_list import stage_list
from gongkai.handover.acts.ask_folder import ask_folder
from gongkai.handover.folder import make_folders
from gongkai.handover.models import Handover
from gongkai.kernel.models import AuditEntry, OutboxJob, RoleGrant, StoredFile
from gongkai.paper.models import Objection, PaperForm, PrintRun, ScanBatch, ScanFile, ScanPage
from gongkai.places.models import Difference
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.import_register import stage_register
from gongkai.reporting.models import CheckedFile, ImprovementTask
from gongkai.requests.acts.advising import advise_organ
from gongkai.requests.acts.giving import add_given_file, look_at_given_file
from gongkai.requests.models import Case, GivenFile, PublicationTask
from tests.documents.samples import PNG, xlsx_bytes
from tests.drops.factories import notice, only, read
from tests.duty_list.factories import make_line
from tests.duty_list.test_import import STANDARD
from tests.factories import NOW, Bureau, later, make_bureau, make_draft
from tests.places.factories import make_column as make_place_column
from tests.places.factories import make_place, make_posting
from tests.remedies.factories import make_proceeding
from tests.reporting.factories import checked, provide
from tests.request_factories import make_answered, make_case, make_office

pytestmark = pytest.mark.django_db

PERSONAS = (
    "outsider", "drafter", "head", "reviewer", "office_head", "signer", "admin", "security", "auditor",
    "supervisor",
    "other organ's reviewer", "other organ's administrator",
)  # fmt: skip
EVERYBODY = set(PERSONAS)
_READS_THE_DRAFT = {"drafter", "head", "reviewer", "signer"}
_WRITES_THE_DRAFT = {"drafter", "head", "reviewer"}
_OFFICE = {"reviewer"}
_REGISTRARS = {"reviewer", "office_head"}
_DRAFTER_AND_OFFICE = {"drafter", "reviewer"}
_LEADERS = {"reviewer", "office_head", "signer"}
_ADMIN = {"admin"}
_MANAGERS = {"office_head", "admin"}
_SUPERVISOR = {"supervisor"}
_REPORTERS_SOMEWHERE = {"reviewer", "office_head", "other organ's reviewer"}
_OFFICE_SOMEWHERE = {"reviewer", "other organ's reviewer"}
_AUDITOR = {"auditor"}
_WRITERS_SOMEWHERE = {"outsider", "drafter", "head", "reviewer", "other organ's reviewer"}
_KNOW_A_REGISTER = _WRITERS_SOMEWHERE | _LEADERS
_ADMINS_SOMEWHERE = {"admin", "other organ's administrator"}
_KNOW_A_DUTY_LIST = _WRITERS_SOMEWHERE | {"office_head", "signer"}

#: Address name → who finds something there. The objects are a draft of the bureau and what belongs to it.
THEIRS: dict[str, set[str]] = {
    **dict.fromkeys(("home", "account", "help", "items", "items_export", "organs", "expedited"), EVERYBODY),
    **dict.fromkeys(("items_bulk", "clean_paste", "import_template"), EVERYBODY),
    **dict.fromkeys(("item_new", "import_new"), _WRITERS_SOMEWHERE),
    "imports": _WRITERS_SOMEWHERE | _ADMINS_SOMEWHERE,
    "import_seal": _ADMIN,
    **dict.fromkeys(("import_batch", "import_row", "import_row_file"), _OFFICE),
    **dict.fromkeys(("import_approve", "import_drop"), _OFFICE),
    **dict.fromkeys(("item", "item_edit", "item_record", "item_links", "item_file"), _READS_THE_DRAFT),
    **dict.fromkeys(("item_act", "item_picture", "add_item_picture"), _READS_THE_DRAFT),
    "item_compare": set(),  # a first draft has no edition to be compared with
    **dict.fromkeys(("organ", "organ_rename", "organ_merge", "organ_index_numbers"), _ADMIN),
    **dict.fromkeys(("departments", "department_new", "department"), _ADMIN),
    **dict.fromkeys(("columns", "column_new", "column", "column_move"), _ADMIN),
    **dict.fromkeys(("people", "person_new", "person", "person_grant", "person_password"), _ADMIN),
    **dict.fromkeys(("person_second_factor", "person_hand_over", "grant_end"), _ADMIN),
    "allow_list": {"reviewer", "security", "other organ's reviewer"},
    "allow_list_remove": {"reviewer", "security"},
    "expedited_settle": {"reviewer", "signer"},
    **dict.fromkeys(("audit", "audit_export", "audit_verify"), _AUDITOR),
    "outbox": {"reviewer", "admin", "other organ's reviewer", "other organ's administrator"},
    **dict.fromkeys(("outbox_retry", "outbox_discard"), _OFFICE | _ADMIN),
    **dict.fromkeys(("remedies", "remedy_lessons", "remedy_table4"), _LEADERS | {"other organ's reviewer"}),
    "remedy_find": _REGISTRARS | {"other organ's reviewer"},
    **dict.fromkeys(("remedy_new", "remedy_act"), _REGISTRARS),
    **dict.fromkeys(("remedy", "case_evidence"), _LEADERS),
    **dict.fromkeys(("request_new", "request_hints", "wishes"), _OFFICE_SOMEWHERE),
    **dict.fromkeys(("request_receipt", "request_recode", "case_sheet", "case_print"), _LEADERS),
    **dict.fromkeys(("given_redact", "given_redacted", "given_copy"), _LEADERS),
    "given_page": set(),  # a picture asks for the ticket of the page it belongs to
    **dict.fromkeys(("request_archive", "request_archive_export"), _LEADERS | {"other organ's reviewer"}),
    "request_settings": _LEADERS | _ADMIN,
    "request_settings_list": _LEADERS | _ADMINS_SOMEWHERE | {"other organ's reviewer"},
    **dict.fromkeys(("letter_templates", "letter_template", "letter_template_file"), _MANAGERS),
    "letter_template_use": _MANAGERS,
    "wish": _OFFICE,
    **dict.fromkeys(("cases", "cases_export"), EVERYBODY),
    **dict.fromkeys(("case", "case_applicant", "case_file", "letter", "letter_file"), _LEADERS),
    **dict.fromkeys(("case_act", "case_decide", "letter_act"), _OFFICE),
    "reports": _LEADERS | {"other organ's reviewer", "supervisor"},
    **dict.fromkeys(("report_begin", "report_figures", "figures_template"), _REPORTERS_SOMEWHERE),
    **dict.fromkeys(("figures_import", "figure_take_back"), _REPORTERS_SOMEWHERE),
    "improvement_new": _REPORTERS_SOMEWHERE,
    "report_tasks": _REPORTERS_SOMEWHERE | {"outsider", "drafter", "head"},
    **dict.fromkeys(("report", "report_cell", "report_export"), _LEADERS | {"supervisor"}),
    "report_carry": _LEADERS,
    "report_check": _LEADERS | {"other organ's reviewer", "supervisor"},
    "report_checks": _LEADERS | {"supervisor"},
    **dict.fromkeys(("checked_file", "checked_file_json", "checked_file_again"), _LEADERS),
    **dict.fromkeys(("checked_file_judge", "report_judge"), _REGISTRARS),
    **dict.fromkeys(("roll_up", "roll_up_sum", "roll_up_compare", "roll_up_export"), _SUPERVISOR),
    **dict.fromkeys(("roll_up_remind", "report_season", "report_outline"), _SUPERVISOR),
    "report_supervise": {"supervisor"},
    **dict.fromkeys(("report_act", "passage", "passage_new", "passage_redraft"), _REGISTRARS),
    **dict.fromkeys(("passage_remove", "improvement"), _REGISTRARS),
    "improvement_act": _LEADERS | {"drafter", "head"},
    "advice": _REGISTRARS | {"other organ's reviewer"},
    "advice_noted": _REGISTRARS,
    "handovers": EVERYBODY,
    "first_day": {"drafter", "office_head", "admin"},
    "first_day_seen": {"drafter"},
    **dict.fromkeys(("year_folders", "folder_retention"), _REPORTERS_SOMEWHERE),
    "year_folder": _REGISTRARS,
    **dict.fromkeys(("duty_month", "duty_lines", "duty_year"), _KNOW_A_DUTY_LIST),
    "duty_zeros": _KNOW_A_DUTY_LIST,
    **dict.fromkeys(("duty_call", "duty_line_new", "duty_start", "duty_import_new"), _OFFICE_SOMEWHERE),
    "duty_returned": _OFFICE_SOMEWHERE,
    **dict.fromkeys(("duty_line", "duty_line_retire", "duty_import", "duty_import_confirm"), _OFFICE),
    "duty_import_drop": _OFFICE,
    **dict.fromkeys(("duty_term", "duty_form"), _LEADERS | {"drafter", "head"}),
    **dict.fromkeys(("register", "register_export", "register_bulk"), _KNOW_A_REGISTER),
    "register_new": _KNOW_A_REGISTER - {"signer"},
    **dict.fromkeys(("register_imports", "register_import_new"), _REPORTERS_SOMEWHERE),
    **dict.fromkeys(("register_import", "register_import_faults"), _REGISTRARS),
    **dict.fromkeys(("register_edit", "register_act"), _REGISTRARS | {"drafter", "head"}),
    "register_entry": _LEADERS | {"drafter", "head"},
    "register_search": _LEADERS,
    "register_organs": _SUPERVISOR,
    **dict.fromkeys(("drops", "drop_new"), _WRITERS_SOMEWHERE),
    **dict.fromkeys(("drop", "drop_confirm_all", "drop_document", "drop_original"), _WRITES_THE_DRAFT),
    **dict.fromkeys(("drop_dismiss", "drop_restore", "drop_attach_to", "drop_picture"), _WRITES_THE_DRAFT),
    **dict.fromkeys(("drop_file", "drop_assign", "drop_separate"), _WRITES_THE_DRAFT),
    **dict.fromkeys(("paper", "paper_mine"), EVERYBODY),
    "paper_print": set(),  # an address without an item prints nothing
    **dict.fromkeys(("paper_run", "paper_run_pdf", "paper_run_docx"), _DRAFTER_AND_OFFICE),
    **dict.fromkeys(("paper_form", "paper_form_docx", "paper_form_scan"), _READS_THE_DRAFT),
    "paper_record_scan": _READS_THE_DRAFT,
    **dict.fromkeys(("paper_void", "paper_refusal", "paper_batch", "paper_settle"), _OFFICE),
    **dict.fromkeys(("paper_assign", "paper_discard", "paper_page_picture"), _OFFICE),
    **dict.fromkeys(("paper_follow", "paper_take_back"), _OFFICE),
    "paper_object": {"signer"},
    "paper_settling": {"reviewer", "signer"},
    "paper_layouts": {"office_head"},
    **{name: {"office_head"} for name in ("paper_layout", "paper_layout_file", "paper_layout_use")},
    **dict.fromkeys(("paper_pages", "paper_objections"), _OFFICE_SOMEWHERE),
    **dict.fromkeys(("places", "place_new", "postings", "postings_package"), _REPORTERS_SOMEWHERE),
    "places_day": _REPORTERS_SOMEWHERE,
    **dict.fromkeys(("place", "place_edit", "place_column_new", "place_column"), _REGISTRARS),
    **dict.fromkeys(("place_column_drop", "place_close", "place_reopen", "place_compare"), _REGISTRARS),
    **dict.fromkeys(("place_lines", "place_figures", "place_figures_file"), _REGISTRARS),
    **dict.fromkeys(("posting", "posting_package", "posting_taken_off"), _REGISTRARS),
    **dict.fromkeys(("difference_settle", "difference_take_over"), _REGISTRARS),
}

#: Where a name in an address means something else than elsewhere.
_ELSE: dict[str, dict[str, str]] = {
    "case_act": {"name": "take_over"}, "letter_act": {"name": "prove_service"},
    "letter_file": {"which": "docx"}, "report_act": {"act": "compile"}, "report_export": {"kind": "docx"},
    "register_act": {"act": "attribute"}, "paper_layout": {"sheet": "review"},
    "paper_layout_use": {"sheet": "review"}, "paper_layout_file": {"sheet": "review"},
    "improvement_act": {"act": "done"}, "report_supervise": {"act": "precheck"},
    "checked_file_json": {"kind": "check"}, "place_figures_file": {"kind": "json"},
    "duty_term": {"act": "zero"}, "duty_form": {"kind": "xlsx"},
}  # fmt: skip


def _deeds() -> int:
    """Everything on record but the comings and goings at the sign-in."""
    return AuditEntry.objects.exclude(act__startswith="kernel.sign_in.").count()


def _names(patterns: list) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            yield pattern


@pytest.fixture
def world(gongkai_dir) -> dict:
    """A bureau with one of everything, another bureau beside it, and the addresses of it all."""
    bureau = make_office()
    other = make_bureau(parent=bureau.authority)
    given = _given(bureau, make_case(bureau))
    case = make_answered(bureau, case=given.case)
    passed = advise_organ(
        actor=other.reviewer, case_id=make_case(other).pk, organ_id=bureau.organ.pk, text="明细", now=NOW
    )
    wish = PublicationTask.objects.create(organ=bureau.organ, matter_index="x", subject="明细", raised_at=NOW)
    item = make_draft(bureau)
    attached = attach(actor=bureau.drafter, item_id=item.pk, name="a.txt", stream=io.BytesIO(b"abc"), now=NOW)
    picture = add_picture(
        actor=bureau.drafter, item_id=item.pk, name="p.png", stream=io.BytesIO(PNG), now=NOW
    )
    allowed = allow_value(
        actor=bureau.security, organ_id=bureau.organ.pk, number="13812345678", note="值班", now=NOW
    )
    hasty = make_draft(bureau)
    expedite(
        actor=bureau.reviewer, item_id=hasty.pk, approver=bureau.signer, how="电话", reason="急", now=NOW
    )
    provide(bureau, 2025)
    report = checked(bureau)
    improvement = _improvement(bureau)
    batch = _batch(bureau, gongkai_dir)
    row = batch.rows.get()
    line = make_line(bureau)
    values = {
        "code": bureau.organ.code, "department_id": bureau.business.pk, "organ_id": bureau.organ.pk,
        "column_id": bureau.columns["tzgg"].pk, "person_id": bureau.drafter.pk, "value_id": allowed.pk,
        "grant_id": RoleGrant.objects.get(person=bureau.drafter).pk, "file_id": attached.file_id,
        "expedited_id": Expedited.objects.get().pk, "item_id": item.pk, "name": "submit",
        "job_id": OutboxJob.objects.filter(organ=bureau.organ)[0].pk, "place": 0,
        "case_id": case.pk, "act": "accept", "given_id": given.pk, "source_id": given.source_id,
        "advice_id": passed.pk, "task_id": wish.pk, "number": 1,
        "letter_id": case.letters.get().pk, "kind": "reply_open", "what": "approval", "which": "standard",
        "extension": "docx",
        "proceeding_id": make_proceeding(bureau, case, now=later(days=8)).pk,
        "report_id": report.pk, "passage_id": report.editions.get().passages.first().pk,
        "cell": "table3/new/total", "improvement_id": improvement.pk,
        "checked_id": CheckedFile.objects.create(
            organ=bureau.organ, name="年报.docx", error="没有读出", checked_by=bureau.reviewer, checked_at=NOW
        ).pk,
        **_on_paper(bureau, item.pk, attached.file_id),
        **_handed_over(bureau), **_registered(bureau), **_posted(bureau), **_dropped(bureau, picture),
        "line_id": line.pk, "period": "2026-03", "import_id": stage_list(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, name="a.xlsx", data=STANDARD, now=NOW
        ).pk,
        "digest": picture.removeprefix("picture:"), "batch_id": batch.pk, "row_id": row.pk,
    }  # fmt: skip
    people = {name: bureau.people[name] for name in PERSONAS if name in bureau.people}
    people["other organ's reviewer"], people["other organ's administrator"] = other.reviewer, other.admin
    return {"values": values, "people": people}


def _given(bureau: Bureau, case: Case) -> GivenFile:
    """A file given out with the case's reply, looked at by the second person."""
    given = add_given_file(
        actor=bureau.reviewer, case_id=case.pk, name="明细.txt", stream=io.BytesIO(b"abc"), now=NOW
    )
    return look_at_given_file(actor=bureau.reviewer2, case_id=case.pk, given_id=given.pk, now=NOW)


def _dropped(bureau: Bureau, picture: str) -> dict[str, int]:
    """A document that was dropped in and read, showing the picture, and a table beside it."""
    found = read(bureau, ("通知.docx", notice()), ("附表.xlsx", xlsx_bytes()))
    shown = StoredFile.objects.get(digest=picture.removeprefix("picture:"))
    found.documents.update(pictures=[shown.pk])
    return {"drop_id": found.pk, "document_id": only(found).pk, "beside_id": found.files.get().pk}


def _on_paper(bureau: Bureau, item_id: int, file_id: int) -> dict[str, int]:
    """A sheet of the item that the drafter printed, its scan, and an objection to what was entered."""
    form = PaperForm.objects.create(
        organ=bureau.organ, item_id=item_id, kind="publication_review_sheet", code="GK-22222-22222",
        digest="0" * 64, steps=["second"], document_id=file_id, scan_id=file_id, printed_by=bureau.drafter,
        printed_at=NOW,
    )  # fmt: skip
    run = PrintRun.objects.create(organ=bureau.organ, by=bureau.drafter, at=NOW, pdf_id=file_id)
    run.forms.add(form)
    batch = ScanBatch.objects.create(organ=bureau.organ, by=bureau.reviewer, at=NOW, state="read")
    upload = ScanFile.objects.create(batch=batch, file_id=file_id, name="扫描.pdf")
    page = ScanPage.objects.create(batch=batch, upload=upload, number=1, state="unknown", picture_id=file_id)
    entered = ReviewRecord.objects.create(
        item_id=item_id, step="second", reviewer=bureau.signer, result="approved", digest="0" * 64, at=NOW,
        paper_id=file_id, entered_by=bureau.reviewer,
    )  # fmt: skip
    objection = Objection.objects.create(record=entered, by=bureau.signer, at=NOW, reason="不是本人签的")
    return {
        "run_id": run.pk, "form_id": form.pk, "scan_batch_id": batch.pk, "page_id": page.pk,
        "record_id": entered.pk, "objection_id": objection.pk,
    }  # fmt: skip


def _handed_over(bureau: Bureau) -> dict[str, int]:
    """What the drafter took over, and the folder of last year."""
    handover = Handover.objects.create(
        organ=bureau.organ, leaver=bureau.colleague, successor=bureau.drafter, by=bureau.admin, at=NOW
    )
    folder = ask_folder(actor=bureau.reviewer, organ_id=bureau.organ.pk, year=2025, now=NOW)
    make_folders([{"folder": folder.pk}], NOW)
    return {"handover_id": handover.pk, "folder_id": folder.pk}


def _posted(bureau: Bureau) -> dict[str, int]:
    """A place, an item that waits to be posted there, and a finding."""
    place = make_place(bureau)
    column = make_place_column(bureau, place)
    posting = make_posting(bureau, place)
    difference = Difference.objects.create(
        place_column=column, kind="theirs_only", title="对方的", first_seen=NOW, last_seen=NOW
    )
    return {
        "place_id": place.pk, "place_column_id": column.pk, "posting_id": posting.pk,
        "difference_id": difference.pk,
    }  # fmt: skip


def _registered(bureau: Bureau) -> dict[str, int]:
    """A document of the business department, and a register read in."""
    facts = Facts(title="关于考核的通报", formed_on=NOW.date(), department_id=bureau.business.pk)
    entry = enter(actor=bureau.drafter, organ_id=bureau.organ.pk, facts=facts, now=NOW)
    table = io.BytesIO("标题,文号,成文日期\n甲,乙,2026-01-05\n".encode())
    book = stage_register(actor=bureau.reviewer, organ_id=bureau.organ.pk, name="a.csv", table=table, now=NOW)
    return {"entry_id": entry.pk, "book_id": book.pk}


def _improvement(bureau: Bureau) -> ImprovementTask:
    """The report's task, given to the business department."""
    ImprovementTask.objects.update(department=bureau.business)
    return ImprovementTask.objects.get()


def _batch(bureau: Bureau, folder) -> ImportBatch:
    heads = "来源编号,名称,栏目,科室,成文日期,发布日期,正文,附件"
    table = f"{heads}\n1,旧闻,栏目tzgg,企业科,2022-01-04,2022-01-05,正文,b.txt\n"
    (folder / "in").mkdir()
    (folder / "in" / "b.txt").write_text("附件")
    return stage_import(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, name="old.csv", table=io.BytesIO(table.encode()),
        files=Folder(folder / "in"), now=NOW,
    )  # fmt: skip


def _address(pattern: URLPattern, values: dict) -> str:
    values = values | _ELSE.get(pattern.name, {})
    if pattern.name == "case_file":
        values["file_id"] = values["source_id"]
    wanted = {name: values[name] for name in pattern.pattern.converters}
    for extra in ({}, {"code": values["code"]}):
        try:
            return reverse(f"desk:{pattern.name}", kwargs=wanted | extra)
        except Exception as error:  # noqa: BLE001 — the next form of the address is tried
            last = error
    raise last


def test_the_walk_knows_every_address():
    assert {pattern.name for pattern in _names(urlpatterns)} == set(THEIRS)


def test_what_is_not_theirs_is_not_there(world):
    wrong = []
    for pattern in _names(urlpatterns):
        address = _address(pattern, world["values"])
        for persona, person in world["people"].items():
            client = Client()
            client.force_login(person)
            status = client.get(address).status_code
            if status == 405 and persona not in THEIRS[pattern.name]:
                status = client.post(address).status_code
            is_there = status != 404
            if status >= 500 or is_there != (persona in THEIRS[pattern.name]):
                wrong.append((pattern.name, persona, status))
    assert wrong == []


def test_a_stranger_is_sent_to_the_sign_in_whatever_he_tries(world):
    before = _deeds()
    for pattern in _names(urlpatterns):
        address = _address(pattern, world["values"])
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code in {302, 405}, pattern.name
            if answer.status_code == 302:
                assert answer["Location"].startswith("/accounts/login/"), pattern.name
    assert _deeds() == before, "a stranger's attempts change nothing"


def test_what_is_not_theirs_cannot_be_done_by_post_either(world):
    before = _deeds()
    for pattern in _names(urlpatterns):
        address = _address(pattern, world["values"])
        for persona, person in world["people"].items():
            if persona in THEIRS[pattern.name]:
                continue
            client = Client()
            client.force_login(person)
            assert client.post(address).status_code in {404, 405}, (pattern.name, persona)
    assert _deeds() == before
