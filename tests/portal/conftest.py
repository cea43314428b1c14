"""A bureau whose acts are written to a release of each test's own; a whole town for tests that only look."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from gongkai.kernel import outbox
from gongkai.kernel.models import OutboxJob
from gongkai.portal.publication import release_dir
from tests.factories import Bureau, make_bureau
from tests.portal.site import Site
from tests.portal.town import Town, make_town

SITE_URL = "https://www.wenchuan.example"


def drain() -> int:
    """Run the outbox dry, as a worker a day from now would; a job that failed is an error here."""
    taken = outbox.drain(owner="test", clock=lambda: timezone.now() + timedelta(days=1))
    failed = list(OutboxJob.objects.exclude(last_error="").values_list("kind", "last_error"))
    assert failed == []
    return taken


def make_identified_bureau() -> Bureau:
    """A bureau on a site with an identity."""
    made = make_bureau()
    made.authority.site_id_code, made.authority.icp_number = "3710030001", "鲁ICP备00000001号"
    made.authority.save()
    return made


@pytest.fixture
def bureau(db, gongkai_dir, settings) -> Bureau:
    """An organ with departments, columns and people; the site has an address and an identity."""
    settings.GONGKAI_SITE_URL = SITE_URL
    return make_identified_bureau()


@pytest.fixture
def site(bureau) -> Site:
    """The release of the bureau's installation; `site.write()` lets the worker catch up."""
    return Site(release_dir() / "www", drain)


@pytest.fixture(scope="module")
def written_town(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Town, Site]]:
    """A town and its written site, made once for a module whose tests change nothing; rolled back after."""
    folder: Path = tmp_path_factory.mktemp("town")
    with (
        django_db_blocker.unblock(),
        override_settings(GONGKAI_DIR=folder, GONGKAI_SITE_URL=SITE_URL),
        transaction.atomic(),
    ):
        made = make_town(make_identified_bureau())
        drain()
        yield made, Site(folder / "release" / "www", drain)
        transaction.set_rollback(True)
