"""After the last page: nothing of the desk stays in the browser, nothing of strangers at the sign-in."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from gongkai.desk.sign_in_audit import forget_attempts
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_signing_out_clears_the_browsers_memory_and_nothing_else_does(client, bureau):
    client.force_login(bureau.drafter)
    inside = client.get("/desk/")
    assert inside["Cache-Control"] == "private, no-cache"
    assert "Clear-Site-Data" not in inside
    out = client.post("/accounts/logout/")
    assert out["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/")


def test_failed_attempts_are_forgotten_once_no_lock_out_needs_them(client, bureau):
    client.post("/accounts/login/", {"login": bureau.drafter.username, "password": PASSWORD + "x"})
    assert AccessAttempt.objects.count() == 1
    assert forget_attempts(timezone.now()) == 0
    assert forget_attempts(timezone.now() + timedelta(days=2)) == 1
    assert not AccessAttempt.objects.exists()
