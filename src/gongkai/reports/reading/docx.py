"""A Word file in the docx format read: its text and tables as they are seen, and traces of editing."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from gongkai.reports.reading.docx_body import Walker
from gongkai.reports.reading.docx_package import open_package
from gongkai.reports.source import Source


def read_docx(source: Path | bytes, *, file_type: str = "docx") -> Source:
    """Read a docx; headers and footers are no part of a report, footnotes come at its end.

    Raises FileRefused or ReportUnreadable when it may or can not be read. ``file_type`` names what the file
    was before it was made a docx.
    """
    package = open_package(source)
    walker = Walker(package)
    blocks = tuple(
        chain(
            walker.blocks(package.body),
            walker.notes(package.footnotes, "footnote", "脚注{number}"),
            walker.notes(package.endnotes, "endnote", "尾注{number}"),
        )
    )
    marks = (*walker.marks, *walker.left_comments())
    return Source(file_type, blocks, marks, tuple(walker.gaps()))
