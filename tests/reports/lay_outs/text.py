"""Reports as plain text, their tables flattened to lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.tables import Cell, Printed, tables
from tests.reports.truths.document import Document
from tests.reports.truths.marked import plain


def write_text(document: Document, lay_out: LayOut, path: Path) -> None:
    """Write the text. `style` knows rows (a row a line, tabs), spaces (a row a line, spaces), headless,
    numbered_pages, wrapped (long labels over two lines), loose (a blank line after each), apart (the
    number of a label on its own line), gb18030 and crlf."""
    lines = list(_lines(document, lay_out))
    if "numbered_pages" in lay_out.style:
        lines = list(_with_pages(lines))
    text = ("\r\n" if "crlf" in lay_out.style else "\n").join(lines)
    path.write_bytes(text.encode("gb18030" if "gb18030" in lay_out.style else "utf-8"))


def _lines(document: Document, lay_out: LayOut) -> Iterator[str]:
    made = tables(document, lay_out)
    yield from map(plain, document.title)
    yield from map(plain, document.opening)
    for part in document.parts:
        yield part.heading
        yield from map(plain, part.paragraphs)
        for table in made.get(part.table, ()):
            yield from _table(table, lay_out)
    yield document.signed_by
    yield f"{' ' * 20}{document.signed_on}"


def _table(table: Printed, lay_out: LayOut) -> Iterator[str]:
    is_headless = "headless" in lay_out.style and table.name != "table2"
    for row in table.rows[table.heads if is_headless else 0 :]:
        if "rows" in lay_out.style:
            yield "\t".join(cell.printed for cell in row)
        elif "spaces" in lay_out.style:
            yield "   ".join(cell.printed for cell in row)
        else:
            for cell in row:
                yield from _cell(cell, lay_out)


def _cell(cell: Cell, lay_out: LayOut) -> Iterator[str]:
    texts = [cell.number, cell.text] if "apart" in lay_out.style and cell.number else [cell.printed]
    for text in texts:
        if "wrapped" in lay_out.style and cell.of is None and len(text) > 8:
            yield text[: len(text) // 2]
            yield text[len(text) // 2 :]
        else:
            yield text
        if "loose" in lay_out.style:
            yield ""


def _with_pages(lines: list[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        if at and at % 57 == 0:
            page = at // 57
            yield f"- {page} -" if page % 2 else f"第 {page} 页"
        yield line
