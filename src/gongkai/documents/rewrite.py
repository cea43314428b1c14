"""Turn the tree of pasted HTML into the plain order of a body: blocks on top, inline runs inside."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.documents.blanks import is_blank, tidy_runs
from gongkai.documents.styles import alignment, emphasis, is_hidden, is_without_indent
from gongkai.documents.tree import BLOCK_TAGS, Node

_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
_INLINE = frozenset({"strong", "em", "u", "sub", "sup", "a"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LISTS = frozenset({"ul", "ol"})
_TABLE_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELL_ATTRIBUTES = frozenset({"rowspan", "colspan", "scope"})
_CELLS = frozenset({"td", "th"})
# Containers without a meaning of their own; a run of text inside one is a paragraph.
_PLAIN_CONTAINERS = frozenset(
    {"div", "center", "section", "article", "header", "footer", "main", "dl", "dt", "dd", "pre", "address"}
)
_HOLDS_BLOCKS = BLOCK_TAGS | _PLAIN_CONTAINERS

Child = Node | str


def rewrite(root: Node) -> None:
    """Rewrite the tree under ``root`` in place."""
    root.children = list(_blocks(_prepared(root.children), None))


def _prepared(children: list[Child]) -> list[Child]:
    """Rename, drop hidden elements, and open up spans into the tags their style stands for."""
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            out.append(child)
            continue
        if is_hidden(child):
            continue
        child.tag = _RENAMED.get(child.tag, child.tag)
        child.children = _prepared(child.children)
        if child.tag in ("span", "font", "ins"):
            out.extend(_wrapped(child.children, [Node(tag) for tag in emphasis(child)]))
        elif child.tag == "a" and "href" not in child.attributes:
            out.extend(child.children)
        elif child.tag != "img" or "src" in child.attributes:
            out.append(child)
    return out


def _wrapped(children: list[Child], wrappers: list[Node]) -> list[Child]:
    for wrapper in reversed(wrappers):
        children = [Node(wrapper.tag, dict(wrapper.attributes), children)]
    return children


def _has_blocks(node: Node) -> bool:
    return any(below.tag in _HOLDS_BLOCKS for below in node.walk())


def _blocks(children: list[Child], inherited: str | None, wrappers: tuple[Node, ...] = ()) -> Iterator[Node]:
    """Yield block elements; runs of inline content between them become paragraphs."""
    run: list[Child] = []
    for child in children:
        if isinstance(child, Node) and (child.tag in _HOLDS_BLOCKS or _has_blocks(child)):
            yield from _paragraph(run, inherited, wrappers)
            run = []
            yield from _block(child, inherited, wrappers)
        else:
            run.append(child)
    yield from _paragraph(run, inherited, wrappers)


def _paragraph(run: list[Child], inherited: str | None, wrappers: tuple[Node, ...]) -> Iterator[Node]:
    inside = _wrapped(tidy_runs(run), list(wrappers))
    if not is_blank(inside):
        yield Node("p", _class(inherited), inside)


def _block(node: Node, inherited: str | None, wrappers: tuple[Node, ...]) -> Iterator[Node]:
    own = alignment(node)
    align = inherited if own is None else own
    if node.tag in _INLINE:
        yield from _blocks(node.children, inherited, (*wrappers, Node(node.tag, node.attributes)))
    elif node.tag == "p" or node.tag in _HEADINGS:
        yield from _text_block(node, align, wrappers)
    elif node.tag in _LISTS:
        yield from _list(node, wrappers)
    elif node.tag == "li":
        yield from _list(Node("ul", {}, [node]), wrappers)
    elif node.tag == "table":
        yield from _table(node, wrappers)
    elif node.tag == "figure":
        yield from _figure(node, align)
    elif node.tag == "blockquote":
        inside = list(_blocks(node.children, align, wrappers))
        if inside:
            yield Node("blockquote", {}, list(inside))
    elif node.tag == "hr":
        yield Node("hr")
    else:
        yield from _blocks(node.children, align, wrappers)


def _text_block(node: Node, align: str | None, wrappers: tuple[Node, ...]) -> Iterator[Node]:
    if _has_blocks(node):
        yield from _blocks(node.children, align, wrappers)
        return
    starts_indented = node.text().startswith(("\u3000\u3000", "\u00a0\u00a0"))
    inside = _wrapped(tidy_runs(node.children), list(wrappers))
    if is_blank(inside):
        return
    attributes = _class(align)
    if node.tag == "p" and not attributes and is_without_indent(node) and not starts_indented:
        attributes = {"class": "no-indent"}
    yield Node(node.tag, attributes, inside)


def _list(node: Node, wrappers: tuple[Node, ...]) -> Iterator[Node]:
    items: list[Child] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "li":
            inside = _flow(child, wrappers)
            if inside:
                items.append(Node("li", _class(alignment(child)), inside))
        elif isinstance(child, Node) and child.tag in _LISTS:
            items.extend(Node("li", {}, [nested]) for nested in _list(child, wrappers))
        elif not is_blank([child]):
            items.extend(Node("li", {}, [paragraph]) for paragraph in _blocks([child], None, wrappers))
    if items:
        start = {"start": node.attributes["start"]} if "start" in node.attributes else {}
        yield Node(node.tag, start if node.tag == "ol" else {}, items)


def _flow(node: Node, wrappers: tuple[Node, ...]) -> list[Child]:
    """Return the content of a cell or list item: bare inline text when it is one plain paragraph."""
    blocks = list(_blocks(node.children, None, wrappers))
    if len(blocks) == 1 and blocks[0].tag == "p":
        only = blocks[0]
        if alignment(only) and alignment(node) is None:
            node.attributes["class"] = only.attributes["class"]
        return only.children
    return list(blocks)


def _table(node: Node, wrappers: tuple[Node, ...]) -> Iterator[Node]:
    sections: list[Child] = []
    caption: list[Child] = []
    for child in node.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "caption":
            inside = _flow(child, wrappers)
            caption = [Node("caption", _class(alignment(child)), inside)] if inside else []
        elif child.tag in _TABLE_SECTIONS:
            rows = [row for row in (_row(tr, wrappers) for tr in child.children) if row]
            if rows:
                sections.append(Node("thead" if child.tag == "thead" else "tbody", {}, list(rows)))
    if sections:
        yield Node("table", {}, caption + sections)
    elif caption:
        yield from _blocks(caption[0].children if isinstance(caption[0], Node) else [], None)


def _row(tr: Child, wrappers: tuple[Node, ...]) -> Node | None:
    if not isinstance(tr, Node) or tr.tag != "tr":
        return None
    cells: list[Child] = []
    for cell in tr.children:
        if isinstance(cell, Node) and cell.tag in _CELLS:
            kept = {name: value for name, value in cell.attributes.items() if name in _CELL_ATTRIBUTES}
            inside = _flow(cell, wrappers)
            cells.append(Node(cell.tag, {**kept, **_class(alignment(cell))}, inside))
    return Node("tr", {}, cells) if cells else None


def _figure(node: Node, align: str | None) -> Iterator[Node]:
    if not any(below.tag in ("img", "table") for below in node.walk()):
        yield from _blocks(node.children, align)
        return
    inside: list[Child] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "figcaption":
            words = _flow(child, ())
            if words:
                inside.append(Node("figcaption", _class(alignment(child)), words))
        else:
            inside.extend(_figure_part(child))
    yield Node("figure", _class(align), inside)


def _figure_part(child: Child) -> Iterator[Node]:
    if isinstance(child, Node) and child.tag == "img":
        yield child
    else:
        for block in _blocks([child], None):
            only_picture = len(block.children) == 1 and isinstance(block.children[0], Node)
            picture = block.children[0] if only_picture else None
            yield picture if isinstance(picture, Node) and picture.tag == "img" else block


def _class(align: str | None) -> dict[str, str]:
    return {"class": align} if align else {}
