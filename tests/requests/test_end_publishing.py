"""Article 44: one task for a matter that several applicants were given, published once or declined."""

import pytest

from gongkai.disclosure.models import Item
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.requests.acts.publishing import decline_wish, propose_publication, publish_wish
from gongkai.requests.models import Case, PublicationTask
from gongkai.requests.personal import Asked
from tests.factories import NOW, make_bureau
from tests.request_factories import COMPANY, make_answered, make_case, refused_part

OTHER_WORDS = Asked("技术改造专项资金都拨给了哪些企业")


def company_case(office, **changes) -> Case:
    return make_case(office, applicant=COMPANY, applicant_kind="commercial", **changes)


@pytest.fixture
def task(office) -> PublicationTask:
    make_answered(office)
    make_answered(office, case=company_case(office))
    return PublicationTask.objects.get()


def publish(office, task, *, actor=None, **changes):
    told = {"column_id": office.columns["tzgg"].pk, "title": "拨付明细", "body_html": "<p>明细</p>"} | changes
    return publish_wish(actor=actor or office.reviewer, task_id=task.pk, now=NOW, **told)


def test_the_task_is_raised_once_and_later_cases_join_it(office, task):
    make_answered(office)
    assert PublicationTask.objects.get().cases.count() == 3
    assert PublicationTask.objects.get().settled_at is None


def test_one_applicant_alone_or_a_refusal_raises_none(office):
    make_answered(office)
    make_answered(office)
    make_answered(office, [refused_part()], case=company_case(office))
    assert not PublicationTask.objects.exists()


def test_a_published_wish_is_a_draft_formed_on_the_first_receipt(office, task):
    done = publish(office, task)
    item = Item.objects.get()
    assert done.item_id == item.pk
    assert (item.formed_on, item.public_state) == (NOW.date(), "none")
    assert (done.settled_by, done.settled_at) == (office.reviewer, NOW)
    with pytest.raises(ActRefused):
        publish(office, task)
    with pytest.raises(ActRefused):
        decline_wish(actor=office.reviewer, task_id=task.pk, reason="不宜", now=NOW)
    assert Item.objects.count() == 1


def test_a_refused_draft_leaves_the_task_open(office, task):
    for changes in ({"title": " "}, {"column_id": 0}):
        with pytest.raises((Refused, NotVisible)):
            publish(office, task, **changes)
    for actor in (make_bureau(parent=office.authority).reviewer, office.signer, office.drafter):
        with pytest.raises(NotVisible):
            publish(office, task, actor=actor)
    assert not Item.objects.exists()
    assert PublicationTask.objects.get().settled_at is None


def test_declining_needs_a_reason(office, task):
    with pytest.raises(InputRefused) as refused:
        decline_wish(actor=office.reviewer, task_id=task.pk, reason=" ", now=NOW)
    assert set(refused.value.fields) == {"reason"}
    assert PublicationTask.objects.get().settled_at is None
    done = decline_wish(actor=office.reviewer, task_id=task.pk, reason="只涉及申请人", now=NOW)
    assert (done.declined_reason, done.item_id) == ("只涉及申请人", None)


def test_different_words_are_proposed_by_hand(office):
    cases = [make_answered(office), make_answered(office, case=company_case(office, asked=OTHER_WORDS))]
    assert not PublicationTask.objects.exists()
    task = propose_publication(actor=office.reviewer, case_ids=[case.pk for case in cases], now=NOW)
    assert set(task.cases.all()) == set(cases)


def test_a_proposal_of_one_applicant_an_open_case_or_strangers_is_refused(office):
    mine, again, waiting = make_answered(office), make_answered(office), company_case(office)
    for ids in ([mine.pk, again.pk], [mine.pk, waiting.pk]):
        with pytest.raises(ActRefused):
            propose_publication(actor=office.reviewer, case_ids=ids, now=NOW)
    stranger = make_bureau(parent=office.authority).reviewer
    for actor, ids in ((office.reviewer, [mine.pk]), (stranger, [mine.pk, waiting.pk])):
        with pytest.raises(NotVisible):
            propose_publication(actor=actor, case_ids=ids, now=NOW)
    assert not PublicationTask.objects.exists()


def test_a_settled_wish_is_not_proposed_as_if_new(office, task):
    decline_wish(actor=office.reviewer, task_id=task.pk, reason="只涉及申请人", now=NOW)
    other = make_answered(office, case=company_case(office, asked=OTHER_WORDS))
    ids = [*task.cases.values_list("pk", flat=True), other.pk]
    with pytest.raises(ActRefused):
        propose_publication(actor=office.reviewer, case_ids=ids, now=NOW)
    assert other not in task.cases.all()
