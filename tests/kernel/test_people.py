"""People and organs: who may enter whom, three people for three duties, hand-over, renaming, merging."""

from datetime import date

import pytest

from gongkai.disclosure.models import Item
from gongkai.kernel import audit
from gongkai.kernel.acts import organs, people
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Person, Role, RoleGrant
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, PASSWORD, later, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db


def _enter(bureau, **values) -> Person:
    filled = {"username": "newone", "name": "王新", "password": PASSWORD} | values
    return people.enter_person(actor=bureau.admin, organ=bureau.organ, now=NOW, **filled)


def test_an_administrator_enters_a_person_who_must_change_the_password(bureau):
    person = _enter(bureau)
    assert person.must_change_password
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"username": " "}, "username"), ({"name": ""}, "name"), ({"password": "123"}, "password")],
)
def test_a_faulty_entry_names_the_field_and_enters_nobody(bureau, values, field):
    before = Person.objects.count()
    with pytest.raises(InputRefused) as refusal:
        _enter(bureau, **values)
    assert field in refusal.value.fields
    assert Person.objects.count() == before


def test_a_sign_in_name_is_taken_whatever_its_case(bureau):
    _enter(bureau)
    with pytest.raises(InputRefused):
        _enter(bureau, username="NewOne")


def test_nobody_but_the_organs_own_administrator_enters_people(bureau):
    stranger = make_bureau(parent=bureau.authority)
    for actor in (bureau.reviewer, bureau.supervisor, stranger.admin):
        with pytest.raises(NotVisible):
            people.enter_person(
                actor=actor, organ=bureau.organ, username="x", name="x", password=PASSWORD, now=NOW
            )


def test_administrator_security_officer_and_auditor_are_three_people(bureau):
    for role in (Role.SECURITY, Role.AUDITOR):
        with pytest.raises(ActRefused, match="三个人"):
            people.grant_role(actor=None, person=bureau.admin, organ=bureau.organ, role=role, now=NOW)


def test_nobody_gives_himself_a_role(bureau):
    with pytest.raises(ActRefused, match="自己"):
        people.grant_role(
            actor=bureau.admin, person=bureau.admin, organ=bureau.organ, role=Role.REVIEWER, now=NOW
        )


def test_a_department_role_needs_a_department_of_the_organ(bureau):
    elsewhere = make_bureau(parent=bureau.authority)
    with pytest.raises(InputRefused):
        people.grant_role(
            actor=bureau.admin, person=bureau.drafter, organ=bureau.organ, role=Role.HEAD, now=NOW
        )
    with pytest.raises(NotVisible):
        people.grant_role(
            actor=bureau.admin, person=bureau.drafter, organ=bureau.organ, role=Role.HEAD,
            department=elsewhere.business, now=NOW,
        )  # fmt: skip


def test_the_last_administrator_stays(bureau):
    grant = RoleGrant.objects.get(person=bureau.admin, role=Role.ADMIN)
    with pytest.raises(ActRefused, match="唯一"):
        people.end_role(actor=bureau.admin, grant_id=grant.pk, now=NOW)


def test_an_ended_role_gives_no_right(bureau):
    grant = RoleGrant.objects.get(person=bureau.reviewer)
    people.end_role(actor=bureau.admin, grant_id=grant.pk, now=NOW)
    assert standing_of(bureau.reviewer).home_organs == frozenset()


def test_a_leavers_roles_and_open_work_pass_on_in_one_act(bureau):
    draft = make_draft(bureau)
    live = make_live(bureau)
    moved = people.hand_over(
        actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.drafter.pk,
        successor_id=bureau.outsider.pk, now=later(days=1),
    )  # fmt: skip
    assert moved["在办信息和草稿"] == 1
    assert sum(moved.values()) == 1
    assert Item.objects.get(pk=draft.pk).drafter == bureau.outsider
    assert Item.objects.get(pk=live.pk).drafter == bureau.drafter, "what is done keeps its author"
    leaver = Person.objects.get(pk=bureau.drafter.pk)
    assert (leaver.is_active, leaver.left_on) == (False, date(2026, 3, 3))
    assert bureau.business.pk in standing_of(bureau.outsider).departments(Role.DRAFTER)
    assert audit.verify() == []


def test_an_administrator_may_not_hand_work_over_to_himself(bureau):
    with pytest.raises(ActRefused):
        people.hand_over(
            actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.reviewer.pk,
            successor_id=bureau.admin.pk, now=NOW,
        )  # fmt: skip


def test_a_renamed_organ_keeps_every_index_number_and_what_it_issued_keeps_the_name(bureau):
    item = make_live(bureau)
    number, name = item.index_number, bureau.organ.name
    organs.rename_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, name="海岳市文川区工业发展局", since=date(2026, 4, 1),
        reason="文编〔2026〕3号", now=later(days=30),
    )  # fmt: skip
    item.refresh_from_db()
    assert item.index_number == number
    assert item.live_edition.organ_name == name
    bureau.organ.refresh_from_db()
    newer = make_live(bureau, now=later(days=31))
    assert newer.live_edition.organ_name == "海岳市文川区工业发展局"
    assert newer.index_number.split("/")[0] == number.split("/")[0]
    assert newer.index_number != number


def test_a_merged_organs_items_and_numbers_stay_and_no_new_work_starts_there(bureau):
    target = make_bureau(parent=bureau.authority)
    people.grant_role(actor=None, person=bureau.admin, organ=target.organ, role=Role.ADMIN, now=NOW)
    item = make_live(bureau)
    organs.merge_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, into_id=target.organ.pk, on=date(2026, 4, 1),
        reason="机构改革", now=later(days=30),
    )  # fmt: skip
    item.refresh_from_db()
    assert item.public_state == "live"
    assert item.organ == bureau.organ
    assert standing_of(bureau.drafter).home_organs == frozenset()
    with pytest.raises(NotVisible):
        make_draft(bureau, now=later(days=31))
    with pytest.raises(ActRefused, match="撤并"):
        people.grant_role(
            actor=bureau.admin, person=bureau.signer, organ=bureau.organ, role=Role.SIGNER, now=NOW
        )
