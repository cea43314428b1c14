"""The page of a case: for office and department, at every stage of its life; the clock told day by day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.desk.cases.act import Of
from gongkai.desk.cases.registry import CASE_ACTS, ELSEWHERE
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.private import sealing
from gongkai.law.procedure import procedure
from gongkai.requests.acts.archiving import archive
from gongkai.requests.acts.confirm import correct_event
from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.linking import merge
from gongkai.requests.models import Case
from tests.factories import SHANGHAI
from tests.request_factories import PERSON, make_answered, make_case, make_office

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 2, 12, 10, tzinfo=SHANGHAI)


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


def address(case) -> str:
    return f"/desk/requests/{case.pk}/"


def test_every_act_of_the_procedure_has_a_page():
    rules = {act.rule for act in CASE_ACTS.values()}
    assert rules | ELSEWHERE == set(procedure().acts)
    assert not rules & ELSEWHERE


def test_the_office_sees_what_is_open_as_buttons_and_the_reasons_for_the_rest(office, signed_in, now):
    case = make_case(office, now=now)
    answer = signed_in(office.reviewer).get(address(case))
    page = answer.content.decode()
    links = {button.name for _, group in answer.context["open_groups"] for button in group}
    closed = {button.name: button.reason for button in answer.context["closed"]}
    assert {"amend", "assign", "decide", "extend", "request_correction", "record_withdrawal"} <= links
    assert {"confirm", "archive", "receive_correction", "record_payment"} <= set(closed)
    assert all(closed.values())
    for name in links - {"decide"}:
        assert f"{address(case)}act/{name}/" in page
    for name, reason in closed.items():
        assert f"{address(case)}act/{name}/" not in page
        assert reason in page
    assert PERSON.name not in page
    assert PERSON.id_number not in page


def test_every_button_leads_to_a_page_and_every_closed_act_answers_with_its_reason(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    answer = client.get(address(case))
    for _, group in answer.context["open_groups"]:
        for button in group:
            assert client.get(button.url).status_code == 200, button.name
    before = AuditEntry.objects.count()
    for button in answer.context["closed"]:
        refused = client.post(button.url)
        assert refused.status_code not in (200, 302), button.name
        assert button.reason in refused.content.decode(), button.name
    for act in CASE_ACTS.values():
        if act.of is not Of.CASE:
            assert client.get(f"{address(case)}act/{act.name}/").status_code == 404, act.name
    assert AuditEntry.objects.count() == before


def test_a_department_sees_its_task_and_not_who_asks(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.drafter)
    assert client.get(address(case)).status_code == 404
    assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请查拨付明细",
        internal_due=None, now=now,
    )  # fmt: skip
    page = client.get(address(case)).content.decode()
    assert "请查拨付明细" in page
    assert case.applicant_masked not in page
    assert "办理经过" in page
    assert f"{address(case)}applicant/" not in page
    assert client.get(f"{address(case)}applicant/").status_code == 404


def test_the_due_date_is_told_day_by_day(office, signed_in):
    case = make_case(office, submitted=date(2026, 2, 12), now=SPRING)
    answer = signed_in(office.reviewer).get(address(case))
    clock = answer.context["clock"]
    by_day = {day.date: day for day in clock.days}
    assert clock.reading.due == date(2026, 3, 18)
    assert by_day[date(2026, 2, 13)].number == 1
    assert by_day[date(2026, 2, 14)].number == 2, "a Saturday on which one works"
    assert by_day[date(2026, 2, 17)].number is None
    assert by_day[date(2026, 2, 28)].number == 7
    assert by_day[date(2026, 3, 18)].number == 20
    assert by_day[date(2026, 3, 18)].is_due
    page = answer.content.decode()
    assert "2026年3月18日" in page
    assert by_day[date(2026, 2, 17)].why in page


def test_a_changed_due_date_is_told_with_its_reason(office, signed_in):
    case = make_case(office, submitted=date(2026, 2, 12), now=SPRING)
    event = case.events.get()
    correct_event(
        actor=office.reviewer, case_id=case.pk, event_id=event.pk, on=date(2026, 2, 11),
        changes={"submitted": "2026-02-11"}, reason="收件章是前一天的", now=SPRING + timedelta(hours=1),
    )  # fmt: skip
    page = signed_in(office.reviewer).get(address(case)).content.decode()
    assert "由 2026-03-18 改为 2026-03-17" in page
    assert "收件章是前一天的" in page


def test_ended_archived_and_destroyed(office, signed_in, now):
    case, client = make_answered(office, now=now), signed_in(office.reviewer)
    assert "已办结" in client.get(address(case)).content.decode()
    archive(actor=office.reviewer, case_id=case.pk, retention="years_10", now=now)
    assert "已归档，没有要办的事" in client.get(address(case)).content.decode()
    sealing.destroy(Case.objects.get(pk=case.pk).key, now)
    answer = client.get(address(case))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "按保管期限销毁" in page
    assert case.number in page


def test_a_merged_case_leads_to_the_one_it_is_answered_with(office, signed_in, now):
    case, into = make_case(office, now=now), make_case(office, now=now)
    merge(actor=office.reviewer, case_id=case.pk, into_id=into.pk, now=now)
    client = signed_in(office.reviewer)
    assert f'href="{address(into)}"' in client.get(address(case)).content.decode()
    assert "并进来的" in client.get(address(into)).content.decode()


def test_the_page_costs_the_same_however_much_happened(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    counts = []
    for day in (1, 2, 3, 4):
        event = case.events.latest("pk")
        correct_event(
            actor=office.reviewer, case_id=case.pk, event_id=event.pk,
            on=(now - timedelta(days=day)).date(),
            changes={"submitted": (now - timedelta(days=day)).date().isoformat()}, reason="更正", now=now,
        )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address(case))
        counts.append(len(queries))
    assert counts[1] == counts[2] == counts[3]
