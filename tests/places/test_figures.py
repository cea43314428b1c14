"""The counts of a place beside a plain count by hand; an item counts once in the annual report."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.disclosure.figures import published_by_category, published_total
from gongkai.disclosure.models import Item
from gongkai.law.report_form import form_for
from gongkai.places.figures import COUNTS, figures, own_figures
from gongkai.places.models import Posting, PostingState
from gongkai.reporting.section_two import documents_of, items_by_cell
from tests.factories import NOW, later, make_live
from tests.places.factories import HOME, make_column, make_place, make_posting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


def by_hand(place, year: int) -> dict[str, Counter]:
    """Go through every posting of the place one by one."""
    counts: dict[str, Counter] = {}
    for posting in Posting.objects.filter(place=place):
        first = posting.item.first_published_at.astimezone(NOW.tzinfo)
        if first.year != year or posting.state not in {"to_post", "posted", "changed", "gone"}:
            continue
        row = counts.setdefault(posting.place_column.column.name, Counter())
        row["meant"] += 1
        row[posting.state] += 1
        row["overdue"] += posting.state == "to_post" and posting.due_on < TODAY
    return counts


@pytest.mark.parametrize("seed", range(5))
def test_the_counts_of_a_place_are_those_counted_by_hand(bureau, seed):
    chance = random.Random(seed)  # noqa: S311
    places = [make_place(bureau, name=f"平台{n}", home=f"https://p{n}.example/") for n in range(2)]
    for place in places:
        for code in ("tzgg", "gzdt"):
            make_column(bureau, place, code)
    for n in range(24):
        make_live(
            bureau, chance.choice(("tzgg", "gzdt")), outlet=chance.choice(("both", "there", "here")),
            now=later(days=n % 17),
        )  # fmt: skip
    edges = (
        datetime(2025, 12, 31, 15, 59, tzinfo=UTC), datetime(2025, 12, 31, 16, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC),
    )  # fmt: skip
    for item, moment in zip(Item.objects.order_by("pk"), edges, strict=False):
        Item.objects.filter(pk=item.pk).update(first_published_at=moment)
    for posting in Posting.objects.all():
        due = TODAY + timedelta(days=chance.randint(-2, 2))
        Posting.objects.filter(pk=posting.pk).update(state=chance.choice(PostingState.values), due_on=due)
    for place in places:
        for year in (2025, 2026, 2027):
            wanted = by_hand(place, year)
            found = figures(place, year, today=TODAY)
            for row in found.rows:
                hand = wanted.pop(row.column, Counter())
                assert row.counts == {name: hand[name] for name, _ in COUNTS}, (place, year)
            assert wanted == {}
            assert found.total.counts["meant"] == sum(row.counts["meant"] for row in found.rows)
            assert found.total.counts["overdue"] <= found.total.counts["to_post"]


def test_own_counts_are_those_counted_by_hand(bureau, place):
    for n in range(9):
        make_live(bureau, ("tzgg", "gzdt")[n % 2], outlet=("both", "there", "here")[n % 3], now=later(days=n))
    wanted: dict[str, Counter] = {}
    for item in Item.objects.filter(public_state="live"):
        row = wanted.setdefault(item.live_edition.column.name, Counter())
        row["there" if item.live_edition.outlet == "there" else "here"] += 1
    found = own_figures(bureau.organ, 2026)
    assert {row.column: (row.here, row.there_alone) for row in found} == {
        name: (row["here"], row["there"]) for name, row in wanted.items()
    }


@pytest.mark.parametrize("outlet", ["here", "there", "both"])
def test_an_item_counts_once_in_the_annual_report_in_however_many_places_it_appears(bureau, outlet):
    bureau.organ.doc_prefix = "海工信"
    bureau.organ.save(update_fields=("doc_prefix",))
    for n in range(2):
        make_column(bureau, make_place(bureau, name=f"平台{n}", home=f"https://p{n}.example/"))
    item = make_live(
        bureau, outlet=outlet, statutory_class="art20_01", genre="notice", validity="in_force",
        doc_number="海工信规〔2026〕3号", formed_on=NOW.date(),
    )  # fmt: skip
    assert Posting.objects.filter(item=item).count() == (0 if outlet == "here" else 2)
    assert published_total(bureau.organ, 2026) == 1
    assert sum(published_by_category(bureau.organ, 2026).values()) == 1
    assert [document.item_id for document in documents_of(bureau.organ)] == [item.pk]
    cells = items_by_cell(bureau.organ, 2026, form_for(2026))
    assert sum(len(items) for cell, items in cells.items() if cell.column == "made") == 1


def test_an_item_counts_in_each_place_it_is_meant_for(bureau):
    places = [make_place(bureau, name=f"平台{n}", home=HOME) for n in range(2)]
    for place in places:
        make_column(bureau, place)
    make_posting(bureau, places[0])
    assert [figures(place, 2026, today=TODAY).total.counts["meant"] for place in places] == [1, 1]
