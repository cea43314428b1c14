"""Entering people, giving and ending roles, passwords, and handing a leaver's work over."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosure.models import Item
from gongkai.kernel.models import AuditEntry, Person, Role, RoleGrant
from gongkai.kernel.rights import standing_of
from tests.factories import make_bureau, make_draft, make_person


def url(bureau, name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=[bureau.organ.code, *args])


def test_a_person_enters_with_a_role_and_a_one_time_password(bureau, signed_in):
    client = signed_in(bureau.admin)
    form = {
        "name": "李静", "username": "lijing", "password": "kx7m-p2qa-9rtb", "role": "drafter",
        "department": bureau.business.pk,
    }  # fmt: skip
    assert client.post(url(bureau, "person_new"), form).url == url(bureau, "people")
    entered = Person.objects.get(username="lijing")
    assert entered.must_change_password
    assert standing_of(entered).departments(Role.DRAFTER) == {bureau.business.pk}
    assert "李静" in client.get(url(bureau, "people")).content.decode()
    signing_in = Client().post("/accounts/login/", {"login": "lijing", "password": "kx7m-p2qa-9rtb"})
    assert signing_in.status_code == 302


def test_the_proposed_password_is_random_and_good_enough(bureau, signed_in):
    client = signed_in(bureau.admin)
    first, second = (
        client.get(url(bureau, "person_new")).context["form"]["password"].value() for _ in range(2)
    )
    assert first != second and len(first) >= 12


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"role": "king"}, "role"),
        ({"password": "123"}, "password"),
        ({"department": ""}, "department"),
        ({"role": "reviewer"}, "department"),
    ],
)
def test_a_faulty_entry_keeps_what_was_typed_and_makes_nobody(bureau, signed_in, change, field):
    before = Person.objects.count()
    form = {
        "name": "李静", "username": "lijing", "password": "kx7m-p2qa-9rtb", "role": "drafter",
        "department": bureau.business.pk,
    } | change  # fmt: skip
    response = signed_in(bureau.admin).post(url(bureau, "person_new"), form)
    page = response.content.decode()
    assert response.status_code == 200 and 'value="lijing"' in page
    assert response.context["form"].errors[field]
    assert f'id="id_{field}_error"' in page and f"id_{field}_error" in page.split("aria-describedby", 1)[1]
    assert Person.objects.count() == before


def test_a_name_in_use_is_refused_at_its_field(bureau, signed_in):
    form = {
        "name": "李静", "username": bureau.drafter.username.upper(), "password": "kx7m-p2qa-9rtb",
        "role": "signer",
    }  # fmt: skip
    response = signed_in(bureau.admin).post(url(bureau, "person_new"), form)
    assert "登录名已有人使用" in response.context["form"].errors["username"][0]


def test_roles_are_given_and_ended(bureau, signed_in):
    client = signed_in(bureau.admin)
    client.post(url(bureau, "person_grant", bureau.outsider.pk), {"role": "signer"})
    assert bureau.organ.pk in standing_of(bureau.outsider).organs(Role.SIGNER)
    held = RoleGrant.objects.get(person=bureau.outsider, role="signer")
    ask = client.get(url(bureau, "grant_end", held.pk)).content.decode()
    assert "签发人" in ask and bureau.outsider.name in ask
    client.post(url(bureau, "grant_end", held.pk))
    assert not standing_of(bureau.outsider).organs(Role.SIGNER)
    page = client.get(url(bureau, "person", bureau.outsider.pk)).content.decode()
    assert "以前的角色" in page


def test_the_three_officers_stay_three_people(bureau, signed_in):
    client = signed_in(bureau.admin)
    response = client.post(url(bureau, "person_grant", bureau.auditor.pk), {"role": "security"})
    assert response.status_code == 200
    assert "须由三个人分别担任" in response.content.decode()
    assert not standing_of(bureau.auditor).organs(Role.SECURITY)


def test_nobody_gives_himself_a_role(bureau, signed_in):
    response = signed_in(bureau.admin).post(
        url(bureau, "person_grant", bureau.admin.pk), {"role": "reviewer"}
    )
    assert response.status_code == 200 and not standing_of(bureau.admin).organs(Role.REVIEWER)


def test_the_only_administrator_stays_and_the_page_says_why(bureau, signed_in):
    held = RoleGrant.objects.get(person=bureau.admin)
    response = signed_in(bureau.admin).post(url(bureau, "grant_end", held.pk))
    assert response.status_code == 409
    assert "唯一的管理员" in response.content.decode()


def test_a_reset_password_must_be_changed_at_the_next_sign_in(bureau, signed_in):
    client = signed_in(bureau.admin)
    new = "qm4t-8xka-2wpz"
    client.post(url(bureau, "person_password", bureau.drafter.pk), {"password": new})
    fresh = Client()
    fresh.post("/accounts/login/", {"login": bureau.drafter.username, "password": new})
    assert fresh.get("/desk/").url == reverse("account_change_password")
    weak = client.post(url(bureau, "person_password", bureau.drafter.pk), {"password": "12345678901"})
    assert weak.status_code == 200 and weak.context["form"].errors["password"]


def test_who_works_elsewhere_too_keeps_his_password(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    shared = make_person("shared", bureau.organ, (Role.SIGNER, None))
    RoleGrant.objects.create(
        person=shared, organ=other.organ, role=Role.SIGNER, since=shared.grants.get().since
    )
    before = shared.password
    response = signed_in(bureau.admin).post(
        url(bureau, "person_password", shared.pk), {"password": "qm4t-8xka-2wpz"}
    )
    shared.refresh_from_db()
    assert "其他机关任职" in response.content.decode() and shared.password == before


def test_a_leavers_roles_and_open_work_pass_in_one_act(bureau, signed_in):
    items = [make_draft(bureau) for _ in range(3)]
    client = signed_in(bureau.admin)
    hand_over = url(bureau, "person_hand_over", bureau.drafter.pk)
    form = {"successor": bureau.colleague.pk, "leaves": "on"}
    done = client.post(hand_over, form, follow=True)
    assert "在办信息和草稿 3 件" in done.content.decode()
    assert set(Item.objects.filter(pk__in=[i.pk for i in items]).values_list("drafter", flat=True)) == {
        bureau.colleague.pk
    }
    leaver = Person.objects.get(pk=bureau.drafter.pk)
    assert not leaver.is_active and not standing_of(leaver).home_organs
    assert signed_in(bureau.drafter).get("/desk/").status_code == 302, "an open session ends too"
    assert AuditEntry.objects.filter(act="kernel.person.handed_over", subject_id=leaver.pk).exists()
    former = client.get(url(bureau, "people") + "?former=1").content.decode()
    assert leaver.name in former


def test_work_is_not_handed_to_oneself_or_to_strangers(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    client = signed_in(bureau.admin)
    hand_over = url(bureau, "person_hand_over", bureau.drafter.pk)
    mine = client.post(hand_over, {"successor": bureau.admin.pk})
    assert "不能交接给自己" in mine.content.decode()
    strange = client.post(hand_over, {"successor": other.drafter.pk})
    assert strange.context["form"].errors["successor"]
    assert standing_of(bureau.drafter).home_organs


def test_a_lost_second_factor_is_taken_off_by_the_administrator(bureau, signed_in):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=bureau.signer, type="totp", data={"secret": "x"})
    client = signed_in(bureau.admin)
    assert "解除两步验证" in client.get(url(bureau, "person", bureau.signer.pk)).content.decode()
    client.post(url(bureau, "person_second_factor", bureau.signer.pk))
    assert not Authenticator.objects.exists()
    again = client.post(url(bureau, "person_second_factor", bureau.signer.pk))
    assert again.status_code == 409


def test_the_list_asks_the_same_number_of_questions_at_any_length(
    bureau, signed_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(bureau.admin)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url(bureau, "people"))
    for number in range(30):
        make_person(f"more{number}", bureau.organ, (Role.DRAFTER, bureau.business))
    with django_assert_num_queries(len(few)):
        client.get(url(bureau, "people"))
