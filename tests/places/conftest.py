"""A bureau of each test's own, with a place."""

import pytest

from tests.factories import Bureau, make_bureau
from tests.places.factories import make_column, make_place


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    return make_bureau()


@pytest.fixture
def place(bureau):
    """A place in which the first column is followed."""
    made = make_place(bureau)
    make_column(bureau, made)
    return made
