"""A bureau and signed-in clients for tests that also open a browser."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client

from gongkai.kernel import triggers
from gongkai.kernel.models import Person
from tests.factories import Bureau, make_bureau


@pytest.fixture
def live_bureau(transactional_db, gongkai_dir) -> Iterator[Bureau]:
    """A bureau that another thread sees too; the live server outlives the patch that empties tables."""
    yield make_bureau()
    triggers.drop()


@pytest.fixture
def page_of(chromium, live_server, live_bureau) -> Iterator[Callable]:
    """Opens a browser page signed in as a person; its console errors are collected in `page.said`."""
    opened = []

    def open_page(person: Person, *, javascript: bool = True, width: int = 1280):
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.said = []
        page.on(
            "console", lambda message: page.said.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: page.said.append(str(error)))
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
