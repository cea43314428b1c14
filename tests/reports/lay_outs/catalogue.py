"""Every lay-out that is tried, by the kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from tests.reports.lay_outs.docx import write_docx
from tests.reports.lay_outs.html import write_html
from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.pdf import write_pdf
from tests.reports.lay_outs.text import write_text
from tests.reports.lay_outs.xlsx import write_xlsx
from tests.reports.truths.document import Document

_ALL = frozenset({"table2", "table3", "table4"})


def _style(*words: str) -> frozenset[str]:
    return frozenset(words)


COMMON = (
    LayOut(name="form"),
    LayOut(name="subtotal", subtotal=True),
    LayOut(name="repeated_headers", spans="repeated"),
    LayOut(name="split_cells", spans="blank"),
    LayOut(name="notes", notes=True),
    LayOut(name="blanks", nothing=""),
    LayOut(name="slashes", nothing="/"),
    LayOut(name="dashes", nothing="—", digits="thousands"),
    LayOut(name="thousands", digits="thousands", subtotal=True),
    LayOut(name="full_width", digits="fullwidth"),
    LayOut(name="two_pages_repeated", pages="repeated"),
    LayOut(name="two_pages_bare", pages="bare"),
    LayOut(name="other_order", columns="reversed"),
    LayOut(name="short_labels", labels="short"),
    LayOut(name="other_numbers", labels="numbered"),
    LayOut(name="four_tables", four_tables=True),
    LayOut(name="rows_of_table4", table4_rows=True),
    LayOut(
        name="everything_else", subtotal=True, notes=True, nothing="-", digits="thousands",
        columns="reversed", labels="numbered", four_tables=True, table4_rows=True, pages="repeated",
    ),
)  # fmt: skip

DOCX = (
    *COMMON,
    LayOut(name="nested", style=_style("nested")),
    LayOut(name="auto_numbers", style=_style("numbered")),
    LayOut(name="auto_numbers_nested", style=_style("numbered", "nested"), subtotal=True, nothing=""),
)
HTML = (
    *COMMON,
    LayOut(name="nested", style=_style("nested")),
    LayOut(name="nested_blanks", style=_style("nested", "sloppy"), nothing="", subtotal=True),
    LayOut(name="gb2312", style=_style("gb2312", "sloppy")),
    LayOut(name="gb18030_word", style=_style("gb18030", "word"), notes=True),
    LayOut(name="utf16", style=_style("utf-16")),
    LayOut(name="word", style=_style("word"), nothing="", pages="bare"),
)
# A row of blank cells at the end of a sheet is not kept by readers of workbooks.
_BLANK_ROW = frozenset({"table4"})
XLSX = (
    *(replace(lay_out, may_miss=_BLANK_ROW) if lay_out.name == "blanks" else lay_out for lay_out in COMMON),
    LayOut(name="sheets", style=_style("sheets")),
    LayOut(name="sheets_as_text", style=_style("sheets", "text"), digits="thousands", four_tables=True),
    LayOut(name="sheets_blank", style=_style("sheets"), nothing="", spans="blank", table4_rows=True),
    LayOut(name="as_text", style=_style("text"), notes=True),
)
PDF = (
    *COMMON,
    LayOut(name="wide", style=_style("wide", "numbered_pages")),
    LayOut(name="embedded_font", style=_style("embedded", "numbered_pages"), nothing=""),
)
# Converted by LibreOffice from documents and pages: its PDF is drawn in another way.
_BY_OFFICE = {
    "form", "subtotal", "notes", "blanks", "two_pages_repeated", "two_pages_bare", "other_order",
    "auto_numbers", "rows_of_table4", "everything_else",
}  # fmt: skip
_PAGES_BY_OFFICE = {"form", "blanks", "thousands", "two_pages_bare", "four_tables", "word"}
# A page printed from HTML tears a line of text from the next, and a narrow cell the digits within a note; a
# reader may say that it cannot put them together again.
OFFICE_PDF = {
    "docx": tuple(
        replace(lay_out, may_miss=_ALL) if lay_out.notes else lay_out
        for lay_out in DOCX
        if lay_out.name in _BY_OFFICE
    ),
    "html": tuple(replace(lay_out, may_miss=_ALL) for lay_out in HTML if lay_out.name in _PAGES_BY_OFFICE),
}
_FLAT = (
    LayOut(name="cell_a_line"),
    LayOut(name="cell_a_line_loose", style=_style("loose", "apart")),
    LayOut(name="cell_a_line_subtotal", subtotal=True),
    LayOut(name="cell_a_line_slashes", nothing="/", style=_style("loose")),
    LayOut(name="cell_a_line_notes", notes=True, style=_style("crlf")),
    LayOut(name="cell_a_line_blanks", nothing="", may_miss=_ALL),
    LayOut(name="cell_a_line_pages", style=_style("numbered_pages", "gb18030")),
    LayOut(name="cell_a_line_wrapped", style=_style("wrapped")),
    LayOut(name="cell_a_line_other_order", columns="reversed"),
    LayOut(name="row_a_line", style=_style("rows")),
    LayOut(name="row_a_line_thousands", digits="thousands", style=_style("rows"), subtotal=True),
    LayOut(name="row_a_line_blanks", nothing="", style=_style("rows"), may_miss=_ALL),
    LayOut(name="row_a_line_spaces", style=_style("spaces", "numbered_pages")),
    LayOut(name="row_a_line_short", style=_style("spaces"), labels="short", table4_rows=True),
    LayOut(name="row_a_line_full_width", digits="fullwidth", style=_style("rows"), labels="numbered"),
    LayOut(name="headless", style=_style("headless"), may_miss=_ALL),
    LayOut(name="headless_rows", style=_style("headless", "rows"), may_miss=_ALL),
)
TEXT = tuple(replace(lay_out, is_flat=True) for lay_out in _FLAT)

Writer = Callable[[Document, LayOut, Path], None]
WRITERS: dict[str, tuple[Writer, tuple[LayOut, ...]]] = {
    "docx": (write_docx, DOCX),
    "html": (write_html, HTML),
    "xlsx": (write_xlsx, XLSX),
    "pdf": (write_pdf, PDF),
    "txt": (write_text, TEXT),
}


def laid_out(document: Document, kinds: Iterable[str], folder: Path) -> list[tuple[Path, LayOut]]:
    """The report written in every lay-out of these kinds of file."""
    made = []
    for kind in kinds:
        write, lay_outs = WRITERS[kind]
        for lay_out in lay_outs:
            path = folder / f"{kind}-{lay_out.name}.{kind}"
            write(document, lay_out, path)
            made.append((path, lay_out))
    return made
