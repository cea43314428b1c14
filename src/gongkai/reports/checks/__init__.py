"""The declared checks, the same at every door."""

from gongkai.reports.checks.declared import CHECKS
from gongkai.reports.checks.engine import check

__all__ = ["CHECKS", "check"]
