"""The statutory holidays of all citizens, known years before a yearly notice comes out.

全国年节及纪念日放假办法第二条, in the version in force in the year asked for.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gongkai.law.provenance import Basis, read_basis
from gongkai.law.tables import read_json, read_toml

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


@dataclass(frozen=True, slots=True)
class StatutoryRule:
    """One version of article 2: which days, how many, and when it holds."""

    days: int
    fixed: tuple[tuple[str, str], ...]
    lunar: tuple[tuple[str, int], ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class StatutoryYear:
    """The statutory days of one year.

    `complete` is False where the table of lunar dates does not reach: then only the days of
    the solar calendar are listed.
    """

    year: int
    days: tuple[tuple[date, str], ...]
    complete: bool
    basis: Basis | None


@cache
def rules() -> tuple[StatutoryRule, ...]:
    """Every version of the rule, oldest first."""
    found = []
    for row in read_toml("calendar/statutory.toml")["rule"]:
        found.append(
            StatutoryRule(
                days=row["days"],
                fixed=tuple((name, day) for name, days in row["fixed"].items() for day in days),
                lunar=tuple((name, offset) for name, offsets in row["lunar"].items() for offset in offsets),
                basis=read_basis(row["basis"]),
            )
        )
    return tuple(found)


def rule_for(year: int) -> StatutoryRule | None:
    """The version in force on 1 January of that year; None before the first one in the table."""
    first_day = date(year, 1, 1)
    return next((rule for rule in rules() if rule.basis.in_force(first_day)), None)


@cache
def statutory_year(year: int) -> StatutoryYear:
    """The statutory days of a year, sorted by date; two festivals on one day are joined by 、.

    Never fails: outside the tables the list is shorter and `complete` is False.
    """
    rule = rule_for(year)
    if rule is None:
        return StatutoryYear(year, (), complete=False, basis=None)
    lunar_dates = read_json("calendar/festivals.json")["dates"].get(str(year), {})
    named: dict[date, list[str]] = {}
    for name, month_day in rule.fixed:
        month, day = month_day.split("-")
        named.setdefault(date(year, int(month), int(day)), []).append(name)
    for name, offset in rule.lunar:
        if name in lunar_dates:
            festival = date.fromisoformat(lunar_dates[name])
            named.setdefault(festival + timedelta(days=offset), []).append(name)
    days = tuple((day, "、".join(names)) for day, names in sorted(named.items()))
    return StatutoryYear(year, days, complete=bool(lunar_dates), basis=rule.basis)
