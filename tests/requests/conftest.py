"""An office of each test's own."""

import pytest

from tests.factories import Bureau
from tests.request_factories import make_office


@pytest.fixture
def office(db, gongkai_dir) -> Bureau:
    """An organ whose disclosure office is ready to take requests."""
    return make_office()
