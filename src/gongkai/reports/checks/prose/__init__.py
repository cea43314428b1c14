"""Whether the text of a report agrees with its tables and with itself; advisory, and never a failure."""

from gongkai.reports.checks.prose.engine import prose_findings

__all__ = ["prose_findings"]
