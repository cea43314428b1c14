"""Finding the report in what was read: its tables by their labels, its sections by their titles."""

from gongkai.reports.finding.figures import read_figure
from gongkai.reports.finding.understanding import understand

__all__ = ["read_figure", "understand"]
