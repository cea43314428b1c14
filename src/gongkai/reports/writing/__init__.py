"""An annual report written out in the official form: Word, PDF, HTML, workbook and JSON from one lay-out."""

from gongkai.reports.writing.figures import place, printed, printed_cell, table_name
from gongkai.reports.writing.layout import LaidCell, Layout, Part, layout
from gongkai.reports.writing.own_report import as_read
from gongkai.reports.writing.page import style_sheet, to_html
from gongkai.reports.writing.pdf import to_pdf
from gongkai.reports.writing.record import to_json
from gongkai.reports.writing.word import to_docx
from gongkai.reports.writing.workbook import to_xlsx

__all__ = [
    "LaidCell", "Layout", "Part", "as_read", "layout", "place", "printed", "printed_cell", "style_sheet",
    "table_name", "to_docx", "to_html", "to_json", "to_pdf", "to_xlsx",
]  # fmt: skip
