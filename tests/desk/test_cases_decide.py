"""Drawing up a decision without scripts: facts asked for, errors at their fields, nothing typed is lost."""

import pytest
from django.utils import timezone

from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.acts.departments import assign
from gongkai.requests.models import Decision, Letter, LetterState
from tests.request_factories import make_case, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


@pytest.fixture
def case(office):
    """A case in hand."""
    return make_case(office, now=timezone.now())


def address(case) -> str:
    return f"/desk/requests/{case.pk}/decide/"


def typed(outcome: str, *, do: str = "update", title: str = "拨付明细", grounds=(), count=1, **facts) -> dict:
    """One piece of information as a browser sends it."""
    told = {f"part0-fact-{code}": value for code, value in facts.items()}
    return {
        "count": count, "do": do, "part0-title": title, "part0-outcome": outcome, "part0-grounds": grounds,
    } | told  # fmt: skip


def test_the_form_begins_with_what_was_asked_and_without_complaint(case, office, signed_in):
    page = signed_in(office.reviewer).get(address(case)).content.decode()
    assert "技术改造专项资金拨付明细" in page
    assert 'class="error"' not in page


def test_each_outcome_asks_for_its_facts(case, office, signed_in):
    client = signed_in(office.reviewer)
    for outcome in OUTCOMES:
        answer = client.post(address(case), typed(outcome.code))
        part = answer.context["parts"][0]
        assert {fact.code for fact in part.facts} >= set(outcome.required_facts), outcome.code
        page = answer.content.decode()
        for code in outcome.required_facts:
            assert f'name="part0-fact-{code}"' in page, (outcome.code, code)
    assert not Decision.objects.exists()


def test_errors_stand_at_their_fields_and_what_was_typed_stays(case, office, signed_in):
    answer = signed_in(office.reviewer).post(address(case), typed("refused", do="decide", title="讨论记录"))
    part = answer.context["parts"][0]
    assert part.title == "讨论记录"
    assert part.grounds_error or any(fact.error for fact in part.facts)
    assert answer.context["refused"]
    assert not Decision.objects.exists()
    assert not Letter.objects.exists()


def test_facts_typed_for_one_outcome_come_back_with_it(case, office, signed_in):
    client = signed_in(office.reviewer)
    page = client.post(address(case), typed("not_held", reasons="内部讨论记录")).content.decode()
    assert '<input type="hidden" name="part0-fact-reasons" value="内部讨论记录">' in page
    part = client.post(address(case), typed("refused", reasons="内部讨论记录")).context["parts"][0]
    assert {fact.code: fact.value for fact in part.facts}["reasons"] == "内部讨论记录"


def test_parts_are_added_and_dropped_without_losing_the_others(case, office, signed_in):
    client = signed_in(office.reviewer)
    parts = client.post(address(case), typed("refused", do="add", reasons="甲")).context["parts"]
    assert [part.number for part in parts] == [1, 2]
    second = {"part1-title": "名单", "part1-outcome": "not_held"}
    both = typed("refused", do="drop0", count=2, reasons="甲") | second
    parts = client.post(address(case), both).context["parts"]
    assert [(part.title, part.outcome.code) for part in parts] == [("名单", "not_held")]


def test_a_look_keeps_nothing_and_deciding_leads_to_the_letter(case, office, signed_in):
    client = signed_in(office.reviewer)
    facts = {"grounds": ["art16_process"], "reasons": "属于过程中的讨论记录，尚未形成最终结论。"}
    answer = client.post(address(case), typed("refused", do="look", **facts))
    assert answer.context["refused"] == ""
    outlook = answer.context["outlook"]
    assert outlook.letter
    assert outlook.articles
    assert outlook.letter in answer.content.decode()
    assert not Decision.objects.exists()
    answer = client.post(address(case), typed("refused", do="decide", **facts))
    letter = Letter.objects.get()
    assert answer["Location"] == f"/desk/requests/letters/{letter.pk}/"
    assert letter.state == LetterState.DRAFT
    again = client.get(address(case)).context["parts"][0]
    assert again.outcome.code == "refused"
    assert {fact.code: fact.value for fact in again.facts}["reasons"] == facts["reasons"]


def test_nonsense_in_the_form_is_no_error_page(case, office, signed_in):
    client = signed_in(office.reviewer)
    for data in (
        {}, {"count": "99999", "do": "drop77"}, {"count": "-1", "do": "decide"}, {"do": "add", "count": "x"},
        typed("no_such_outcome", do="decide", grounds=["nothing"], no_such_fact="x"),
    ):  # fmt: skip
        assert client.post(address(case), data).status_code == 200, data
    assert not Decision.objects.exists()


def test_a_department_does_not_decide(case, office, signed_in):
    assign(
        actor=office.reviewer, case_id=case.pk, department_id=office.business.pk, task="请查找",
        internal_due=None, now=timezone.now(),
    )  # fmt: skip
    assert signed_in(office.drafter).post(address(case), typed("refused")).status_code == 404
