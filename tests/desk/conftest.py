"""A bureau of each test's own, and browsers signed in as its people."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.kernel.models import Person
from tests.factories import Bureau, make_bureau

SignedIn = Callable[[Person], Client]


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An organ with departments, columns and people."""
    cache.clear()
    return make_bureau()


@pytest.fixture
def signed_in(bureau) -> SignedIn:
    """Makes a client in which the person is signed in, without going through the sign-in page."""

    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of
