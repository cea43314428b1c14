"""What changed between two bodies, block by block and row by row, for a reader with two colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.documents.allowed_html import sanitise_incoming
from gongkai.documents.inline_diff import inline_diff
from gongkai.documents.results import Change, DiffBlock, Segment
from gongkai.documents.tree import BLOCK_TAGS, Node, parse

_LINK = "{words}（链接：{address}）"
_PICTURE = "［图片 {name}］"
_ALIKE = 0.4
_MOST_PAIRS = 400


@dataclass(frozen=True, slots=True)
class _Block:
    """A comparable stretch of a body; a row has one text a cell, every other block one text."""

    kind: str
    texts: tuple[str, ...]

    @property
    def whole(self) -> str:
        return "\t".join(self.texts)


def readable_diff(old_html: str, new_html: str) -> list[DiffBlock]:
    """Return the blocks of both bodies in reading order, each same, added, removed or changed.

    Paragraphs that are alike are paired and their changes shown character by character, table rows cell by
    cell. The address of a link and the name of a picture count as text; emphasis does not.
    """
    old, new = _blocks(old_html), _blocks(new_html)
    out: list[DiffBlock] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            out += [_whole(block, Change.SAME) for block in new[new_from:new_to]]
        else:
            out += _replaced(old[old_from:old_to], new[new_from:new_to])
    return out


def _replaced(old: list[_Block], new: list[_Block]) -> Iterator[DiffBlock]:
    """Pair what is alike, in order; the rest was removed or added."""
    at = 0
    for block in new:
        partner = (
            _partner(block, old, at) if len(old) * len(new) <= _MOST_PAIRS else _by_place(old, at, block)
        )
        if partner is None:
            yield _whole(block, Change.ADDED)
            continue
        yield from (_whole(gone, Change.REMOVED) for gone in old[at:partner])
        yield _changed(old[partner], block)
        at = partner + 1
    yield from (_whole(gone, Change.REMOVED) for gone in old[at:])


def _partner(block: _Block, old: list[_Block], at: int) -> int | None:
    best, best_ratio = None, _ALIKE
    for index in range(at, len(old)):
        if (old[index].kind == "row") != (block.kind == "row"):
            continue
        matcher = SequenceMatcher(None, old[index].whole, block.whole, autojunk=False)
        if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio:
                best, best_ratio = index, ratio
    return best


def _by_place(old: list[_Block], at: int, block: _Block) -> int | None:
    return at if at < len(old) and (old[at].kind == "row") == (block.kind == "row") else None


def _changed(old: _Block, new: _Block) -> DiffBlock:
    if new.kind != "row":
        segments = inline_diff(old.whole, new.whole)
        return DiffBlock(new.kind, Change.CHANGED, segments=segments)
    count = max(len(old.texts), len(new.texts))
    before = old.texts + ("",) * (count - len(old.texts))
    after = new.texts + ("",) * (count - len(new.texts))
    cells = tuple(inline_diff(one, other) for one, other in zip(before, after, strict=True))
    return DiffBlock("row", Change.CHANGED, cells=cells)


def _whole(block: _Block, change: Change) -> DiffBlock:
    if block.kind == "row":
        cells = tuple((Segment(change, text),) if text else () for text in block.texts)
        return DiffBlock("row", change, cells=cells)
    return DiffBlock(block.kind, change, segments=(Segment(change, block.whole),) if block.whole else ())


def _blocks(html: str) -> list[_Block]:
    return [block for block in _blocks_below(parse(sanitise_incoming(html)), "p") if any(block.texts)]


def _blocks_below(node: Node, kind: str) -> Iterator[_Block]:
    run: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            run.append(child)
        elif child.tag == "tr":
            cells = [cell for cell in child.children if isinstance(cell, Node)]
            yield _Block("row", tuple(_shown(cell) for cell in cells))
        elif child.tag == "img":
            yield _Block(kind, ("".join(run).strip(),))
            run = []
            yield _Block("picture", (_shown(Node("p", {}, [child])),))
        elif child.tag in BLOCK_TAGS:
            yield _Block(kind, ("".join(run).strip(),))
            run = []
            inner_kind = child.tag if child.tag in ("h2", "h3", "h4", "li", "caption", "figcaption") else "p"
            yield from _blocks_below(child, kind if kind == "li" and inner_kind == "p" else inner_kind)
        else:
            run.append(_shown(child))
    yield _Block(kind, ("".join(run).strip(),))


def _shown(node: Node) -> str:
    """Return an element's text with what a reader must see of links and pictures."""
    pieces: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag == "br":
            pieces.append("\n")
        elif child.tag == "img":
            pieces.append(_picture(child))
        else:
            pieces.append(_shown(child))
    if node.tag == "br":
        return "\n"
    words = "".join(pieces)
    if node.tag == "a" and node.attributes.get("href"):
        return _LINK.format(words=words, address=node.attributes["href"])
    return words.strip() if node.tag in ("td", "th", "p") else words


def _picture(node: Node) -> str:
    name = node.attributes.get("src", "").rpartition("/")[2].removeprefix("picture:")
    words = node.attributes.get("alt", "")
    return _PICTURE.format(name=f"{name} {words}".strip())
