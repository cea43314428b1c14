"""Acts about one thing of a case, by their pages: a task taken back, a file looked at and taken out."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.requests.acts.departments import assign
from gongkai.requests.acts.giving import add_given_file
from tests.request_factories import make_case, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


def address(case, name: str, target) -> str:
    return f"/desk/requests/{case.pk}/act/{name}/?of={target.pk}"


def test_a_task_is_taken_back(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now)
    task = assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请查找", now=now
    )
    signed_in(office.reviewer).post(address(case, "cancel_assignment", task), {"reason": "分错了"})
    task.refresh_from_db()
    assert task.cancelled_at


def test_a_given_file_is_looked_at_by_another_and_taken_out(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now)
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="明细.txt", stream=io.BytesIO(b"abc"), now=now
    )
    signed_in(office.reviewer2).post(address(case, "look_at_given_file", given))
    given.refresh_from_db()
    assert given.looked_at
    signed_in(office.reviewer).post(address(case, "remove_given_file", given))
    given.refresh_from_db()
    assert given.removed_at


def test_a_fact_is_put_right_by_its_page_and_only_with_a_reason(office, signed_in):
    now = timezone.now()
    case = make_case(office, now=now)
    fact = case.events.get(type="received")
    client, day = signed_in(office.reviewer), (timezone.localdate() - timedelta(days=1)).isoformat()
    page = address(case, "correct_event", fact)
    before = case.events.count()
    refused = client.post(page, {"on": day, "reason": ""})
    assert refused.status_code == 200
    assert refused.context["form"].errors["reason"]
    assert day in refused.content.decode()
    assert case.events.count() == before
