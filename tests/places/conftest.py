"""A bureau of each test's own, with a place; nothing waits between two requests to the platform."""

from collections.abc import Iterator

import pytest

from tests.factories import Bureau, make_bureau
from tests.places.factories import make_column, make_place
from tests.support.other_platform import OtherPlatform, other_platform


@pytest.fixture
def bureau(db, gongkai_dir) -> Bureau:
    return make_bureau()


@pytest.fixture
def place(bureau):
    """A place in which the first column is followed."""
    made = make_place(bureau)
    make_column(bureau, made)
    return made


@pytest.fixture
def platform(settings, monkeypatch) -> Iterator[OtherPlatform]:
    """A real server on a loopback port, which may be read; without the pauses we keep for others."""
    settings.GONGKAI_PLACES_PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr("gongkai.places.reading.PAUSE_SECONDS", 0.0)
    with other_platform() as made:
        yield made
