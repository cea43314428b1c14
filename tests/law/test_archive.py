"""How long a case file is kept, and that who keeps it knows where the rule comes from."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.archive import COUNTING, RETENTIONS, kept_until
from gongkai.law.catalogue import UnknownCode
from gongkai.law.uncertain import all_uncertain_values

DAYS = st.dates(date(2019, 5, 15), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("ended_on", "retention", "last_day"),
    [
        (date(2026, 3, 16), "years_10", date(2036, 12, 31)),
        (date(2026, 1, 1), "years_10", date(2036, 12, 31)),
        (date(2026, 12, 31), "years_10", date(2036, 12, 31)),
        (date(2027, 1, 1), "years_10", date(2037, 12, 31)),
        (date(2024, 2, 29), "years_30", date(2054, 12, 31)),
        (date(2026, 3, 16), "permanent", None),
    ],
)
def test_worked_last_days(ended_on: date, retention: str, last_day: date | None) -> None:
    assert kept_until(ended_on, retention) == last_day


@given(DAYS, st.sampled_from([row.code for row in RETENTIONS if row.years]))
def test_a_file_is_kept_for_so_many_full_years_after_the_year_it_ended(day: date, code: str) -> None:
    last, years = kept_until(day, code), RETENTIONS[code].years

    assert last is not None and years is not None
    assert last + timedelta(days=1) == date(day.year + 1 + years, 1, 1)
    assert kept_until(day.replace(month=1, day=1), code) == last


@given(DAYS, DAYS)
def test_what_ended_later_is_never_destroyed_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))

    assert (kept_until(early, "years_10") or early) <= (kept_until(late, "years_10") or late)
    assert (kept_until(early, "years_10") or early) < (kept_until(early, "years_30") or early)


def test_a_period_that_is_not_in_the_table_is_refused_in_words() -> None:
    with pytest.raises(UnknownCode, match="案卷保管期限"):
        kept_until(date(2026, 3, 16), "forever")


def test_there_are_three_periods_and_only_one_is_for_good() -> None:
    assert [(row.code, row.years) for row in RETENTIONS] == [
        ("permanent", None), ("years_30", 30), ("years_10", 10),
    ]  # fmt: skip


def test_the_organ_confirms_every_value_of_the_archive() -> None:
    asked = {(value.table, value.entry.code) for value in all_uncertain_values()}

    for table in (RETENTIONS, COUNTING):
        assert {(table.name, row.code) for row in table} <= asked
