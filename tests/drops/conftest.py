"""A bureau for every test of drops."""

import pytest

from tests.factories import Bureau, make_bureau


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    """An organ with departments, columns and people."""
    return make_bureau()
