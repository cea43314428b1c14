"""Behind a proxy every visitor has an address of his own, and cannot choose it."""

from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.desk.middleware import ProxiedAddressMiddleware


def _address(**headers: str) -> str:
    seen = []
    middleware = ProxiedAddressMiddleware(lambda request: seen.append(request.META) or HttpResponse())
    middleware(RequestFactory().get("/", headers=headers))
    return seen[0]["REMOTE_ADDR"]


def test_the_address_is_the_one_the_proxy_added_last():
    assert _address(**{"X-Forwarded-For": "10.0.0.1, 192.168.3.7"}) == "192.168.3.7"


def test_without_the_header_the_connection_counts():
    assert _address() == "127.0.0.1"
