"""Table 4 by the facts of the year: results, what is pending at its end, appeals, what is behind a cell."""

from datetime import date

import pytest

from gongkai.kernel.registry import registry
from gongkai.remedies.acts.correct import cancel
from gongkai.remedies.acts.progress import note_appeal
from gongkai.remedies.table4 import Group, table4, table4_members
from tests.factories import make_bureau
from tests.remedies.factories import at, decided, make_proceeding

NOTHING = {"upheld": 0, "corrected": 0, "other": 0, "pending": 0, "total": 0}


def filled(cells: dict) -> dict[tuple[str, str], int]:
    """The cells that are not zero."""
    return {(str(g), str(c)): n for g, row in cells.items() for c, n in row.items() if n}


def test_a_year_without_any_is_all_zeros(office):
    assert table4(office.organ, 2026) == dict.fromkeys(Group, NOTHING)


@pytest.mark.parametrize(
    ("forum", "result", "column"),
    [
        ("reconsideration", "upheld", "upheld"),
        ("reconsideration", "revoked", "corrected"),
        ("reconsideration", "terminated", "other"),
        ("litigation", "claim_dismissed", "upheld"),
        ("litigation", "judged_to_perform", "corrected"),
        ("litigation", "suit_withdrawn", "other"),
    ],
)
def test_each_result_stands_in_its_column(office, refused, forum, result, column):
    decided(office, make_proceeding(office, refused, forum=forum), result)
    group = "direct" if forum == "litigation" else "reconsideration"
    assert filled(table4(office.organ, 2026)) == {(group, column): 1, (group, "total"): 1}


def test_a_suit_after_reconsideration_has_its_own_group(office, refused):
    first = decided(office, make_proceeding(office, refused), "upheld")
    make_proceeding(office, refused, forum="litigation", filed=date(2026, 4, 24), after_id=first.pk)
    make_proceeding(office, refused, forum="litigation", filed=date(2026, 4, 25), after_reconsideration=True)
    assert filled(table4(office.organ, 2026)) == {
        ("reconsideration", "upheld"): 1, ("reconsideration", "total"): 1,
        ("after_reconsideration", "pending"): 2, ("after_reconsideration", "total"): 2,
    }  # fmt: skip


def test_what_is_not_over_at_the_end_of_the_year_is_pending_and_counts_again_when_it_is(office, refused):
    row = make_proceeding(office, refused, filed=date(2026, 12, 31))
    decided(office, row, "revoked", date(2027, 1, 1))
    assert filled(table4(office.organ, 2025)) == {}
    assert filled(table4(office.organ, 2026)) == {
        ("reconsideration", "pending"): 1, ("reconsideration", "total"): 1
    }  # fmt: skip
    assert filled(table4(office.organ, 2027)) == {
        ("reconsideration", "corrected"): 1, ("reconsideration", "total"): 1
    }  # fmt: skip
    assert filled(table4(office.organ, 2028)) == {}


def test_an_appeal_makes_it_pending_from_its_day_on(office, refused):
    row = make_proceeding(office, refused, forum="litigation")
    row = decided(office, row, "judged_revoked", date(2026, 12, 20))
    note_appeal(
        actor=office.reviewer, proceeding_id=row.pk, on=date(2027, 1, 3), by="organ",
        now=at(date(2027, 1, 3)),
    )  # fmt: skip
    assert filled(table4(office.organ, 2026))[("direct", "corrected")] == 1
    assert filled(table4(office.organ, 2027)) == {("direct", "pending"): 1, ("direct", "total"): 1}
    decided(office, row, "claim_dismissed", date(2028, 2, 1))
    assert filled(table4(office.organ, 2026))[("direct", "corrected")] == 1, "a closed year stands"
    assert filled(table4(office.organ, 2028)) == {("direct", "upheld"): 1, ("direct", "total"): 1}


def test_cancelled_ones_and_those_of_other_organs_do_not_count(office, refused):
    row = make_proceeding(office, refused)
    other = make_bureau(parent=office.authority)
    assert filled(table4(other.organ, 2026)) == {}
    cancel(actor=office.reviewer, proceeding_id=row.pk, reason="登记错", now=at(date(2026, 3, 9)))
    assert filled(table4(office.organ, 2026)) == {}


def test_each_cell_opens_its_proceedings(office, refused):
    lost = decided(office, make_proceeding(office, refused), "revoked")
    open_one = make_proceeding(office, refused, filed=date(2026, 5, 6), brought_by="third_party")
    members = {
        column: table4_members(office.organ, 2026, "reconsideration", column)
        for column in ("corrected", "pending", "upheld", "total")
    }
    assert members == {
        "corrected": [lost], "pending": [open_one], "upheld": [], "total": [lost, open_one]
    }  # fmt: skip
    assert table4_members(office.organ, 2026, "direct", "total") == []


def test_the_annual_report_can_quote_every_cell(office, refused):
    decided(office, make_proceeding(office, refused), "revoked")
    figures = {name: count for name, count in registry.figures.items() if name.startswith("remedies.")}
    assert len(figures) == 15
    found = {name: count(office.organ, 2026) for name, count in figures.items()}
    assert {name for name, number in found.items() if number} == {
        "remedies.reconsideration.corrected", "remedies.reconsideration.total"
    }  # fmt: skip
