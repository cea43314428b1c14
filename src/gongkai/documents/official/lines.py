"""A body as lines in reading order: lay-out tables opened up, real tables and pictures kept whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.documents.official.wording import dates_in, is_organ, narrow, squeezed
from gongkai.documents.tree import Node

_LAYOUT = re.compile(
    r"抄送|抄报|分送|印发$|印制$|\d日印$|公开(?:属性|方式|类别|选项)|[主此].{0,2}动?公开|签发人|〔\d{4}〕|^文件$|共印"
)
_IMPRINT = re.compile(
    r"^抄[送报][:：]|^分送[:：]|\d日印[发制]?。?$|公开(?:属性|方式|类别|选项)[:：]|此件.{0,3}公开|共印\d+份"
)
_MOST_LAYOUT_CELLS = 24
_LINE_BLOCKS = frozenset({"p", "h2", "h3", "h4"})


class Kind(StrEnum):
    """What a line is."""

    TEXT = "text"
    TABLE = "table"
    LIST = "list"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is printed: its size in points where known, and whether it is red."""

    size: float | None = None
    is_red: bool = False


@dataclass(slots=True)
class Line:
    """One line or one whole table; ``origin`` tells which lines were one paragraph."""

    text: str
    kind: Kind
    node: Node
    origin: int
    side: str = ""
    look: Look = field(default_factory=Look)
    plain: str = ""

    @property
    def is_centred(self) -> bool:
        """Whether it is set in the middle."""
        return self.side == "center"


def lines_of_body(blocks: list[Node], looks: Sequence[tuple[str, Look]]) -> list[Line]:
    """Return the lines of top-level blocks, each with its look: ``looks`` are squeezed texts in order."""
    lines: list[Line] = []
    places: dict[str, list[int]] = {}
    for place, (plain, _) in enumerate(looks):
        places.setdefault(plain, []).append(place)
    reached = 0
    for number, block in enumerate(_opened(blocks)):
        for line in _lines(block, number):
            line.plain = squeezed(line.text)
            known = places.get(line.plain, [])
            ahead = bisect_left(known, reached)
            if ahead < len(known):
                line.look = looks[known[ahead]][1]
                reached = known[ahead] + 1
            lines.append(line)
    return lines


def _opened(blocks: list[Node]) -> Iterator[Node]:
    for block in blocks:
        if block.tag == "table" and is_layout(block):
            yield from _opened(_rows_as_blocks(block))
        elif block.tag == "table" and (imprint := _imprint_rows(block)):
            for section in block.children:
                if isinstance(section, Node):
                    section.children = [row for row in section.children if row not in imprint]
            yield block
            yield from _opened(_rows_as_blocks(Node("table", {}, list(imprint))))
        elif block.tag in ("blockquote", "figure"):
            yield from _opened(_as_blocks(block))
        else:
            yield block


def is_layout(table: Node) -> bool:
    """Whether a table only sets things in place: one column, or a head, a signature or an imprint."""
    rows = [node for node in table.walk() if node.tag == "tr"]
    cells = [node for node in table.walk() if node.tag in ("td", "th")]
    widest = max((len(_cells(row)) for row in rows), default=0)
    texts = [squeezed(cell.text()) for cell in cells]
    said = [text for text in texts if text]
    if len(cells) == 1:
        return True
    if len(cells) > _MOST_LAYOUT_CELLS or widest > 4:
        return False
    if said and len(rows) <= 8 and all(_is_of_signature(text) for text in said):
        return True
    marked = sum(1 for text in said if _LAYOUT.search(text) and len(text) < 200)
    return marked > 0 and widest <= 2 and (widest == 1 or marked * 2 >= len(rows))


def _is_of_signature(text: str) -> bool:
    """Whether a cell holds what stands in a head or a signature set out by a table."""
    days = dates_in(text)
    return is_organ(text) or text == "文件" or (len(days) == 1 and days[0][1][0] == text)


def _imprint_rows(table: Node) -> list[Node]:
    """The last rows of a table that are the imprint, where two tables that touched became one."""
    found: list[Node] = []
    for row in reversed([node for node in table.walk() if node.tag == "tr"]):
        said = [text for cell in _cells(row) if (text := squeezed(cell.text()))]
        if len(said) > 2 or not said or not _IMPRINT.search("".join(said)):
            break
        found.insert(0, row)
    return found


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")]


def _rows_as_blocks(table: Node) -> list[Node]:
    """Each cell's paragraphs; two cells beside one another that are one line stay one, «文件» goes."""
    out: list[Node] = []
    for row in (node for node in table.walk() if node.tag == "tr"):
        cells = _cells(row)
        blocks = [_as_blocks(cell) for cell in cells]
        single = all(len(one) <= 1 and all(block.tag == "p" for block in one) for one in blocks)
        if len(cells) > 1 and single:
            joined: list[Node | str] = []
            for one in blocks:
                for block in one:
                    if block.text().strip() and squeezed(block.text()) != "文件":
                        joined += ["　　" if joined else "", *block.children]
            out.append(Node("p", {}, joined))
        else:
            out += [block for one in blocks for block in one]
    return out


def _as_blocks(node: Node) -> list[Node]:
    blocks: list[Node] = []
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in (
            *_LINE_BLOCKS,
            "table",
            "ol",
            "ul",
            "blockquote",
            "figure",
        ):
            if run:
                blocks.append(Node("p", dict(node.attributes) if node.tag != "table" else {}, run))
                run = []
            blocks.append(child)
        elif isinstance(child, Node) or child.strip():
            run.append(child)
    if run:
        kept = {key: value for key, value in node.attributes.items() if key == "class"}
        blocks.append(Node("p", kept, run))
    return blocks


def _lines(block: Node, number: int) -> Iterator[Line]:
    if block.tag == "table":
        yield Line(cells_text(block), Kind.TABLE, block, number)
    elif block.tag in ("ol", "ul"):
        yield Line(cells_text(block), Kind.LIST, block, number)
    elif not block.text().strip() and any(node.tag == "img" for node in block.walk()):
        yield Line("", Kind.PICTURE, block, number)
    else:
        side = (
            "center" if "ta-center" in block.classes() else "right" if "ta-right" in block.classes() else ""
        )
        for part in _split_at_breaks(block):
            text = narrow(part.text()).strip()
            if text or any(node.tag == "img" for node in part.walk()):
                yield Line(text, Kind.TEXT, part, number, side)


def cells_text(node: Node) -> str:
    """The text of a table or list: cells by tabs, rows and items on lines."""
    rows = [below for below in node.walk() if below.tag in ("tr", "li")]
    return "\n".join(
        "\t".join(" ".join(cell.text().split()) for cell in (_cells(row) or [row])) for row in rows
    )


def _split_at_breaks(block: Node) -> list[Node]:
    parts = [Node(block.tag, dict(block.attributes))]
    for child in block.children:
        if isinstance(child, Node) and child.tag == "br":
            parts.append(Node(block.tag, dict(block.attributes)))
        elif isinstance(child, Node) and any(below.tag == "br" for below in child.walk()):
            pieces = _split_at_breaks(child)
            parts[-1].children.append(pieces[0])
            for piece in pieces[1:]:
                parts.append(Node(block.tag, dict(block.attributes), [piece]))
        else:
            parts[-1].children.append(child)
    return parts


def as_html_blocks(lines: list[Line]) -> list[Node]:
    """Return blocks again; lines kept of one paragraph stay one, with its breaks."""
    out: list[Node] = []
    last: Line | None = None
    for line in lines:
        if last is not None and line.kind is last.kind is Kind.TEXT and line.origin == last.origin:
            out[-1].children += [Node("br"), *line.node.children]
        else:
            out.append(Node(line.node.tag, line.node.attributes, list(line.node.children)))
        last = line
    return out
