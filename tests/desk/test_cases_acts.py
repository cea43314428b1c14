"""Acts of a case done by their pages: once, and once only; what was typed stays when it is refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.kernel.models import AuditEntry
from gongkai.requests.acts.departments import assign
from gongkai.requests.models import Case, CaseStage, LetterState
from tests.request_factories import make_answered, make_case, make_filed, make_office

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
#: Acts on a case in hand: what is entered, and what then is there.
ACTS = {
    "assign": (
        lambda o: {"department_id": o.business.pk, "task": "请查找"}, lambda c: c.assignments.count() == 1,
    ),
    "record_search": (
        lambda o: {"place": "档案室", "words": "拨付", "result": "没有", "on": TODAY(), "by_name": "张三"},
        lambda c: c.searches.count() == 1,
    ),
    "add_file": (
        lambda o: {"role": "other", "file": SimpleUploadedFile("a.txt", b"abc")},
        lambda c: c.files.count() == 1,
    ),
    "request_correction": (
        lambda o: {"points": "写明年度", "respond_by": TODAY() + timedelta(days=20)},
        lambda c: c.letters.filter(kind="correction_notice").count() == 1,
    ),
    "extend": (
        lambda o: {"working_days": 20, "reasons": "需要汇总", "confirmed": "1"},
        lambda c: c.letters.filter(kind="extension_notice").count() == 1,
    ),
    "ask_reasons": (
        lambda o: {
            "why_excessive": "一个月内提出三十件", "points": "用途以外的理由",
            "respond_by": TODAY() + timedelta(days=20),
        },
        lambda c: c.letters.count() == 1,
    ),
    "consult": (
        lambda o: {
            "party": "third_party", "name": "海岳远帆机械有限公司", "is_organisation": "on",
            "content": "技术改造项目的资金拨付金额",
        },
        lambda c: c.consultations.count() == 1,
    ),
    "notice_fee": (
        lambda o: {"standard": "pages", "quantity": 300, "confirmed": "1"},
        lambda c: c.fee_notices.count() == 1,
    ),
    "add_given_file": (
        lambda o: {"file": SimpleUploadedFile("明细.txt", b"abc")}, lambda c: c.given_files.count() == 1,
    ),
    "split": (lambda o: {"descriptions": "拨付明细\n评审专家名单"}, lambda c: c.parts.count() == 1),
    "record_withdrawal": (lambda o: {"on": TODAY()}, lambda c: c.letters.count() == 1),
}  # fmt: skip
#: What can lawfully be done again with the same entries: another task, another search, another paper.
AGAIN = frozenset({"record_search", "add_file", "add_given_file", "consult"})


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


def address(case, name: str, target=None) -> str:
    return f"/desk/requests/{case.pk}/act/{name}/" + (f"?of={target.pk}" if target else "")


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_done_by_its_page(office, signed_in, now, name):
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    values, is_there = ACTS[name]
    answer = client.post(address(case, name), values(office))
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    assert is_there(case)
    if name not in AGAIN:
        client.post(address(case, name), values(office))
        assert is_there(case), "pressed twice, done once"


def test_what_asks_twice_does_nothing_before_it_is_confirmed(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    before = AuditEntry.objects.count()
    for name in ("extend", "notice_fee"):
        values = ACTS[name][0](office)
        del values["confirmed"]
        answer = client.post(address(case, name), values)
        assert answer.status_code == 200
        assert answer.context["preview"].lines
    assert AuditEntry.objects.count() == before
    assert not case.letters.exists()


def test_what_was_typed_stays_when_it_is_refused(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.reviewer)
    values = {"points": "写明年度", "respond_by": "2020-01-01"}
    answer = client.post(address(case, "request_correction"), values)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "写明年度" in answer.content.decode()
    assert not case.letters.exists()


def test_a_request_is_confirmed_taken_over_and_archived(office, signed_in, now):
    case, client = make_filed(office, now=now).case, signed_in(office.reviewer)
    assert client.post(address(case, "confirm"), {"confirmed": TODAY(), "how": "电话"}).status_code == 302
    case.refresh_from_db()
    assert case.stage == CaseStage.HANDLING
    assert signed_in(office.reviewer2).post(address(case, "take_over")).status_code == 302
    case.refresh_from_db()
    assert case.handler == office.reviewer2
    ended = make_answered(office, now=now)
    assert client.post(address(ended, "archive"), {"retention": "years_10"}).status_code == 302
    ended.refresh_from_db()
    assert ended.stage == CaseStage.ARCHIVED


def test_a_department_claims_gives_its_opinion_and_hands_back(office, signed_in, now):
    case, client = make_case(office, now=now), signed_in(office.drafter)
    tasks = [
        assign(
            actor=office.reviewer, case_id=case.pk, department_id=department.pk, task="查",
            internal_due=None, now=now,
        )
        for department in (office.business, office.other)
    ]  # fmt: skip
    mine, theirs = case.assignments.order_by("pk")
    assert len(tasks) == 2
    assert client.post(address(case, "claim", mine)).status_code == 302
    client.post(address(case, "opine", mine), {"advice": "open", "opinion": "可以公开。"})
    mine.refresh_from_db()
    assert mine.answered_at
    refused = client.post(address(case, "hand_back", theirs), {"reason": "不是本科室的"})
    theirs.refresh_from_db()
    assert refused.status_code != 302
    assert theirs.handed_back_at is None


def test_a_case_is_merged_repeated_and_redone(office, signed_in, now):
    client, ended = signed_in(office.reviewer), make_answered(office, now=now)
    first, second, third = (make_case(office, now=now) for _ in range(3))
    client.post(address(first, "merge"), {"into_id": second.pk})
    client.post(address(third, "mark_repeat"), {"earlier_id": ended.pk})
    first.refresh_from_db()
    third.refresh_from_db()
    assert first.answered_by_case == second
    assert third.repeats == ended
    answer = client.post(address(ended, "redo"), {"reason": "海文政复决〔2026〕3号"})
    made = Case.objects.get(redo_of=ended)
    assert answer["Location"] == f"/desk/requests/{made.pk}/"
    assert not made.letters.exclude(state=LetterState.VOID).exists()
