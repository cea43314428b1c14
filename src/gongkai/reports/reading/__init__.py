"""Readers: one for each kind of file, each giving paragraphs and grids."""

from gongkai.reports.reading.doc import convert_many
from gongkai.reports.reading.opening import read_source
from gongkai.reports.reading.refusals import ReportUnreadable

__all__ = ["ReportUnreadable", "convert_many", "read_source"]
