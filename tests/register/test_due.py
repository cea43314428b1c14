"""The twenty working days, links made by the program, figures, what people are reminded of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of
from gongkai.register import due, figures, queries, reminders
from gongkai.register.acts.enter import Facts, enter
from gongkai.register.acts.enter_from_item import enter_from_item
from gongkai.register.acts.link_item import link_item, unlink_item
from gongkai.register.attributes import Attribute
from gongkai.register.linking import link_all
from gongkai.register.models import RegisterEntry
from tests.factories import NOW, Bureau, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def bureau() -> Bureau:
    found = make_bureau()
    found.organ.doc_prefix = "海工信发"
    found.organ.save()
    return found


def made(bureau: Bureau, formed: date, number: int = 0, **values: object) -> RegisterEntry:
    filled = {
        "title": f"文件{formed}",
        "attribute": Attribute("proactive"),
        "department_id": bureau.business.pk,
    }
    facts = Facts(
        doc_number=f"海工信发〔{formed.year}〕{number}号" if number else "", formed_on=formed,
        **filled | values,  # type: ignore[arg-type]
    )  # fmt: skip
    return enter(actor=bureau.reviewer, organ_id=bureau.organ.pk, facts=facts, now=NOW)


def test_overdue_and_near_agree_with_the_day_counted_for_each(bureau: Bureau) -> None:
    rows = [made(bureau, TODAY - timedelta(days=back)) for back in range(0, 60, 3)]
    standing = standing_of(bureau.reviewer)
    lines = {row.entry.pk: row for row in due.due_list(standing, today=TODAY)}
    assert set(lines) == {row.pk for row in rows}
    overdue = set(due.overdue(standing, today=TODAY).values_list("pk", flat=True))
    near = set(due.near(standing, today=TODAY).values_list("pk", flat=True))
    assert overdue == {pk for pk, row in lines.items() if row.is_overdue} != set()
    assert near == {pk for pk, row in lines.items() if row.left is not None and 0 <= row.left <= 5} != set()


def test_what_is_published_or_older_than_the_office_here_does_not_press(bureau: Bureau) -> None:
    made(bureau, date(2025, 1, 6), published_on=date(2025, 1, 20))
    made(bureau, date(2022, 12, 30))
    made(bureau, date(2025, 1, 6), title="依申请", attribute=Attribute("on_request"))
    assert not due.pressing(standing_of(bureau.reviewer), today=TODAY).exists()


def test_counts_and_reminders_tell_numbers_and_no_titles(bureau: Bureau) -> None:
    made(bureau, date(2026, 1, 5), 7)
    made(bureau, date(2026, 2, 27), title="未定的", attribute=Attribute())
    asked = [one for ask in registry.home_counts for one in ask(standing_of(bureau.reviewer), NOW)]
    counts = {one.key: (one.count, one.urgent) for one in asked if one.key.startswith("register.")}
    assert counts == {"register.undetermined": (1, False), "register.overdue": (1, True)}
    lines = reminders.nearest(bureau.reviewer, NOW)
    assert len(lines) == 1 and "海工信发〔2026〕7号" in lines[0] and "文件" not in lines[0]
    assert reminders.nearest(bureau.supervisor, NOW) == []


def test_the_due_list_asks_as_much_for_three_as_for_thirty(bureau: Bureau) -> None:
    counts = []
    for stop in (3, 30):
        for back in range(RegisterEntry.objects.count(), stop):
            made(bureau, TODAY - timedelta(days=back))
        standing = standing_of(bureau.reviewer)
        with CaptureQueriesContext(connection) as caught:
            due.due_list(standing, today=TODAY)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_an_item_and_its_entry_find_each_other_by_number(bureau: Bureau) -> None:
    entry = made(bureau, date(2026, 2, 25), 12, attribute=Attribute())
    item = make_draft(bureau, doc_number="海工信发〔2026〕12号")
    assert link_all(NOW) == 1
    entry.refresh_from_db()
    assert (entry.item, entry.mode) == (item, "proactive")
    assert link_all(NOW) == 0


def test_an_item_of_the_own_sign_that_stands_nowhere_is_entered(bureau: Bureau) -> None:
    item = make_draft(bureau, doc_number="海工信发〔2026〕13号")
    make_draft(bureau, doc_number="国办发〔2026〕1号")
    assert link_all(NOW) == 1
    entry = RegisterEntry.objects.get()
    assert (entry.item, entry.source, entry.registered_by) == (item, "item", None)
    assert link_all(NOW) == 0


def test_what_has_no_number_is_linked_by_title_and_day_only_where_that_is_one(bureau: Bureau) -> None:
    entry = made(bureau, TODAY, title="会议纪要")
    first = make_draft(bureau, title="会议纪要", formed_on=TODAY)
    make_draft(bureau, title="会议纪要", formed_on=TODAY)
    assert link_all(NOW) == 0
    link_item(actor=bureau.reviewer, entry_id=entry.pk, item_id=first.pk, now=NOW)
    entry.refresh_from_db()
    assert entry.item == first


def test_a_link_undone_by_hand_stays_undone(bureau: Bureau) -> None:
    entry = made(bureau, date(2026, 2, 25), 12)
    make_draft(bureau, doc_number="海工信发〔2026〕12号")
    link_all(NOW)
    unlink_item(actor=bureau.reviewer, entry_id=entry.pk, now=NOW)
    assert link_all(NOW) == 0
    entry.refresh_from_db()
    assert entry.item is None


def test_a_drop_finds_its_entry_or_makes_one(bureau: Bureau) -> None:
    entry = made(bureau, date(2026, 2, 25), 12)
    item = make_draft(bureau, doc_number="海工信发[2026]12号")
    assert enter_from_item(bureau.drafter, item, NOW) == entry
    other = make_draft(bureau, doc_number="", formed_on=None)
    found = enter_from_item(bureau.drafter, other, NOW)
    assert (found.source, found.formed_on, found.item) == ("dropped", None, other)
    assert enter_from_item(bureau.drafter, other, NOW) == found
    assert found in queries.undetermined(standing_of(bureau.reviewer))


def test_a_search_finds_by_words_span_department_and_attribute(bureau: Bureau) -> None:
    entry = made(bureau, date(2026, 2, 25), 12, title="技术改造扶持办法")
    standing = standing_of(bureau.reviewer)
    assert list(queries.search(standing, "改造 扶持")) == [entry]
    assert list(queries.search(standing, "〔2026〕12号")) == [entry]
    assert not queries.search(standing, "技术", since=date(2026, 3, 1)).exists()
    assert not queries.search(standing, "技术", until=date(2026, 1, 1)).exists()
    assert not queries.search(standing, "技术", department_id=bureau.other.pk).exists()
    assert not queries.search(standing, "技术", mode="").exists()
    assert not queries.search(standing_of(bureau.outsider), "技术").exists()


def test_figures_tell_what_was_made_and_what_came_out_in_time(bureau: Bureau) -> None:
    made(bureau, date(2026, 1, 5), 1)
    made(bureau, date(2026, 2, 24), 2)
    made(bureau, date(2026, 1, 6), 3, published_on=date(2026, 1, 20))
    made(bureau, date(2025, 12, 1), 4, published_on=date(2026, 2, 20))
    make_live(bureau, doc_number="海工信发〔2026〕5号")
    link_all(NOW)
    assert figures.made_by_mode(bureau.organ, 2026)["proactive"] == 4
    found = figures.published_in_time(bureau.organ, 2026, today=TODAY)
    assert (found.in_time, found.late, found.unpublished, found.overdue) == (2, 0, 2, 1)
    assert found.share == pytest.approx(2 / 3)
    assert figures.published_in_time(bureau.organ, 2025, today=TODAY).late == 1
    assert registry.figures["register.made"](bureau.organ, 2026) == 4
    assert registry.figures["register.proactive"](bureau.organ, 2026) == 4
    assert registry.figures["register.withheld"](bureau.organ, 2026) == 0
