"""One act touches as many files with four hundred items as with ten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from gongkai.disclosure import listing
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Edition, Item, PublicState, WorkState
from gongkai.disclosure.models.item import TEXT_FIELDS
from gongkai.portal import jobs
from gongkai.portal.publication import bake_all
from gongkai.release import Release
from tests.factories import NOW, Bureau, later, make_live

pytestmark = pytest.mark.django_db


def add_stock(bureau: Bureau, count: int) -> None:
    """Live items as the acts would have left them, without the acts: their number is all that matters."""
    column, first = bureau.columns["tzgg"], Item.objects.count()
    for number in range(first, first + count):
        at = NOW - timedelta(days=30) + timedelta(minutes=number)
        item = Item.objects.create(
            organ=bureau.organ, department=bureau.business, column=column, title=f"存量{number}",
            topic="t02_01", genre="notice", statistical_category="other",
            drafter=bureau.drafter, last_editor=bureau.drafter,
            created_at=at, changed_at=at, work_state=WorkState.IDLE, public_state=PublicState.LIVE,
            index_number=f"S/{number}", first_published_at=at, published_at=at,
        )  # fmt: skip
        item.live_edition = Edition.objects.create(
            item=item, number=1, kind="first", organ_name=bureau.organ.name, department_name="企业科",
            column=column, index_number=item.index_number, published_at=at, publisher=bureau.reviewer,
            digest="0", **{name: getattr(item, name) for name in TEXT_FIELDS},
        )  # fmt: skip
        item.save()
        with transaction.atomic():
            listing.show(item)


@dataclass
class Cost:
    """What was renamed or deleted: pages below www, and everything, the manifest included."""

    pages: int = 0
    files: int = 0


@pytest.fixture
def spent(monkeypatch) -> list[Cost]:
    """The cost of each apply, as it happens."""
    costs: list[Cost] = []
    apply = Release.apply

    def counting(self, *args, **kwargs):
        applied = apply(self, *args, **kwargs)
        costs.append(Cost(len(applied.written) + len(applied.removed), applied.touched))
        return applied

    monkeypatch.setattr(Release, "apply", counting)
    return costs


def cost(site, spent: list[Cost], act: Callable[[], object]) -> Cost:
    """What one act costs."""
    act()
    spent.clear()
    site.write()
    return Cost(sum(one.pages for one in spent), sum(one.files for one in spent))


def costs(bureau: Bureau, site, spent: list[Cost]) -> list[Cost]:
    """A publication, its withdrawal, the withdrawal of the oldest item, and one more publication."""
    oldest = Item.objects.filter(organ=bureau.organ, public_state="live").earliest("pk")

    def publish() -> None:
        make_live(bureau, topic="t02_01")

    def withdraw_newest() -> None:
        newest = Item.objects.filter(public_state="live").latest("pk")
        withdraw(actor=bureau.reviewer, item_id=newest.pk, reason="错", now=later(days=1))

    def withdraw_oldest() -> None:
        withdraw(actor=bureau.reviewer, item_id=oldest.pk, reason="错", now=later(days=1))

    acts = (publish, withdraw_newest, withdraw_oldest, publish)
    return [cost(site, spent, act) for act in acts]


@pytest.mark.parametrize("start", [10, 19])
def test_the_number_of_files_touched_does_not_grow_with_the_stock(bureau, site, spent, start):
    """From 10 the acts stay within a page of each list; from 19 the last publication opens new pages."""
    add_stock(bureau, start)
    site.write()
    bake_all()
    few = costs(bureau, site, spent)
    add_stock(bureau, 398)  # with the two published: the same places on their pages, twenty pages on
    bake_all()
    many = costs(bureau, site, spent)
    assert all(later.pages <= earlier.pages for earlier, later in zip(few, many, strict=True))
    assert max(one.pages for one in many) <= 40
    assert max(one.files for one in (*few, *many)) <= 110


def test_a_publication_that_opens_a_page_touches_the_page_before_it_and_no_other(bureau, site, spent):
    add_stock(bureau, 40)
    site.write()
    bake_all()
    tzgg = site.www / bureau.organ.code / "lm" / "tzgg"
    before = {path.name: path.stat().st_mtime_ns for path in tzgg.glob("p*.html")}
    make_live(bureau)
    site.write()
    after = {path.name: path.stat().st_mtime_ns for path in tzgg.glob("p*.html")}
    assert {name for name in after if after[name] != before.get(name)} == {"p2.html", "p3.html"}


def test_jobs_of_one_batch_write_each_shared_page_once(bureau, site, spent):
    make_live(bureau)
    site.write()
    spent.clear()
    for _ in range(5):
        make_live(bureau)
    site.write()
    assert len(spent) == 1 and jobs.ITEMS_TOGETHER >= 5
