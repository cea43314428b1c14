"""Blanks in pasted text: manual indents, line ends inside Chinese sentences, empty paragraphs."""

from __future__ import annotations

import re

from gongkai.documents.tree import Node

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WRAPPED_CHINESE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]+[ \t]*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
EDGE_BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

Child = Node | str


def without_controls(text: str) -> str:
    """Return text without control characters and lone surrogates, which no page may carry."""
    return _CONTROLS.sub("", text)


def is_blank(children: list[Node | str]) -> bool:
    """Whether content shows nothing: no text beyond blanks and no picture."""
    for child in children:
        if isinstance(child, str):
            if child.strip(EDGE_BLANKS):
                return False
        elif child.tag in ("img", "hr") or not is_blank(child.children):
            return False
    return True


def tidy_runs(children: list[Child]) -> list[Child]:
    """Return inline content with single blanks and without blanks or line breaks at its two ends.

    A manual indent of full-width blanks goes too: the indent of a paragraph is the style sheet's matter.
    """
    collapsed = _collapse(children)
    _trim(collapsed, at_start=True)
    _trim(collapsed, at_start=False)
    return _without_empty(collapsed)


def _collapse(children: list[Child]) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            if out and isinstance(out[-1], str):
                out[-1] = one_blank(out[-1] + child)
            else:
                out.append(one_blank(child))
        else:
            out.append(Node(child.tag, child.attributes, _collapse(child.children)))
    return out


def one_blank(text: str) -> str:
    """Return text with every run of blanks as one, and none for a line end between Chinese characters."""
    return _BLANKS.sub(" ", _WRAPPED_CHINESE.sub("", text))


def _trim(children: list[Child], *, at_start: bool) -> None:
    """Take blanks and line breaks off one end, inside nested elements too; stop at the first real content."""
    while children:
        index = 0 if at_start else -1
        edge = children[index]
        if isinstance(edge, str):
            stripped = edge.lstrip(EDGE_BLANKS) if at_start else edge.rstrip(EDGE_BLANKS)
            if stripped:
                children[index] = stripped
                return
            children.pop(index)
        elif edge.tag == "br":
            children.pop(index)
        elif edge.tag in ("img", "hr"):
            return
        else:
            _trim(edge.children, at_start=at_start)
            if edge.children:
                return
            children.pop(index)


def _without_empty(children: list[Child]) -> list[Child]:
    out: list[Child] = []
    for child in children:
        if isinstance(child, str):
            if child:
                out.append(child)
        elif child.tag in ("br", "img", "hr"):
            out.append(child)
        else:
            child.children = _without_empty(child.children)
            if child.children:
                out.append(child)
    return out
