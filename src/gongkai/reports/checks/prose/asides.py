"""Keeps in mind when the text turns aside to some of the applications, so that results are theirs alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.reports.checks.prose.clauses import Clause
from gongkai.reports.checks.prose.numbers import Figure
from gongkai.reports.checks.prose.rules import Rule

COUNT_UNITS = frozenset("件条份宗起例项个封次部篇") | {"件次"}
_WHOLE = frozenset(("new", "accepted", "requested"))
_DONE = frozenset(("handled", "answered", "carried_out"))
_CARRIED = "carried_in"
_OF_THESE = re.compile(r"^(?:申请)?(?:当)?中(?!心)")
_LISTING = "、和及与"


@dataclass(frozen=True, slots=True)
class Aside:
    """How many the text has turned to: «征地类12件»; `listed` if it stands in a list of such kinds."""

    figure: Figure
    listed: bool = False

    def may_hold(self, code: str, figure: Figure) -> bool:
        """Whether a figure of that kind may tell of these alone: «征地类12件，办结11件»."""
        return figure.value <= self.figure.value and (not self.listed or code in _DONE)


def beside(aside: Aside | None, rule: Rule | None, clause: Clause, figure: Figure) -> Aside | None:
    """What the text has turned to after this figure; None for all applications."""
    if rule is None:
        if figure.unit not in COUNT_UNITS:
            return aside
        return Aside(figure, clause.among or clause.mark in _LISTING)
    if clause.mark == "；":
        aside = None
    if (rule.applicants or rule.code == _CARRIED) and _OF_THESE.search(clause.after(figure)):
        return Aside(figure)
    if rule.applicants:
        return aside
    if rule.code in _WHOLE or (aside and figure.value > aside.figure.value):
        return None
    return aside
