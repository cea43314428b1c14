"""Bodies as plain text and back: for search, screening, the plain editor and the emptiness check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from gongkai.documents.allowed_html import sanitise_incoming
from gongkai.documents.blanks import EDGE_BLANKS, is_blank, one_blank, without_controls
from gongkai.documents.results import PlainText
from gongkai.documents.tree import BLOCK_TAGS, Node, parse

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LOSSES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"table"}), "表格（内容保留为文字，格线和合并单元格不保留）"),
    (frozenset({"img"}), "图片"),
    (frozenset({"a"}), "链接地址"),
    (frozenset({"h2", "h3", "h4"}), "小标题格式"),
    (frozenset({"ul", "ol"}), "列表编号"),
    (frozenset({"strong", "em", "u", "sub", "sup", "b", "i"}), "文字格式（加粗、下划线、上下标等）"),
)


def plain_to_html(text: str) -> str:
    """Return a body with one paragraph per non-empty line of ``text``; everything is escaped."""
    return paragraphs_html(text)


def paragraphs_html(text: str) -> str:
    """Return ``<p>`` elements, one per line; blanks at either end of a line and empty lines go."""
    lines = (one_blank(line).strip(EDGE_BLANKS) for line in _plain_lines(text))
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def html_to_text(html: str) -> str:
    """Return the text of a body: paragraphs on lines, cells divided by tabs, rows on lines."""
    return "\n".join(line for line in _lines(parse(sanitise_incoming(html))) if line.strip())


def html_to_plain(html: str) -> PlainText:
    """Return a body for the plain editor, and what would be lost by saving it from there."""
    root = parse(sanitise_incoming(html))
    tags = {node.tag for node in root.walk()}
    lost = [words for group, words in _LOSSES if tags & group]
    if any(node.classes() for node in root.walk()):
        lost.append("对齐方式")
    return PlainText(text=html_to_text(html), lost=tuple(lost))


def is_empty_body(html: str) -> bool:
    """Whether a body shows nothing: only blanks, empty paragraphs or empty tables. A picture is content."""
    root = parse(sanitise_incoming(html))
    return all(node.tag != "img" or "src" not in node.attributes for node in root.walk()) and is_blank(
        [root.text()]
    )


def _plain_lines(text: str) -> list[str]:
    return without_controls(_LINE_ENDS.sub("\n", text)).split("\n")


def _lines(node: Node) -> Iterator[str]:
    current: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            current.append(child.replace("\n", " ").replace("\u00a0", " "))
        elif child.tag == "br":
            yield "".join(current).strip()
            current = []
        elif child.tag == "tr":
            yield "\t".join(_cell_text(cell) for cell in child.children if isinstance(cell, Node))
        elif child.tag in BLOCK_TAGS:
            yield "".join(current).strip()
            current = []
            yield from _lines(child)
        else:
            inner = list(_lines(child)) or [""]
            current.append(inner[0])
            for line in inner[1:]:
                yield "".join(current).strip()
                current = [line]
    yield "".join(current).strip()


def _cell_text(cell: Node) -> str:
    return " ".join(line for line in _lines(cell) if line)
