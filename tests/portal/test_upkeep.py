"""The nightly compare, the restartable rebuild, and changes of organs that overtake each other."""

from datetime import datetime
from functools import partial

import pytest

from gongkai.disclosure.addresses import item_url
from gongkai.kernel.acts.organs import describe_organ
from gongkai.kernel.models import OutboxJob
from gongkai.portal import affected, jobs, publication
from gongkai.portal.publication import bake_all, verify_release
from gongkai.release import rebuild
from tests.factories import NOW, SHANGHAI, make_live

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 3, 3, 3, 10, tzinfo=SHANGHAI)


def test_an_altered_and_a_foreign_file_are_named_and_set_right_by_night(bureau, site):
    item = make_live(bureau)
    site.write()
    altered, foreign = site.path(item_url(item)), site.www / "x.html"
    altered.write_text("改过", "utf-8")
    foreign.write_text("外来", "utf-8")
    assert {difference.kind for difference in verify_release()} == {"altered", "foreign"}
    assert jobs.compare_by_night(NOW) == 0
    assert jobs.compare_by_night(NIGHT) == 2
    assert item.title in site.page(item_url(item)).text and not foreign.exists()
    assert verify_release() == []
    altered.write_text("又改", "utf-8")
    assert jobs.compare_by_night(NIGHT) == 0  # once a night


def test_a_bake_that_was_stopped_goes_on_and_ends_whole(bureau, site, monkeypatch):
    item = make_live(bureau)
    monkeypatch.setattr(publication, "rebuild", partial(rebuild, batch=10))

    class Stopped(Exception):
        """The process ends here."""

    def stop(done: int, total: int) -> None:
        if done > 30:
            raise Stopped

    with pytest.raises(Stopped):
        bake_all(stop)
    told = []
    second = bake_all(lambda done, total: told.append((done, total)))
    assert told[0][0] > 30 and told[-1][0] == told[-1][1]
    assert second.rendered < told[-1][1]
    assert site.has(item_url(item)) and verify_release() == []


def test_an_organ_is_written_in_pieces_and_a_later_change_overtakes(bureau, site, monkeypatch):
    items = [make_live(bureau) for _ in range(5)]
    site.write()
    monkeypatch.setattr(affected, "PIECE", 2)
    change = {"phone": "0631-1111111"}
    describe_organ(actor=bureau.admin, organ_id=bureau.organ.pk, changes=change, now=NOW)
    site.write()
    assert all("0631-1111111" in site.page(item_url(item)).text for item in items)
    assert OutboxJob.objects.filter(kind="release.organ", payload__has_key="after").count() >= 4
    for phone in ("0631-2222222", "0631-3333333"):
        describe_organ(actor=bureau.admin, organ_id=bureau.organ.pk, changes={"phone": phone}, now=NOW)
    before = OutboxJob.objects.count()
    continuation = {"organ": bureau.organ.pk, "after": "item/0", "alone": True}
    jobs.write_organ([continuation], NOW)  # two fresh changes wait: nothing is left for this one to do
    assert OutboxJob.objects.count() == before
    site.write()
    assert all("0631-3333333" in page.text for url, page in site.pages() if f"/{bureau.organ.code}/" in url)
