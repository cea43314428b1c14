"""Runs every check of the prose over a report."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reports.checks.prose.conclusions import Conclusion, findings
from gongkai.reports.checks.prose.contradictions import contradictions
from gongkai.reports.checks.prose.counts import counts
from gongkai.reports.checks.prose.fees import fees
from gongkai.reports.checks.prose.percentages import percentages
from gongkai.reports.checks.prose.proposals import proposals
from gongkai.reports.checks.prose.quoting import quotes
from gongkai.reports.checks.prose.remedies import remedy_quotes
from gongkai.reports.checks.prose.repeats import repeats
from gongkai.reports.checks.prose.sentences import sentences
from gongkai.reports.checks.prose.sums import sums
from gongkai.reports.report import ReadReport
from gongkai.reports.verdicts import Finding


def prose_findings(report: ReadReport, previous: ReadReport | None = None) -> Iterator[Finding]:
    """What the prose of a report says that its tables or other sentences confirm or contradict.

    `previous` is the report on the year before; growth the text states is measured by it where it can be.
    Every finding is a pass, uncertain or not assessable; ids are stable over runs.
    """
    yield from findings(_conclusions(report, previous))


def _conclusions(report: ReadReport, previous: ReadReport | None) -> Iterator[Conclusion]:
    read = tuple(sentences(report))
    quoted = (*quotes(read, report), *remedy_quotes(read, report))
    yield from counts(quoted, report)
    yield from contradictions(read, quoted, report)
    yield from fees(read)
    yield from sums(read)
    yield from proposals(read)
    yield from percentages(read, report, previous)
    yield from repeats(read, quoted, report)
