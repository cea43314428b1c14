"""From the plain mark-up of the content files to a body: headings, tables, lines set to the right."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

HEADINGS = (("### ", "h3"), ("## ", "h2"))
RIGHT = "> "
CELL = "|"


def to_html(text: str) -> str:
    """A body: a paragraph a line; «## » and «### » head, «> » sets right, rows between «|» make a table."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return "\n".join(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[str]:
    for is_table, group in groupby(lines, key=lambda line: line.startswith(CELL)):
        if is_table:
            yield _table(list(group))
        else:
            yield from (_line(line) for line in group)


def _line(line: str) -> str:
    for mark, tag in HEADINGS:
        if line.startswith(mark):
            return f"<{tag}>{escape(line.removeprefix(mark), quote=False)}</{tag}>"
    if line.startswith(RIGHT):
        return f'<p class="ta-right">{escape(line.removeprefix(RIGHT), quote=False)}</p>'
    return f"<p>{escape(line, quote=False)}</p>"


def _table(lines: list[str]) -> str:
    head, *rows = [[cell.strip() for cell in line.strip(CELL).split(CELL)] for line in lines]
    body = "".join(_row(row, "td") for row in rows)
    return f"<table><thead>{_row(head, 'th')}</thead><tbody>{body}</tbody></table>"


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in cells) + "</tr>"
