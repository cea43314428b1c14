"""A policy and its interpretation: told by the titles, linked by the act that confirms the second one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.models import Item, Relation
from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.batch import is_ready, proposed_values
from gongkai.drops.interpreting import Policy, interpreted_name, policies_named
from gongkai.drops.links import interpreting_of
from gongkai.drops.models import Drop, DropDocument
from gongkai.drops.proposals import FIELDS, restored
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.rights import standing_of
from tests.documents.samples import docx_bytes
from tests.drops.factories import notice, read
from tests.factories import later, make_draft, make_live

POLICY = "关于印发《文川区技术改造补助办法》的通知"
ABOUT = "《文川区技术改造补助办法》政策解读"


def interpretation(title: str = ABOUT) -> bytes:
    return docx_bytes(title, "一、为什么要制定这个办法。为了帮助企业做好技术改造。", "二、谁可以申请补助。")


def confirmed(bureau, document: DropDocument, *, submit=False, interprets=None, **values) -> Item:
    given = proposed_values(restored(document.proposal)) | {"column": bureau.columns["tzgg"].pk} | values
    return confirm_document(
        actor=bureau.drafter, document_id=document.pk, values=given, submit=submit, looked=FIELDS,
        now=later(hours=1), interprets=interprets,
    )  # fmt: skip


def both(bureau) -> tuple[Drop, DropDocument, DropDocument]:
    drop = read(bureau, ("办法.docx", notice("文工信发〔2026〕5号", POLICY)), ("解读.docx", interpretation()))
    policy, about = drop.documents.all()
    return drop, policy, about


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (ABOUT, "文川区技术改造补助办法"), ("关于《文川区补助办法》的政策解读", "文川区补助办法"),
        ("一图读懂《文川区补助办法》", "文川区补助办法"), ("一图读懂：文川区补助办法", "文川区补助办法"),
        ("关于技术改造补助办法的解读", "技术改造补助办法"), ("政策解读|文川区补助办法", "文川区补助办法"),
        ("文川区工信局关于《补助办法》的解读.docx", "补助办法"), ("图解：技术改造补助", "技术改造补助"),
        ("《关于做好技术改造工作的通知》政策解读", "关于做好技术改造工作的通知"),
        ("关于做好技术改造工作的通知", ""), ("关于召开政策解读会的通知", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_title_tells_what_it_interprets(title, name):
    assert interpreted_name(title) == name


def test_policies_are_known_by_their_name_and_never_an_interpretation():
    known = [
        Policy("item:1", POLICY), Policy("item:2", ABOUT), Policy("item:3", "关于做好补助发放工作的通知"),
    ]  # fmt: skip
    assert [one.key for one in policies_named("文川区技术改造补助办法", known)] == ["item:1"]
    assert policies_named("补助", known) == ()


def test_the_policy_first_the_interpretation_is_linked_when_it_is_confirmed(bureau):
    _, policy, about = both(bureau)
    first, second = confirmed(bureau, policy), confirmed(bureau, about, submit=True)
    relation = Relation.objects.get()
    assert (relation.policy, relation.interpretation) == (first, second)
    assert second.work_state == "in_review"


def test_the_interpretation_first_is_linked_when_the_policy_is_confirmed_and_stays_under_review(bureau):
    _, policy, about = both(bureau)
    second = confirmed(bureau, about, submit=True)
    assert not Relation.objects.exists()
    first = confirmed(bureau, policy, submit=True)
    relation = Relation.objects.get()
    assert (relation.policy, relation.interpretation) == (first, second)
    second.refresh_from_db()
    assert (first.work_state, second.work_state) == ("in_review", "in_review")


def test_an_interpretation_of_what_is_published_already_is_linked(bureau):
    live = make_live(bureau, title=POLICY)
    about = read(bureau, ("解读.docx", interpretation())).documents.get()
    item = confirmed(bureau, about)
    assert Relation.objects.get(policy=live).interpretation == item


def test_several_policies_of_the_name_are_asked_about_and_never_guessed(bureau):
    older = make_live(bureau, title=POLICY, doc_number="文工信发〔2024〕1号")
    newer = make_draft(bureau, title=POLICY, doc_number="文工信发〔2026〕1号")
    drop = read(bureau, ("解读.docx", interpretation()))
    about = drop.documents.get()
    found = interpreting_of(drop, [about], standing_of(bureau.drafter))[about.pk]
    assert (found.is_open, found.proposed) == (True, "")
    assert not is_ready(about, [], [], found)
    with pytest.raises(InputRefused) as refused:
        confirmed(bureau, about)
    assert "interprets" in refused.value.fields
    with pytest.raises(InputRefused):
        confirmed(bureau, about, interprets="item:999999")
    assert not Item.objects.exclude(pk__in=(older.pk, newer.pk)).exists()
    confirmed(bureau, about, interprets=f"item:{older.pk}")
    assert Relation.objects.get().policy == older


def test_a_link_that_is_not_wanted_is_not_made(bureau):
    make_live(bureau, title=POLICY)
    confirmed(bureau, read(bureau, ("解读.docx", interpretation())).documents.get(), interprets="none")
    assert not Relation.objects.exists()


def test_a_draft_of_another_department_is_not_offered(bureau):
    item = make_draft(bureau, title=POLICY)
    Item.objects.filter(pk=item.pk).update(department=bureau.other, drafter=bureau.outsider)
    drop = read(bureau, ("解读.docx", interpretation()))
    about = drop.documents.get()
    found = interpreting_of(drop, [about], standing_of(bureau.drafter))[about.pk]
    assert found.policies == ()
    confirmed(bureau, about)
    assert not Relation.objects.exists()


def test_a_policy_that_is_dismissed_leaves_the_interpretation_alone(bureau):
    _, policy, about = both(bureau)
    DropDocument.objects.filter(pk=policy.pk).update(state="dismissed")
    confirmed(bureau, about)
    assert not Relation.objects.exists()


def test_what_several_interpret_costs_the_same_however_many(bureau):
    drop = read(bureau, ("解读.docx", interpretation()))
    first = drop.documents.get()
    standing, costs = standing_of(bureau.drafter), []
    for number in (3, 30):
        while drop.documents.count() < number:
            first.pk = None
            first.save(force_insert=True)
        with CaptureQueriesContext(connection) as queries:
            assert len(interpreting_of(drop, list(drop.documents.all()), standing)) == number
        costs.append(len(queries))
    assert costs[0] == costs[1]
