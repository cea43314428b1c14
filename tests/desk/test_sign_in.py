"""Signing in: passwords, lock-out, one-time passwords, the second factor, and the audit of it all."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from gongkai.kernel import audit, keys
from gongkai.kernel.models import AuditEntry, Person
from tests.desk.one_time_codes import totp
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"


def attempt(client: Client, person: Person, password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": person.username, "password": password, **extra})


def acts() -> list[str]:
    return list(
        AuditEntry.objects.filter(act__startswith="kernel.sign_in")
        .order_by("id")
        .values_list("act", flat=True)
    )


def test_the_known_code_of_the_standard():
    """The vector of RFC 6238, appendix B, cut to six digits."""
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"


def test_a_stranger_is_sent_to_the_sign_in_and_back(bureau):
    client = Client()
    sent = client.get("/desk/account/?from=here")
    assert sent.status_code == 302
    assert sent.url == f"{LOGIN}?next=/desk/account/%3Ffrom%3Dhere"
    page = client.get(sent.url)
    assert "登录名" in page.content.decode() and "Sign In" not in page.content.decode()
    done = attempt(client, bureau.drafter, next="/desk/account/?from=here")
    assert done.url == "/desk/account/?from=here"


def test_signing_in_and_out_is_written_to_the_organs_chain(bureau):
    client = Client()
    assert attempt(client, bureau.drafter).url == reverse("desk:home")
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302
    assert acts() == ["kernel.sign_in.succeeded", "kernel.sign_in.left"]
    entry = AuditEntry.objects.get(act="kernel.sign_in.succeeded")
    assert (entry.chain, entry.subject_id, entry.door) == (
        audit.chain_of(bureau.organ), bureau.drafter.pk, "desk",
    )  # fmt: skip
    assert audit.verify() == []


def test_the_sign_in_name_ignores_case(bureau):
    response = Client().post(LOGIN, {"login": bureau.head.username.upper(), "password": PASSWORD})
    assert response.status_code == 302


def test_a_wrong_password_is_said_in_words_and_keeps_the_name(bureau):
    response = attempt(Client(), bureau.drafter, "wrong-password")
    page = response.content.decode()
    assert response.status_code == 200
    assert "登录名或密码不对" in page and f'value="{bureau.drafter.username}"' in page
    assert acts() == ["kernel.sign_in.failed"]


def test_an_unknown_name_leaves_only_a_keyed_hash(bureau):
    Client().post(LOGIN, {"login": "my-password-by-mistake", "password": "x"})
    entry = AuditEntry.objects.get(act="kernel.sign_in.failed")
    assert entry.chain == audit.SYSTEM_CHAIN
    assert "my-password" not in str(entry.detail)
    assert entry.detail["name_hash"] == keys.keyed_hash("my-password-by-mistake", purpose="username")[:32]


def test_five_failures_lock_even_the_right_password_out(bureau):
    client = Client()
    statuses = [attempt(client, bureau.drafter, "wrong-password").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    locked = attempt(client, bureau.drafter)
    assert locked.status_code == 429 and "登录已锁定" in locked.content.decode()
    assert client.get("/desk/").status_code == 302
    assert "kernel.sign_in.locked_out" in acts()
    assert attempt(Client(), bureau.head).status_code == 302, "somebody else is not locked out"


def test_changing_the_case_does_not_win_more_attempts(bureau):
    client, name = Client(), bureau.drafter.username
    for spelling in (name, name.upper(), name.title(), f" {name}"):
        client.post(LOGIN, {"login": spelling, "password": "wrong-password"})
    assert attempt(client, bureau.drafter, "wrong-password").status_code == 429


def test_many_attempts_under_lock_stay_at_the_locks_page(bureau):
    client = Client()
    statuses = {attempt(client, bureau.drafter, "wrong-password").status_code for _ in range(14)}
    assert statuses == {200, 429}
    assert attempt(client, bureau.drafter).status_code == 429


def test_somebody_who_left_cannot_sign_in(bureau):
    Person.objects.filter(pk=bureau.drafter.pk).update(is_active=False)
    client = Client()
    attempt(client, bureau.drafter)
    assert client.get("/desk/").status_code == 302


def test_nobody_registers_himself(bureau):
    assert Client().get("/accounts/signup/").status_code == 404


def test_a_one_time_password_opens_nothing_but_its_own_change(bureau, signed_in):
    Person.objects.filter(pk=bureau.drafter.pk).update(must_change_password=True)
    client = signed_in(bureau.drafter)
    change = reverse("account_change_password")
    for url in ("/desk/", "/desk/account/", "/accounts/2fa/totp/activate/"):
        assert client.get(url).url == change
    assert "一次性密码" in client.get(change).content.decode()
    new = {"oldpassword": PASSWORD, "password1": "Haishi-3071-kai", "password2": "Haishi-3071-kai"}
    assert client.post(change, new).url == reverse("desk:account")
    assert client.get("/desk/").status_code == 200
    assert "kernel.sign_in.password_changed" in acts()


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"oldpassword": "wrong"}, "现在的密码不对"),
        ({"password1": "short", "password2": "short"}, "10"),
        ({"password2": "Another-3071-kai"}, "id_password2_error"),
    ],
)
def test_a_password_that_will_not_do_is_refused(bureau, signed_in, fields, text):
    good = {"oldpassword": PASSWORD, "password1": "Haishi-3071-kai", "password2": "Haishi-3071-kai"}
    response = signed_in(bureau.drafter).post(reverse("account_change_password"), good | fields)
    assert response.status_code == 200 and text in response.content.decode()


def confirmed(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def activate(client: Client) -> str:
    confirmed(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'class="mono">([A-Z2-7]+)<', page)[1]
    response = client.post("/accounts/2fa/totp/activate/", {"code": totp(secret, time.time())})
    assert response.url == "/accounts/2fa/recovery-codes/"
    return secret


def test_the_second_factor_from_activation_to_recovery_code(
    bureau, settings, django_capture_on_commit_callbacks
):
    client = Client()
    attempt(client, bureau.reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        secret = activate(client)
    codes = re.findall(
        r"<li>([0-9a-z]{8})</li>", client.get("/accounts/2fa/recovery-codes/").content.decode()
    )
    assert len(codes) == 10
    client.post("/accounts/logout/")

    assert attempt(client, bureau.reviewer).url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/").status_code == 302, "the password alone opens nothing"
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "验证码不对" in wrong.content.decode()
    in_a_minute = totp(secret, time.time() + 30)
    settings.MFA_TOTP_TOLERANCE = 1
    assert client.post("/accounts/2fa/authenticate/", {"code": in_a_minute}).status_code == 302
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/logout/")

    attempt(client, bureau.reviewer)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    client.post("/accounts/logout/")
    attempt(client, bureau.reviewer)
    again = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert again.status_code == 200, "a recovery code is good once"
    assert {"kernel.sign_in.second_factor_added", "kernel.sign_in.second_factor_failed"} <= set(acts())


def test_secrets_of_the_second_factor_are_sealed_in_the_database(bureau):
    client = Client()
    attempt(client, bureau.reviewer)
    secret = activate(client)
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored and keys.unseal(stored) == secret
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert len(keys.unseal(seed)) > 10


def test_the_second_factor_is_taken_off_only_after_the_password(bureau):
    client = Client()
    attempt(client, bureau.reviewer)
    assert client.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")
    activate(client)
    assert client.post("/accounts/2fa/totp/deactivate/").url == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").url == "/desk/account/"
    assert not Authenticator.objects.exists()
    assert "kernel.sign_in.second_factor_removed" in acts()


def test_the_account_page_says_what_one_is(bureau, signed_in):
    page = signed_in(bureau.drafter).get("/desk/account/").content.decode()
    assert "起草人" in page and "企业科" in page and "未开启" in page
