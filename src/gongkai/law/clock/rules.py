"""The periods of the law by version; a case keeps the version in force on the day of its receipt."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gongkai.law.catalogue.entries import Entry, Table
from gongkai.law.clock.errors import NoRules, UnknownVersion
from gongkai.law.provenance import read_basis
from gongkai.law.tables import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule(Entry):
    """One rule: a number of working days, or a principle without one, and where it comes from."""

    workdays: int | None


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Every rule of one version; the days of force include both ends."""

    version: str
    label: str
    effective_from: date
    effective_to: date | None
    rules: Mapping[str, ClockRule]

    def days(self, code: str) -> int:
        """The working days of a rule. Raises KeyError if this version has no such number."""
        workdays = self.rules[code].workdays
        if workdays is None:
            raise KeyError(code)
        return workdays

    def article(self, code: str) -> str:
        """The article behind a rule, as it is cited. Raises KeyError if this version has no such rule."""
        return self.rules[code].basis.article

    def has(self, code: str) -> bool:
        """Whether this version knows the rule."""
        return code in self.rules

    @property
    def uncertain(self) -> tuple[ClockRule, ...]:
        """The rules an organ confirms at set-up, because no text of them was read."""
        return tuple(rule for rule in self.rules.values() if rule.basis.needs_confirmation)


@cache
def all_rules() -> tuple[ClockRules, ...]:
    """Every version, oldest first."""
    return _versions(read_toml("clock.toml"))


def rules_in(text: str, version: str) -> ClockRules:
    """A version of the rules as a text like `clock.toml` tells them, for instance one kept with a case.

    Raises UnknownVersion, ValueError or KeyError where the text does not hold it.
    """
    for rules in _versions(tomllib.loads(text)):
        if rules.version == version:
            return rules
    raise UnknownVersion(version)


def _versions(table: Mapping[str, Any]) -> tuple[ClockRules, ...]:
    default = read_basis(table["basis"])
    found = [
        ClockRule(
            code=row["code"],
            label=row["label"],
            workdays=row.get("workdays"),
            basis=read_basis(row.get("basis", {}), default),
        )
        for row in table["rule"]
    ]
    return tuple(
        ClockRules(
            version=row["code"],
            label=row["label"],
            effective_from=row["effective_from"],
            effective_to=row.get("effective_to"),
            rules={rule.code: rule for rule in found if rule.basis.in_force(row["effective_from"])},
        )
        for row in table["version"]
    )


def rules_on(day: date) -> ClockRules:
    """The version in force on a local date. Raises NoRules before the first version."""
    for rules in reversed(all_rules()):
        if rules.effective_from <= day:
            return rules
    raise NoRules(day, all_rules()[0].effective_from)


def rules_by_version(version: str) -> ClockRules:
    """The version a case began under. Raises UnknownVersion."""
    for rules in all_rules():
        if rules.version == version:
            return rules
    raise UnknownVersion(version)


#: The rules of every version, each as the newest version has it.
RULES: Table[ClockRule] = Table("答复期限", (rule for rules in all_rules() for rule in rules.rules.values()))
