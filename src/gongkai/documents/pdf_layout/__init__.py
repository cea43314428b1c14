"""What a page of a PDF shows: characters put together to lines, and ruled tables with their cells."""

from gongkai.documents.pdf_layout.grid import MOST_STROKES, Ruled, ruled_tables
from gongkai.documents.pdf_layout.lines import TextLine, lines_of
from gongkai.documents.pdf_layout.page import Character, PageTooFull, PdfPage, read_page_of
from gongkai.documents.pdf_layout.slots import SlotCell, cells_between_lines

__all__ = [
    "MOST_STROKES",
    "Character",
    "PageTooFull",
    "PdfPage",
    "Ruled",
    "SlotCell",
    "TextLine",
    "cells_between_lines",
    "lines_of",
    "read_page_of",
    "ruled_tables",
]
