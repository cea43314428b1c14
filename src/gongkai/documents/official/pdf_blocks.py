"""Lines and tables of PDF pages as the blocks of a body: wrapped lines rejoined, tables over pages too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.documents.official.lines import Look
from gongkai.documents.official.wording import is_rule, squeezed
from gongkai.documents.pdf_layout import SlotCell, TextLine
from gongkai.documents.tree import Node

_BEGINS = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百]+[章节条]"
    r"|附件|抄送|（此件"
)
_TITLE_SIZE = 18.0
_CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on a page, from its upper to its lower edge."""

    top: float
    bottom: float
    page: int


@dataclass(frozen=True, slots=True)
class PageLine(Placed):
    """A line on a page of some width and height."""

    line: TextLine
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageTable(Placed):
    """A ruled table."""

    cells: list[SlotCell]


class Flow:
    """Blocks growing page by page."""

    def __init__(self) -> None:
        self.blocks: list[Node] = []
        self._sizes: list[float | None] = []
        self._last: PageLine | PageTable | None = None
        self._usual: float = 0.0

    def add(self, placed: list[Placed]) -> None:
        """Add what stands on the next page, from above to below."""
        lines = [one for one in placed if isinstance(one, PageLine)]
        right = max((one.line.right for one in lines), default=0.0)
        left = min((one.line.left for one in lines), default=0.0)
        for one in placed:
            if isinstance(one, PageTable):
                self._add_table(one)
            elif isinstance(one, PageLine):
                self._add_line(one, left, right)

    def looks(self) -> list[tuple[str, Look]]:
        """How the blocks are printed: their squeezed texts in order, each with its look."""
        return [
            (squeezed(block.text()), Look(round(size, 1)))
            for block, size in zip(self.blocks, self._sizes, strict=True)
            if size is not None
        ]

    def _add_line(self, one: PageLine, left: float, right: float) -> None:
        last = self._last
        side = _side(one, left, right)
        if isinstance(last, PageLine) and not side and self._goes_on(last, one, left, right):
            block = self.blocks[-1]
            before = block.text()
            blank = "" if _CJK.match(before[-1]) or _CJK.match(one.line.text[0]) else " "
            block.children.append(blank + one.line.text)
        else:
            attributes = {"class": f"ta-{side}"} if side else {}
            self.blocks.append(Node("p", attributes, [one.line.text]))
            self._sizes.append(one.line.size)
        self._last = one

    def _goes_on(self, last: PageLine, one: PageLine, left: float, right: float) -> bool:
        """Whether a line is the rest of the paragraph before it: that was full, and this is not indented."""
        size = one.line.size
        if abs(last.line.size - size) > 0.15 * size or "class" in self.blocks[-1].attributes:
            return False
        if is_rule(squeezed(one.line.text)) or is_rule(squeezed(last.line.text)):
            return False
        full = last.line.right > right - 2.2 * last.line.size
        near = one.page != last.page or one.top - last.bottom < 1.8 * size
        flush = one.line.left < left + 0.8 * size
        return full and near and flush and not _BEGINS.match(one.line.text)

    def _add_table(self, one: PageTable) -> None:
        last = self._last
        table = _table(one.cells)
        if isinstance(last, PageTable) and one.page == last.page + 1 and _columns(last) == _columns(one):
            body = self.blocks[-1].children[0]
            rows = _rows(table)
            first = next(iter(_rows(self.blocks[-1])), None)
            if first is not None and rows and rows[0].text() == first.text():
                rows = rows[1:]
            if isinstance(body, Node):
                body.children += rows
        else:
            self.blocks.append(table)
            self._sizes.append(None)
        self._last = one


def _side(one: PageLine, left: float, right: float) -> str:
    """Where a line is set: in the middle, at the right, or neither."""
    line = one.line
    middle = (line.left + line.right) / 2
    indent = line.left - left
    off = min(abs(middle - (left + right) / 2), abs(middle - one.width / 2))
    is_short = right - line.right > 0.9 * line.size
    is_first_line = abs(indent - 2 * line.size) < 0.6 * line.size and line.size < _TITLE_SIZE
    if off < 0.022 * one.width and indent > 0.9 * line.size and is_short and not is_first_line:
        return "center"
    if indent > 5 * line.size and line.right > one.width * 0.6:
        return "right"
    return ""


def _columns(table: PageTable) -> int:
    return max((cell.column + cell.colspan for cell in table.cells), default=0)


def _rows(table: Node) -> list[Node]:
    return [node for node in table.walk() if node.tag == "tr"]


def _table(cells: list[SlotCell]) -> Node:
    rows: dict[int, Node] = {}
    for cell in sorted(cells, key=lambda one: (one.row, one.column)):
        attributes = {}
        if cell.rowspan > 1:
            attributes["rowspan"] = str(cell.rowspan)
        if cell.colspan > 1:
            attributes["colspan"] = str(cell.colspan)
        row = rows.setdefault(cell.row, Node("tr"))
        inside: list[Node | str] = []
        for part in cell.text.split("\n"):
            inside += [Node("br"), part] if inside else [part]
        row.children.append(Node("td", attributes, inside))
    return Node("table", {}, [Node("tbody", {}, list(rows.values()))])
