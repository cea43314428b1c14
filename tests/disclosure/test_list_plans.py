"""How a list of the desk is fetched: walked in order along an index, not gathered and sorted."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai.disclosure import queries
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, make_bureau

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("gongkai_dir"),
]


@pytest.mark.parametrize("role", ["drafter", "head", "reviewer", "signer", "security"])
@pytest.mark.parametrize("order", [("-id",), ("-published_at", "-id")])
def test_a_list_in_one_organ_is_walked_along_an_index(role, order):
    bureau = make_bureau()
    listed = queries.visible_to(standing_of(bureau.people[role])).order_by(*order)[:51]
    plan = listed.explain()
    assert list(listed) == []
    if connection.vendor == "sqlite":
        # PostgreSQL reads a table this small from end to end, whatever indexes there are.
        assert "TEMP B-TREE" not in plan, plan
        assert "organ_id=?" in plan


def test_the_count_of_what_is_due_for_a_second_look_reads_its_own_index():
    bureau = make_bureau()
    due = queries.to_reassess(standing_of(bureau.reviewer), today=NOW.date())
    assert due.count() == 0
    if connection.vendor == "sqlite":
        assert "item_by_reassessment" in due.explain()


@pytest.mark.parametrize("select", [queries.waiting_for_review, queries.drafts_of, queries.returned_to])
@pytest.mark.parametrize("role", ["drafter", "head", "reviewer"])
def test_what_waits_for_somebody_is_counted_among_open_work(select, role):
    bureau = make_bureau()
    waiting = select(standing_of(bureau.people[role]))
    assert waiting.count() == 0
    if connection.vendor == "sqlite" and waiting.explain():
        assert "item_by_work" in waiting.explain()
