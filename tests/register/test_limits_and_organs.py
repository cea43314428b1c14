"""Limits that special law sets, what an authority sees of the registers below it, and what passes on."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.calendars import calendar_dir, calendar_for, calendars_for
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of
from gongkai.law.catalogue import PUBLICATION_LIMITS
from gongkai.register import due, queries
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.link_item import link_item
from gongkai.register.attributes import Attribute
from gongkai.register.figures import OrganCounts, supervised_counts
from gongkai.register.models import RegisterEntry
from gongkai.register.passing_on import LABEL, UNSETTLED, minded_by
from tests.factories import NOW, Bureau, make_bureau, make_draft, make_organ

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def made(bureau: Bureau, formed: date, **values: object) -> RegisterEntry:
    filled = {"title": f"文件{formed}", "attribute": Attribute("proactive")} | values
    facts = Facts(formed_on=formed, department_id=bureau.business.pk, **filled)  # type: ignore[arg-type]
    return enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts, now=NOW)


def due_day(entry: RegisterEntry) -> date:
    found = due.due_of(
        queries.visible_to(standing_of(entry.registered_by)).get(pk=entry.pk),  # type: ignore[arg-type]
        calendar_for(entry.organ),
        today=TODAY,
    )
    assert found is not None
    return found.due


def test_an_entry_goes_by_what_it_says_then_by_its_items_column_then_by_article_26(bureau: Bureau) -> None:
    entry = made(bureau, date(2026, 2, 2))
    general = due_day(entry)
    item = make_draft(bureau, title="许可决定", formed_on=date(2026, 2, 2))
    item.column.limit_kind = "licence_result"
    item.column.save()
    link_item(actor=bureau.reviewer, entry_id=entry.pk, item_id=item.pk, now=NOW)
    by_column = due_day(entry)
    RegisterEntry.objects.filter(pk=entry.pk).update(limit_kind="budget")
    assert due_day(entry) == date(2026, 2, 22)
    assert by_column < date(2026, 2, 22) < general
    row = due.due_list(standing_of(bureau.reviewer), today=TODAY)[0]
    assert row.article == "预算法第十四条"


def test_overdue_and_near_agree_with_the_day_counted_for_every_limit(bureau: Bureau) -> None:
    for kind in ("", *PUBLICATION_LIMITS.codes()):
        for back in range(0, 60, 4):
            made(bureau, TODAY - timedelta(days=back), limit_kind=kind)
    item = make_draft(bureau, title="处罚决定", formed_on=TODAY - timedelta(days=26))
    item.column.limit_kind = "penalty_result"
    item.column.save()
    linked = made(bureau, TODAY - timedelta(days=26))
    link_item(actor=bureau.reviewer, entry_id=linked.pk, item_id=item.pk, now=NOW)
    standing = standing_of(bureau.reviewer)
    lines = {row.entry.pk: row for row in due.due_list(standing, today=TODAY, most=500)}
    overdue = set(due.overdue(standing, today=TODAY).values_list("pk", flat=True))
    near = set(due.near(standing, today=TODAY).values_list("pk", flat=True))
    assert overdue == {pk for pk, row in lines.items() if row.is_overdue}
    assert near == {pk for pk, row in lines.items() if row.left is not None and 0 <= row.left <= 5}
    assert linked.pk in overdue


def test_a_limit_that_is_not_in_the_tables_is_refused_and_one_that_went_counts_as_general(
    bureau: Bureau,
) -> None:
    with pytest.raises(InputRefused) as caught:
        made(bureau, date(2026, 2, 2), limit_kind="sometime")
    assert "limit_kind" in caught.value.fields
    entry = made(bureau, date(2026, 1, 5))
    RegisterEntry.objects.filter(pk=entry.pk).update(limit_kind="gone")
    assert due.kind_of(RegisterEntry.objects.get(pk=entry.pk)) == "general"
    assert due.overdue(standing_of(bureau.reviewer), today=TODAY).get() == entry


def test_an_authority_sees_numbers_of_every_organ_below_it(bureau: Bureau) -> None:
    other = make_bureau(parent=bureau.authority)
    made(bureau, date(2026, 1, 5))
    made(bureau, TODAY - timedelta(days=1))
    made(bureau, date(2026, 1, 6), published_on=date(2026, 1, 20))
    made(bureau, date(2026, 1, 7), attribute=Attribute())
    made(bureau, date(2026, 1, 8), attribute=Attribute("withheld", "art16_internal"))
    made(bureau, date(2025, 12, 31))
    rows = supervised_counts(standing_of(bureau.supervisor), 2026, today=TODAY)
    by_organ = {row.organ: row for row in rows}
    assert by_organ[bureau.organ] == OrganCounts(
        bureau.organ, made=5, proactive=3, withheld=1, undetermined=1, unpublished=2, overdue=1
    )
    assert by_organ[other.organ] == OrganCounts(other.organ)


def test_who_supervises_nothing_sees_no_organ(bureau: Bureau) -> None:
    made(bureau, date(2026, 1, 5))
    for person in (bureau.reviewer, bureau.drafter, make_bureau().supervisor):
        rows = supervised_counts(standing_of(person), 2026, today=TODAY)
        assert bureau.organ not in {row.organ for row in rows}


def test_the_numbers_cost_the_same_for_three_organs_and_for_thirty(bureau: Bureau) -> None:
    counts = []
    for stop in (3, 30):
        while len(supervised_counts(standing_of(bureau.supervisor), 2026, today=TODAY)) < stop:
            organ = make_organ("ju", "海岳市文川区某局", parent=bureau.authority)
            RegisterEntry.objects.create(
                organ=organ, year=2026, number=1, title="文件", formed_on=date(2026, 1, 5), mode="proactive",
                registered_at=NOW, changed_at=NOW,
            )  # fmt: skip
        standing = standing_of(bureau.supervisor)
        with CaptureQueriesContext(connection) as caught:
            supervised_counts(standing, 2026, today=TODAY)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 3


def test_calendars_of_many_organs_are_the_same_as_each_by_itself(bureau: Bureau) -> None:
    other = make_bureau(parent=bureau.authority)
    folder = calendar_dir() / "local"
    folder.mkdir(parents=True, exist_ok=True)
    table = {
        "code": "x", "label": "本地", "source": "通知", "work": [],
        "off": [{"date": "2026-03-11", "name": "活动"}],
    }  # fmt: skip
    (folder / f"{bureau.organ.code}.json").write_text(json.dumps(table), "utf-8")
    found = calendars_for([bureau.organ, other.organ])
    for organ in (bureau.organ, other.organ):
        assert found[organ.pk] is calendar_for(organ)
    assert found[bureau.organ.pk] is not found[other.organ.pk]


def test_what_a_leaver_had_not_settled_passes_to_the_successor(bureau: Bureau) -> None:
    open_one = made(bureau, date(2026, 1, 5))
    undecided = made(bureau, date(2026, 1, 6), attribute=Attribute())
    withheld = made(bureau, date(2026, 1, 7), attribute=Attribute("withheld", "art16_internal"))
    settled = made(bureau, date(2026, 1, 8), published_on=date(2026, 1, 9))
    RegisterEntry.objects.filter(pk=undecided.pk).update(minder=None)
    moved = registry.handovers[LABEL].run(bureau.reviewer, bureau.reviewer2, bureau.organ, NOW)
    assert moved == 3
    mine = RegisterEntry.objects.filter(UNSETTLED, minded_by(bureau.reviewer2))
    assert set(mine) == {open_one, undecided, withheld}
    settled.refresh_from_db()
    assert settled.minder == bureau.reviewer
    assert RegisterEntry.objects.get(pk=open_one.pk).registered_by == bureau.reviewer
    assert registry.handovers[LABEL].run(bureau.reviewer, bureau.reviewer2, bureau.organ, NOW) == 0
