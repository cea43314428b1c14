"""An office with an answered case, whose answer can be challenged."""

import pytest

from gongkai.requests.models import Case
from tests.factories import Bureau
from tests.request_factories import make_answered, make_office, refused_part


@pytest.fixture
def office(db, gongkai_dir) -> Bureau:
    """An organ whose disclosure office is ready to take requests."""
    return make_office()


@pytest.fixture
def refused(office) -> Case:
    """A case in which everything was refused on 2 March 2026 under article 16."""
    return make_answered(office, [refused_part()])
