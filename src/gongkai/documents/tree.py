"""A small tree over HTML that has already passed nh3, so that bodies can be rewritten and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID_TAGS = frozenset({"br", "hr", "img"})
BLOCK_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "caption", "thead"}
    | {"tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "hr", "div"}
)
# Deeper nesting than any office document has; beyond it tags are dropped and their text kept.
MAX_DEPTH = 60


@dataclass(slots=True)
class Node:
    """An element; ``children`` are elements and unescaped text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield every element below this one in document order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """Return all text below this element as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def classes(self) -> list[str]:
        """Return the class names in order."""
        return self.attributes.get("class", "").split()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID_TAGS:
            self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))
        elif len(self._open) > MAX_DEPTH:
            self._dropped.append(tag)
        else:
            node = Node(tag, {name: value or "" for name, value in attrs})
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped and self._dropped[-1] == tag:
            self._dropped.pop()
        elif len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(balanced_html: str) -> Node:
    """Return the root over HTML as nh3 writes it: every element closed, no comments, no raw text."""
    builder = _Builder()
    builder.feed(balanced_html)
    builder.close()
    return builder.root


def serialise(node: Node) -> str:
    """Return the HTML inside ``node``; each top-level block stands on a line of its own."""
    lines: list[str] = []
    for child in node.children:
        lines.append(_write(child))
    return "\n".join(lines) if node.tag == "root" else "".join(lines)


def _write(child: Node | str) -> str:
    if isinstance(child, str):
        return escape(child, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(child.attributes.items()))
    if child.tag in VOID_TAGS:
        return f"<{child.tag}{attributes}>"
    inside = "".join(_write(grandchild) for grandchild in child.children)
    return f"<{child.tag}{attributes}>{inside}</{child.tag}>"
