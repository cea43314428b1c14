"""Which page answers whom: right role 200, wrong role or wrong organ 404, stranger to the sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_bureau

ROLES = (
    "drafter", "head", "outsider", "reviewer", "office_head", "signer", "admin", "security", "auditor",
    "supervisor",
)  # fmt: skip
EVERYBODY = set(ROLES)
ORGAN_PAGES = (
    "organ", "organ_rename", "organ_merge", "organ_index_numbers", "departments", "department_new",
    "columns", "column_new", "people", "person_new",
)  # fmt: skip
PAGES = {
    "home": EVERYBODY,
    "account": EVERYBODY,
    "help": EVERYBODY,
    "organs": EVERYBODY,
    "expedited": EVERYBODY,
    "allow_list": {"reviewer", "security"},
    "outbox": {"reviewer", "admin"},
    "audit": {"auditor"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_page_answers_its_roles_and_nobody_else(bureau, signed_in, role):
    client = signed_in(bureau.people[role])
    for name, allowed in PAGES.items():
        assert client.get(reverse(f"desk:{name}")).status_code == (200 if role in allowed else 404), name


@pytest.mark.parametrize("role", ROLES)
def test_the_organs_pages_are_its_administrators(bureau, signed_in, role):
    client = signed_in(bureau.people[role])
    for name in ORGAN_PAGES:
        url = reverse(f"desk:{name}", args=[bureau.organ.code])
        assert client.get(url).status_code == (200 if role == "admin" else 404), name


def test_the_pages_of_single_things_are_their_administrators(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    code, column = bureau.organ.code, bureau.columns["tzgg"]
    grant = bureau.drafter.grants.get()
    urls = [
        reverse("desk:department", args=[code, bureau.business.pk]),
        reverse("desk:column", args=[code, column.pk]),
        reverse("desk:person", args=[code, bureau.drafter.pk]),
        reverse("desk:person_password", args=[code, bureau.drafter.pk]),
        reverse("desk:person_hand_over", args=[code, bureau.drafter.pk]),
        reverse("desk:grant_end", args=[code, grant.pk]),
    ]
    for url in urls:
        assert signed_in(bureau.admin).get(url).status_code == 200, url
        for person in (other.admin, bureau.reviewer, bureau.auditor):
            assert signed_in(person).get(url).status_code == 404, url
        assert Client().get(url).url.startswith("/accounts/login/")


def test_one_organs_things_do_not_show_under_another_organs_code(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    client, code = signed_in(bureau.admin), bureau.organ.code
    for name, pk in (
        ("department", other.business.pk),
        ("column", other.columns["tzgg"].pk),
        ("person", other.drafter.pk),
        ("grant_end", other.drafter.grants.get().pk),
    ):
        assert client.get(reverse(f"desk:{name}", args=[code, pk])).status_code == 404, name


def test_acts_do_not_answer_to_get(bureau, signed_in):
    client = signed_in(bureau.admin)
    assert client.get(reverse("desk:column_move", args=[bureau.organ.code, 1])).status_code == 405
    assert client.get(reverse("desk:outbox_retry", args=[1])).status_code == 405
    assert signed_in(bureau.auditor).get(reverse("desk:audit_export")).status_code == 405


def test_every_form_asks_for_its_token(bureau):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bureau.admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post(reverse("desk:organ", args=[bureau.organ.code]), {"short_name": "局"})
    assert response.status_code == 403
    assert "请重新提交" in response.content.decode()


def test_a_page_that_is_not_there_says_so_in_chinese_and_nothing_else(bureau, signed_in):
    page = signed_in(bureau.drafter).get("/desk/no-such-page/")
    assert page.status_code == 404
    assert "没有找到这个页面" in page.content.decode() and "urlpatterns" not in page.content.decode()


def test_a_fault_inside_shows_a_number_and_no_trace(bureau, signed_in, monkeypatch):
    from gongkai.desk import home

    def broken(*args, **kwargs):
        raise RuntimeError("secret inner detail")

    monkeypatch.setattr(home, "deadlines_of", broken)
    client = signed_in(bureau.drafter)
    client.raise_request_exception = False
    response = client.get("/desk/")
    page = response.content.decode()
    assert response.status_code == 500
    assert response["X-Request-Id"] in page
    assert "secret inner detail" not in page and "Traceback" not in page


def test_a_partial_request_of_a_stranger_is_sent_to_the_sign_in_as_a_whole(bureau):
    response = Client().get("/desk/", headers={"HX-Request": "true"})
    assert response.status_code == 204 and response["HX-Redirect"] == "/accounts/login/"


def test_pages_forbid_inline_scripts_and_styles_and_use_none(bureau, signed_in):
    client = signed_in(bureau.admin)
    for name in ORGAN_PAGES:
        response = client.get(reverse(f"desk:{name}", args=[bureau.organ.code]))
        assert "script-src 'self'" in response["Content-Security-Policy"]
        page = response.content.decode()
        assert " style=" not in page and "<style" not in page and "onclick" not in page
        assert page.count("<script") == page.count("<script src=")
