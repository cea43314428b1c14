"""The desk's pages of the annual report attacked: strangers, odd addresses, scripts, two writers at once."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from gongkai.kernel.models import Role
from gongkai.reporting import queries
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.supervise import precheck
from gongkai.reporting.acts.write import add, write
from gongkai.reporting.models import EnteredFigure, SeasonStep
from tests.factories import NOW, Bureau, later, make_bureau, make_column, make_person
from tests.reporting.factories import begun, checked, provide, signed, submitted
from tests.request_factories import PERSON, make_case, make_office

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An office with its figures entered."""
    office = make_office()
    make_column(office.organ, "nianbao", column_type="annual_report", platform_part="annual_reports")
    provide(office, 2025)
    return office


@pytest.fixture(autouse=True)
def in_march():
    """The doors' clock stands where the acts of the factories stand."""
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, *args: object) -> str:
    """An address of the desk."""
    return reverse(f"desk:{name}", args=args)


def pages_of(report) -> list[str]:
    """Every page that shows something of a report."""
    pk, number = report.pk, "?edition=1"
    return [
        url("report", pk), url("report", pk) + number, url("report_checks", pk) + number,
        url("report_cell", pk, "table3/new/total") + number, url("report_carry", pk),
        *(url("report_export", pk, kind) + number for kind in ("json", "xlsx", "docx", "pdf")),
        *(url("report_act", pk, act) for act in ("compile", "check", "review", "sign", "correct", "publish")),
        *(url("report_supervise", pk, act) for act in ("precheck", "accept", "return")),
        url("passage_new", pk),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["drafter", "head", "admin", "security", "auditor"])
def test_who_is_not_of_the_office_finds_no_page_of_a_report(bureau, signed_in, name):
    report = submitted(bureau)
    client = signed_in(bureau.people[name])
    assert {client.get(page).status_code for page in pages_of(report)} == {404}


def test_people_of_another_organ_and_of_another_authority_find_none_either(bureau, signed_in):
    report = submitted(bureau)
    other = make_bureau()
    nobody = make_person("nobody", bureau.organ)
    for person in (other.reviewer, other.office_head, other.signer, other.supervisor, nobody):
        client = signed_in(person)
        assert {client.get(page).status_code for page in pages_of(report)} == {404}


def test_the_authority_does_not_reach_the_edition_being_written(bureau, signed_in):
    report = submitted(bureau)
    correct(actor=bureau.reviewer, report_id=report.pk, reason="有误", now=NOW)
    client = signed_in(bureau.supervisor)
    for page in ("report", "report_checks"):
        assert client.get(url(page, report.pk) + "?edition=2").status_code == 404
    assert client.get(url("report_export", report.pk, "json") + "?edition=2").status_code == 404
    assert client.get(url("report_cell", report.pk, "table3/new/total") + "?edition=2").status_code == 404
    shown = json.loads(client.get(url("report_export", report.pk, "json")).content)
    assert shown["report"]["edition"] == 1


def test_the_authority_does_not_read_who_does_what_while_a_report_is_written(bureau, signed_in):
    report = begun(bureau)
    page = signed_in(bureau.supervisor).get(url("report", report.pk)).content.decode()
    assert bureau.reviewer.name not in page


@pytest.mark.parametrize("edition", ["0", "-1", "99", "abc", "１", "1" * 40, "1 OR 1=1", "%00"])
def test_odd_editions_are_no_server_error(bureau, signed_in, edition):
    report = signed(bureau)
    client = signed_in(bureau.reviewer)
    for page in ("report", "report_checks"):
        assert client.get(url(page, report.pk) + f"?edition={edition}").status_code in {200, 404}


@pytest.mark.parametrize(
    "cell",
    ["table3", "table3/", "table9/x/y", "table3/new/total/more", "..%2f..%2fetc", "%00",
     "table3/r.total/%22%3E", "table4/review"],
)  # fmt: skip
def test_odd_cells_are_not_found(bureau, signed_in, cell):
    report = signed(bureau)
    assert signed_in(bureau.reviewer).get(f"/desk/reports/{report.pk}/cells/{cell}/").status_code == 404


@pytest.mark.parametrize("year", ["0", "99999", "-5", "9" * 30, "abc", "%00", "2018"])
def test_odd_years_are_no_server_error(bureau, signed_in, year):
    office, above = signed_in(bureau.reviewer), signed_in(bureau.supervisor)
    for page in ("report_figures", "figures_template", "report_tasks", "improvement_new"):
        assert office.get(url(page) + f"?year={year}").status_code in {200, 404}
    for page in ("roll_up", "roll_up_sum", "roll_up_compare"):
        assert above.get(url(page) + f"?year={year}&cell=%00{year}").status_code == 200
    sent = office.post(url("report_begin"), {"organ": bureau.organ.pk, "year": year.replace("%00", "\0")})
    assert sent.status_code == 200


def test_what_is_written_is_text_on_every_page(bureau, signed_in):
    report = begun(bureau)
    add(
        actor=bureau.reviewer,
        report_id=report.pk,
        section="other",
        heading=SCRIPT,
        text=f"甲{SCRIPT}",
        now=NOW,
    )
    client = signed_in(bureau.reviewer)
    page = client.get(url("report", report.pk)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page and "<img src=x" not in page
    found = queries.newest_edition(report).passages.get(heading=SCRIPT)
    assert "<script>alert(1)" not in client.get(url("passage", report.pk, found.pk)).content.decode()


def test_a_letter_is_text_on_the_page(bureau, signed_in):
    report = checked(bureau)
    precheck(actor=bureau.supervisor, report_id=report.pk, text=SCRIPT, now=NOW)
    page = signed_in(bureau.reviewer).get(url("report", report.pk)).content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_two_writers_of_an_untouched_draft_do_not_overwrite_each_other(bureau, signed_in):
    report = begun(bureau)
    found = queries.newest_edition(report).passages.get(heading="主动公开方面")
    one, two = signed_in(bureau.reviewer), signed_in(bureau.office_head)
    address = url("passage", report.pk, found.pk)
    shown = [client.get(address).context["form"]["read_at"].value() for client in (one, two)]
    with time_machine.travel(later(minutes=1), tick=False):
        one.post(address, {"heading": "主动公开方面", "text": "甲写的", "read_at": shown[0]})
    with time_machine.travel(later(minutes=2), tick=False):
        answer = two.post(address, {"heading": "主动公开方面", "text": "乙写的", "read_at": shown[1]})
    assert "有人保存过" in answer.content.decode()
    found.refresh_from_db()
    assert found.text == "甲写的"


@pytest.mark.parametrize("read_at", ["", "2026-01-01T00:00:00", "2026-99-99", "x" * 500, "\0"])
def test_a_moment_that_is_none_overwrites_nothing(bureau, signed_in, read_at):
    report = begun(bureau)
    found = queries.newest_edition(report).passages.get(heading="主动公开方面")
    write(
        actor=bureau.office_head, report_id=report.pk, passage_id=found.pk, heading="主动公开方面",
        text="甲写的", now=later(minutes=1),
    )  # fmt: skip
    answer = signed_in(bureau.reviewer).post(
        url("passage", report.pk, found.pk), {"heading": "主动公开方面", "text": "乙写的", "read_at": read_at}
    )
    assert answer.status_code == 200
    found.refresh_from_db()
    assert found.text == "甲写的"


def test_control_characters_are_kept_nowhere(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    sent = client.post(
        url("figure_take_back"),
        {"year": 2025, "organ": bureau.organ.code, "key": "wechat", "reason": "录\0错"},
    )
    assert sent.status_code == 302
    assert EnteredFigure.objects.last().source == "录错"
    sent = client.post(url("figure_take_back"), {"year": 2025, "key": "wech\0at", "reason": "错"})
    assert sent.status_code == 409
    above = signed_in(bureau.supervisor)
    sent = above.post(url("roll_up_remind"), {"year": 2025, "organ": bureau.organ.pk, "text": "请\0抓紧"})
    assert sent.status_code == 302


def test_steps_of_ones_own_do_not_take_each_others_place(bureau, signed_in):
    client = signed_in(bureau.supervisor)
    for code, label in (("own-2", "甲"), ("", "乙"), ("", "丙")):
        client.post(url("report_season") + f"?code={code}", {"label": label, "month": 1, "day": 5})
    assert sorted(SeasonStep.objects.values_list("label", flat=True)) == ["丙", "乙", "甲"]


def test_texts_that_look_like_formulas_are_texts_in_the_workbooks(bureau, signed_in):
    bureau.organ.name = '=HYPERLINK("http://x.invalid","局")'
    bureau.organ.save()
    report = begun(bureau)
    add(
        actor=bureau.reviewer, report_id=report.pk, section="other", heading="=1+1", now=NOW,
        text="=CMD|' /C calc'!A0",
    )  # fmt: skip
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(signed_in(bureau.reviewer).get(url("report_export", report.pk, "xlsx"))))
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" and "HYPER" in str(cell.value)]
    assert not [
        cell.value
        for cell in cells
        if cell.data_type == "f" and ("CMD" in str(cell.value) or "1+1" in str(cell.value))
    ]


def test_no_export_and_no_page_of_the_authority_names_an_applicant(bureau, signed_in):
    make_case(bureau, submitted=date(2025, 12, 30))
    report = submitted(bureau)
    own, above = signed_in(bureau.office_head), signed_in(bureau.supervisor)
    for client in (own, above):
        for kind in ("json", "xlsx", "docx"):
            answer = client.get(url("report_export", report.pk, kind))
            data = answer.content if kind == "json" else b"".join(answer)
            texts = (
                [data]
                if kind == "json"
                else [
                    zipfile.ZipFile(io.BytesIO(data)).read(name)
                    for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
                ]
            )
            assert all(PERSON.name.encode() not in text for text in texts)
    page = own.get(url("report_cell", report.pk, "table3/new/natural")).content.decode()
    assert PERSON.name not in page
    page = above.get(url("report_cell", report.pk, "table3/new/natural")).content.decode()
    assert PERSON.name not in page


def test_an_organs_name_leads_nowhere_outside_the_archive(bureau, signed_in):
    bureau.organ.name = "../../甲/乙\\局"
    bureau.organ.save()
    signed(bureau)
    answer = signed_in(bureau.supervisor).get(url("roll_up_export") + "?year=2025")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert len(names) == len(set(names)) == 2
    assert not [name for name in names if ".." in name or "\\" in name or name.count("/") > 1]


def test_two_organs_of_one_name_are_both_in_the_archive(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    other.organ.doc_prefix = "文财"
    other.organ.name = bureau.organ.name
    other.organ.save()
    other.people["office_head"] = make_person("office_head", other.organ, (Role.OFFICE_HEAD, None))
    provide(other, 2025)
    signed(bureau)
    signed(other)
    answer = signed_in(bureau.supervisor).get(url("roll_up_export") + "?year=2025")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer))).namelist()
    assert len(names) == len(set(names)) == 3


def test_a_button_pressed_twice_does_its_act_once(bureau, signed_in):
    report = submitted(bureau)
    client = signed_in(bureau.reviewer)
    address = url("report_act", report.pk, "correct")
    assert client.post(address, {"reason": "有误"}).status_code == 302
    assert client.post(address, {"reason": "有误"}).status_code == 409
    assert report.editions.count() == 2
