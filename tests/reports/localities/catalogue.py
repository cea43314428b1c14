"""Which locality keeps its report as what kind of file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.reports.localities import east, inland, pages, plain, words
from tests.reports.localities.report import Written

Make = Callable[[Written], bytes]


class File(NamedTuple):
    """A report, how its file is made, the file's ending, and the checks that are right to have a doubt."""

    report: Written
    make: Make
    ending: str
    doubts: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """A name for people."""
        return f"{self.report.organ}-{self.make.__name__}.{self.ending}"


_BLANK = frozenset({"blank_cells"})
_UNREAD = frozenset({"tables_present"})

CLEAN = (
    File(east.COUNTY, pages.ucap, "html"),
    File(east.COUNTY, words.split_header, "docx"),
    File(east.COUNTY, plain.copied_reader, "txt"),
    File(east.CITY, pages.hanweb, "html"),
    File(east.CITY, words.merged, "docx"),
    File(east.CITY, plain.copied_page, "txt"),
    File(east.BUREAU, pages.word_paste, "html"),
    File(east.BUREAU, plain.workbook, "xlsx"),
    File(east.STREET, pages.bad_spans, "html", _BLANK),
    File(east.STREET, words.padded, "docx", _BLANK),
    File(east.PARK, words.merged, "docx", _BLANK),
    File(inland.TOWN, pages.hanweb, "html"),
    File(inland.TOWN, words.soft_breaks, "docx"),
    File(inland.ECOLOGY, pages.bad_spans, "html", _UNREAD),
    File(inland.ECOLOGY, plain.copied_cells, "txt"),
    File(inland.MEDICAL, words.split_header, "docx"),
    File(inland.MEDICAL, pages.ucap, "html"),
    File(inland.LAND, pages.title_apart, "html"),
    File(inland.LAND, plain.workbook, "xlsx"),
    File(inland.POLICE, words.soft_breaks, "docx"),
    File(inland.POLICE, pages.word_paste, "html"),
    File(inland.TAX, pages.hanweb, "html"),
    File(inland.TAX, words.padded, "docx"),
    File(inland.VILLAGE, plain.copied_cells, "txt", _UNREAD),
    File(inland.VILLAGE, words.merged, "docx", _UNREAD),
    File(inland.LABOUR, plain.copied_page, "txt"),
    File(inland.LABOUR, pages.ucap, "html"),
    File(inland.PREFECTURE, pages.title_apart, "html"),
    File(inland.PREFECTURE, words.soft_breaks, "docx"),
)
