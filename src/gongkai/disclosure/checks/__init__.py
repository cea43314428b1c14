"""Checks at the door: a list of small functions that say what is missing or odd, shared by form and acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from gongkai.disclosure.checks.content import (
    body_is_there,
    findings_are_settled,
    referral_was_not_refused,
    secrecy_marks,
)
from gongkai.disclosure.checks.dates import dates_can_be, twenty_working_days
from gongkai.disclosure.checks.guide import guide_is_complete
from gongkai.disclosure.checks.issue import Issue, Level
from gongkai.disclosure.checks.metadata import codes_are_known, required_metadata, title_is_single
from gongkai.disclosure.models import Item
from gongkai.law.calendar import Calendar

__all__ = ["CHECKS", "Issue", "Level", "blocking", "check_item"]

Check = Callable[[Item, date, Calendar], Iterator[Issue]]
CHECKS: tuple[Check, ...] = (
    required_metadata,
    codes_are_known,
    title_is_single,
    body_is_there,
    dates_can_be,
    twenty_working_days,
    secrecy_marks,
    referral_was_not_refused,
    findings_are_settled,
    guide_is_complete,
)


def check_item(item: Item, *, today: date, calendar: Calendar) -> list[Issue]:
    """Every issue of the working copy, the gravest first."""
    issues = [issue for check in CHECKS for issue in check(item, today, calendar)]
    return sorted(issues, key=lambda issue: issue.level.order)


def blocking(issues: list[Issue], *, approving: bool) -> list[Issue]:
    """Those that stop a submission, or an approval."""
    stops = {Level.BLOCKS, Level.BLOCKS_APPROVAL} if approving else {Level.BLOCKS}
    return [issue for issue in issues if issue.level in stops]
