"""The public form: what it asks, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.kernel import gate, private
from gongkai.kernel.models import AuditEntry, OutboxJob, PrivateFile, PrivateKey
from gongkai.requests.acts.drafts import forget_draft
from gongkai.requests.acts.settings import save_settings
from gongkai.requests.models import Case, CaseFile, IntakeDraft, OfferedAnswer, OfficeSettings
from gongkai.requests.personal import applicant_of, asked_of
from gongkai.requests.upkeep import forget_drafts
from tests.factories import make_bureau, make_live
from tests.portal.requests_visitor import Visitor, entered, found, picture, solve
from tests.portal.site import Page
from tests.request_factories import ASKED, COMPANY, PERSON, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_puzzle(settings):
    settings.GONGKAI_GATE_DIFFICULTY = 50


@pytest.fixture
def office(db, gongkai_dir):
    return make_office()


@pytest.fixture
def visitor(office) -> Visitor:
    return Visitor(office.organ.code)


@pytest.fixture
def time_machine_at():
    """Move the clock on from now."""
    import time_machine

    travels = []

    def move(**delta: int) -> None:
        travels.append(time_machine.travel(timezone.now() + timedelta(**delta)))
        travels[-1].start()

    yield move
    for travel in travels:
        travel.stop()


def html_of(response) -> str:
    return response.content.decode()


def test_the_form_asks_the_three_contents_of_article_29_and_no_purpose(visitor):
    html = html_of(visitor.get(visitor.form))

    names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', html))
    assert names == {
        "q", "organ", "mark", "applicant_kind", "name", "id_kind", "id_number", "identity", "representative",
        "contact", "agent", "mandate", "phone", "email", "address", "postcode", "fax", "description",
        "doc_number", "features", "request", "form", "way", "way_note", "electronic_service", "needs_help",
        "solution", "question", "answer",
    }  # fmt: skip
    assert "用途" in html and "purpose" not in names
    for label in ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"):
        assert label in html


def test_every_field_has_a_label(visitor):
    html = html_of(visitor.get(visitor.form))
    main = html[html.index("<main") :]
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", main):
        kind = re.search(r'type="([^"]+)"', tag)
        if kind and kind[1] in {"hidden", "radio", "checkbox"}:
            continue
        name = re.search(r' id="([^"]+)"', tag)
        assert name and f'<label for="{name[1]}">' in main, tag


def test_a_request_is_filed_and_its_receipt_shows_number_code_and_qr(visitor):
    number, code = visitor.file()

    case = Case.objects.get(number=number)
    assert applicant_of(case) == PERSON
    assert asked_of(case) == ASKED
    assert (case.form, case.way, case.electronic_service, case.channel) == (
        "electronic", "online", True, "online",
    )  # fmt: skip
    assert CaseFile.objects.get(case=case).role == "identity"
    html = html_of(visitor.get(f"{visitor.form}receipt/"))
    assert 'src="data:image/svg+xml' in html
    assert len(code) == 10
    assert not IntakeDraft.objects.exists()


def test_an_organisation_files_with_its_credit_code(visitor):
    number, _ = visitor.file(
        applicant_kind="commercial", name=COMPANY.name, id_kind="credit_code", id_number=COMPANY.id_number,
        contact=COMPANY.contact, phone=COMPANY.phone, address=COMPANY.address, email="", postcode="",
    )  # fmt: skip

    assert applicant_of(Case.objects.get(number=number)) == COMPANY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"id_number": ""}, "id_number"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_kind": "credit_code", "id_number": "x"}, "id_number"),
        ({"id_kind": "nonsense"}, "id_kind"),
        ({"applicant_kind": "nonsense"}, "applicant_kind"),
        ({"applicant_kind": "research", "id_kind": "other"}, "contact"),
        ({"phone": "", "email": "", "address": ""}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"way": "post", "address": ""}, "address"),
        ({"way": "email", "email": ""}, "email"),
        ({"way": "fax"}, "fax"),
        ({"description": ""}, "description"),
        ({"description": "长" * 3001}, "description"),
        ({"doc_number": "长" * 101}, "doc_number"),
        ({"features": "长" * 501}, "features"),
        ({"form": ""}, "form"),
        ({"way": ""}, "way"),
        ({"way_note": "长" * 201}, "way_note"),
        ({"name": "长" * 101}, "name"),
        ({"agent": "李代理"}, "mandate"),
    ],
)
def test_a_fault_is_named_at_its_field_and_everything_typed_stays(visitor, changes, field):
    response = visitor.fill(**changes)

    html = html_of(response)
    assert response.status_code == 422
    assert f'<a href="#{field}">' in html
    assert f'id="{field}-fault"' in html
    assert re.search(rf'aria-describedby="{field}-fault[^"]*" aria-invalid="true"', html)
    for name, value in entered(**changes).items():
        if name in {"name", "phone", "description"} and value:
            assert value in html
    assert "身份证.png" in html
    assert not Case.objects.exists()


def test_without_a_proof_of_identity_nothing_is_sent(visitor):
    response = visitor.fill(proof=False)

    assert response.status_code == 422
    assert 'href="#identity"' in html_of(response)


def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_stays(visitor):
    response = visitor.fill(proof=False, files={"identity": SimpleUploadedFile("a.pdf", b"MZ" + b"\0" * 90)})

    html = html_of(response)
    assert response.status_code == 422
    assert 'id="identity-fault"' in html
    assert PERSON.name in html


def test_too_much_at_once_is_refused_and_what_was_typed_stays(visitor):
    big = {"identity": SimpleUploadedFile("a.png", b"\x89PNG" + b"0" * 21 * 1024 * 1024)}
    response = visitor.fill(proof=False, files=big)

    assert response.status_code == 422
    assert "20 MB" in html_of(response)
    assert PERSON.name in html_of(response)


def test_the_door_stays_shut_without_puzzle_or_answer(visitor):
    html = html_of(visitor.get(visitor.form))
    response = visitor.post(visitor.form, entered() | {"act": "check", "mark": found(html, "mark")})

    assert response.status_code == 422
    assert 'href="#answer"' in html_of(response)
    assert PERSON.name in html_of(response)


def test_a_question_answered_in_words_opens_the_door(visitor, monkeypatch):
    monkeypatch.setattr("gongkai.kernel.gate.questions._KINDS", (lambda: ("三加四等于几？", "7"),))
    html = html_of(visitor.get(visitor.form))
    data = entered() | {"act": "check", "mark": found(html, "mark"), "question": found(html, "question")}
    data |= {"answer": "七", "identity": SimpleUploadedFile("a.png", picture())}

    assert visitor.post(visitor.form, data).status_code == 302


def test_once_let_in_nobody_is_asked_again(visitor):
    html = html_of(visitor.fill(name=""))

    assert "data-challenge" not in html
    assert visitor.fill(proof=False).status_code == 302


def test_a_form_from_elsewhere_is_not_taken_but_given_back(visitor):
    visitor.get(visitor.form)
    response = visitor.post(visitor.form, entered() | {"act": "check", "mark": "0" * 32})

    assert response.status_code == 403
    assert PERSON.name in html_of(response)
    assert not IntakeDraft.objects.exists()


def test_a_saved_draft_survives_and_another_device_finds_it_by_its_link(visitor):
    response = visitor.fill("save", description="写到一半")
    saved = html_of(visitor.get(response["Location"]))
    link = re.search(r'href="(/requests/new/[^"]+/resume/[^"]+/)"', saved)
    assert link and "已保存" in saved

    other = Visitor(visitor.organ)
    assert "接着填写" in html_of(other.get(link[1]))
    assert other.post(link[1], {}).status_code == 302
    html = html_of(other.get(other.form))
    assert "写到一半" in html and "身份证.png" in html
    assert other.fill(proof=False).status_code == 302


def test_a_link_that_leads_nowhere_is_not_found(visitor):
    assert visitor.client.get(f"{visitor.form}resume/{'x' * 40}/").status_code == 404


def test_the_draft_is_sealed_and_destroyed_after_its_day(visitor):
    visitor.fill("save")
    row = IntakeDraft.objects.get()
    assert PERSON.name not in row.sealed_values

    forget_drafts(row.expires_at.replace(year=row.expires_at.year + 1))

    assert not IntakeDraft.objects.exists()
    assert PrivateKey.objects.get().destroyed_at is not None
    assert PrivateFile.objects.get().erased_at is not None


def test_a_draft_is_thrown_away_on_demand(visitor):
    visitor.fill("save")
    visitor.fill("drop")

    assert not IntakeDraft.objects.exists()
    assert PERSON.name not in html_of(visitor.get(visitor.form))


def test_a_file_can_be_taken_out_again(visitor):
    html = html_of(visitor.get(visitor.fill("save")["Location"]))
    drop = re.search(r'name="drop" value="(\d+)"', html)
    assert drop
    response = visitor.fill(proof=False, files={"drop": drop[1]})

    assert response.status_code == 422
    assert 'href="#identity"' in html_of(response)
    assert PrivateFile.objects.get().erased_at is not None


def test_three_clicks_are_one_request(visitor):
    visitor.fill()
    html = html_of(visitor.get(f"{visitor.form}confirm/"))
    data = {"act": "send", "mark": found(html, "mark")}
    for _ in range(3):
        answer = visitor.post(f"{visitor.form}confirm/", data)
        assert answer["Location"] == f"{visitor.form}receipt/"

    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_three_clicks_at_once_are_one_request(gongkai_dir):
    visitor = Visitor(make_office().organ.code)
    visitor.fill()
    html = html_of(visitor.get(f"{visitor.form}confirm/"))
    data = {"act": "send", "mark": found(html, "mark")}
    answers: list[str] = []

    def click() -> None:
        client = Client()
        client.cookies = visitor.client.cookies
        try:
            response = client.post(f"{visitor.form}confirm/", data, REMOTE_ADDR="192.0.2.10")
            answers.append(response.headers.get("Location", str(response.status_code)))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert answers == [f"{visitor.form}receipt/"] * 3
    assert Case.objects.count() == 1
    assert CaseFile.objects.count() == 1


def test_one_address_files_only_so_many_in_an_hour(visitor, settings):
    settings.GONGKAI_INTAKE_PER_HOUR = 1
    visitor.file()
    second = Visitor(visitor.organ)
    second.fill()
    response = second.send()

    assert response.status_code == 429
    assert "太频繁" in html_of(response)
    assert Case.objects.count() == 1
    assert PERSON.name in html_of(second.get(second.form))


def test_what_is_published_on_the_matter_is_offered_and_counted(gongkai_dir):
    office = make_office()
    item = make_live(office, "zcwj", title="文川区2025年度技术改造专项资金拨付明细公示")
    visitor = Visitor(office.organ.code)
    visitor.fill()

    html = html_of(visitor.get(f"{visitor.form}confirm/"))
    visitor.get(f"{visitor.form}confirm/")
    assert item.live_edition.title in html
    opened = visitor.get(f"{visitor.form}published/{item.pk}/")
    assert opened["Location"].endswith(f"/{item.pk}.html")
    visitor.get(f"{visitor.form}published/{item.pk}/")
    visitor.send()

    row = OfferedAnswer.objects.get(organ=office.organ, on=localdate())
    assert (row.shown, row.opened, row.filed) == (1, 1, 1)


def test_what_has_nothing_to_do_with_it_is_not_offered(gongkai_dir):
    office = make_office()
    make_live(office, "zcwj", title="文川区绿色工厂培育办法")
    visitor = Visitor(office.organ.code)
    visitor.fill()

    assert "可能已经公开" not in html_of(visitor.get(f"{visitor.form}confirm/"))
    assert not OfferedAnswer.objects.exists()


def test_an_organ_that_takes_nothing_online_says_so(visitor, office):
    OfficeSettings.objects.filter(organ=office.organ).update(accepts_online=False)

    assert "不接收网上申请" in html_of(visitor.get(visitor.form))
    assert visitor.post(visitor.form, entered()).status_code == 200
    assert not IntakeDraft.objects.exists()


def test_an_unknown_organ_has_no_form(office):
    assert Client().get("/requests/new/nobody/").status_code == 404


def test_the_receipt_is_not_for_others_and_not_for_ever(visitor, office, time_machine_at):
    visitor.file()
    stranger = Visitor(visitor.organ)
    assert stranger.get(f"{visitor.form}receipt/").status_code == 302

    time_machine_at(minutes=31)
    response = visitor.get(f"{visitor.form}receipt/")
    assert response.status_code == 410
    assert Case.objects.get().number not in html_of(response)


def test_after_sending_the_form_begins_anew(visitor):
    visitor.file()

    assert PERSON.name not in html_of(visitor.get(visitor.form))


def test_hostile_text_stays_text(visitor):
    number, _ = visitor.file(description='<script>alert("x")</script>&\x00\x01', name="'\"><b>甲</b>")

    case = Case.objects.get(number=number)
    assert asked_of(case).description == '<script>alert("x")</script>&'
    assert "<script>alert" not in html_of(visitor.get(f"{visitor.form}receipt/"))


def test_the_confirmation_cannot_be_reached_round_the_checks(visitor):
    assert visitor.get(f"{visitor.form}confirm/").status_code == 302
    visitor.fill("save")
    response = visitor.get(f"{visitor.form}confirm/")

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_nothing_of_the_files_lies_in_clear(visitor, gongkai_dir):
    visitor.file()

    needle = picture()[:40]
    for path in gongkai_dir.rglob("*"):
        if path.is_file():
            assert needle not in path.read_bytes()
    file = CaseFile.objects.get().file
    assert b"".join(private.read_chunks(file)) == picture()
    assert private.original_name(file) == "身份证.png"


def test_a_spent_puzzle_does_not_open_the_door_twice(visitor):
    html = html_of(visitor.get(visitor.form))
    puzzle = re.search(r'data-challenge="([^"]+)"', html)
    assert puzzle
    solution = solve(puzzle[1])
    gate.check(solution, now=timezone.now())
    data = entered() | {"act": "check", "mark": found(html, "mark"), "solution": solution}
    response = visitor.post(visitor.form, data)

    assert response.status_code == 422
    assert "已经用过" in html_of(response)


def test_the_page_of_the_organ_leads_to_the_form(gongkai_dir, settings):
    from gongkai.portal.pages import PAGES

    office = make_office()
    part = next(PAGES.render_many([f"part:{office.organ.pk}/request_entry"]).__iter__())
    page = Page(part.files[0].content.decode())

    assert f"/requests/new/{office.organ.code}/" in page.links
    assert "/requests/track/" in page.links


def test_the_page_of_an_organ_that_takes_nothing_online_says_so(gongkai_dir):
    from gongkai.portal.pages import PAGES

    office = make_office()
    OfficeSettings.objects.filter(organ=office.organ).update(accepts_online=False)
    part = next(PAGES.render_many([f"part:{office.organ.pk}/request_entry"]).__iter__())

    assert f"/requests/new/{office.organ.code}/" not in Page(part.files[0].content.decode()).links


def test_two_organs_keep_their_drafts_apart(visitor, office):
    visitor.fill("save")
    other = make_bureau(office.authority)

    assert PERSON.name not in html_of(visitor.get(f"/requests/new/{other.organ.code}/"))


def test_closing_the_online_door_rewrites_the_pages_that_lead_to_it(office):
    now = timezone.now()
    OutboxJob.objects.all().delete()
    save_settings(
        actor=office.office_head, organ_id=office.organ.pk, changes={"accepts_online": False}, now=now
    )

    assert OutboxJob.objects.filter(kind="release.organ").count() == 1


def test_an_old_page_of_a_request_already_sent_begins_a_new_one_and_says_so(visitor):
    old = html_of(visitor.get(visitor.form))
    visitor.file()
    response = visitor.post(visitor.form, entered(description="另一件") | {"mark": found(old, "mark")})

    assert response.status_code == 403
    assert "另一件" in html_of(response)
    assert Case.objects.count() == 1
    assert visitor.fill(description="另一件").status_code == 302
    visitor.send()
    assert Case.objects.count() == 2


def test_a_draft_thrown_away_in_another_window_is_not_an_error(visitor, monkeypatch):
    from gongkai.portal.requests import form_pages

    kept = form_pages._kept

    def gone(*args, **named):
        draft, faults = kept(*args, **named)
        forget_draft(draft, now=timezone.now())
        return draft, faults

    monkeypatch.setattr(form_pages, "_kept", gone)
    response = visitor.fill()

    assert response.status_code == 409
    assert PERSON.name in html_of(response)


def test_the_audit_says_that_it_came_in_by_the_portal(visitor):
    number, _ = visitor.file()

    entry = AuditEntry.objects.get(act="requests.case.filed")
    assert (entry.door, entry.subject_id) == ("portal", Case.objects.get(number=number).pk)
