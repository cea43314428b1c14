"""The list of requests: who sees what in it, filters, pages in both directions, the workbook."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.http import QueryDict
from django.utils import timezone

from gongkai.desk.cases.paging import page_of
from gongkai.desk.cases.views import VIEWS
from gongkai.requests.acts.departments import assign
from gongkai.requests.models import Case, CaseStage
from tests.request_factories import PERSON, make_answered, make_case, make_filed, make_office

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


def assigned(office, case, now) -> None:
    assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请查找",
        internal_due=None, now=now,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["reviewer", "office_head", "signer", "drafter", "head", "auditor"])
def test_every_view_opens_for_every_role(office, signed_in, now, role):
    make_case(office, now=now)
    make_filed(office, now=now)
    make_answered(office, now=now)
    client = signed_in(office.people[role])
    for view in VIEWS:
        assert client.get(LIST, {"view": view}).status_code == 200, view
        assert client.get(f"{LIST}export/", {"view": view}).status_code == 200, view


def test_the_views_hold_what_their_names_say(office, signed_in, now):
    client, filed = signed_in(office.reviewer), make_filed(office, now=now).case
    open_case, ended = make_case(office, now=now), make_answered(office, now=now)
    late = make_case(office, now=now - timedelta(days=90))
    expected = {
        "all": {filed, open_case, ended, late}, "confirm": {filed}, "open": {filed, open_case, late},
        "overdue": {late}, "ended": {ended}, "archived": set(),
    }  # fmt: skip
    for view, cases in expected.items():
        shown = {row.pk for row in client.get(LIST, {"view": view}).context["rows"]}
        assert shown == {case.pk for case in cases}, view


def test_filters_narrow_and_nonsense_is_dropped(office, signed_in, now):
    client = signed_in(office.reviewer)
    case, late = make_case(office, now=now), make_case(office, now=now - timedelta(days=90))
    both = {case.pk, late.pk}
    for query, expected in (
        ({"lamp": "black"}, {late.pk}), ({"lamp": "green"}, {case.pk}), ({"q": case.number}, {case.pk}),
        ({"q": "没有这样的事"}, set()), ({"channel": "counter"}, both), ({"channel": "post"}, set()),
        ({"stage": CaseStage.HANDLING.value}, both), ({"handler": office.reviewer.pk}, both),
        ({"handler": "x", "year": "99999999", "lamp": "pink", "before": "~", "after": "2026-99-01~1"}, both),
    ):  # fmt: skip
        rows = client.get(LIST, query).context["rows"]
        assert {row.pk for row in rows} == expected, query


@pytest.mark.parametrize("sort", ["due", "id"])
def test_pages_lead_there_and_back(office, now, sort):
    made = [make_case(office, now=now - timedelta(days=7 * place)) for place in (2, 0, 1, 0)]
    made.append(make_filed(office, now=now).case)
    seen, addresses, address = [], [], "?"
    while address:
        page = page_of(Case.objects.all(), QueryDict(address[1:]), sort, size=2)
        seen.append([case.pk for case in page.rows])
        addresses.append(page.newer)
        address = page.older
    flat = [pk for rows in seen for pk in rows]
    assert sorted(flat) == sorted(case.pk for case in made)
    assert len(seen) == 3
    assert addresses[0] == ""
    for place in (2, 1):
        back = page_of(Case.objects.all(), QueryDict(addresses[place][1:]), sort, size=2)
        assert [case.pk for case in back.rows] == seen[place - 1]
    if sort == "due":
        assert flat[-1] == made[-1].pk, "those without a due date stand last"


def test_the_workbook_masks_and_another_organ_gets_nothing(office, signed_in, now):
    case, other = make_case(office, now=now), make_office(parent=office.authority)
    answer = signed_in(office.reviewer).get(f"{LIST}export/")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[1][0] == case.number
    assert case.applicant_masked in rows[1]
    assert PERSON.name not in str(rows)
    assert answer["Cache-Control"] == "private, no-store"
    theirs = signed_in(other.reviewer)
    assert theirs.get(LIST).context["rows"] == []
    answer = theirs.get(f"{LIST}export/")
    assert (
        len(list(openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)) == 1
    )


def test_a_department_sees_its_own_and_no_applicant(office, signed_in, now):
    case = make_case(office, now=now)
    make_case(office, now=now)
    assigned(office, case, now)
    client = signed_in(office.drafter)
    answer = client.get(LIST)
    assert [row.pk for row in answer.context["rows"]] == [case.pk]
    assert case.applicant_masked not in answer.content.decode()
    assert [row.case.pk for row in client.get(LIST, {"view": "tasks"}).context["rows"]] == [case.pk]
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get(f"{LIST}export/").streaming_content))
    ).active
    assert case.applicant_masked not in str(list(sheet.values))
