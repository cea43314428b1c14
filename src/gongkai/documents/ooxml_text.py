"""The text of one XML part of an Office package, however deep it is hidden in the tree.

Runs of a paragraph are joined, so that a number split over several runs is whole again. A paragraph with
tracked changes is given as it reads now, and once more as it read before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gongkai.documents.package import local_name

_TEXT = frozenset({"t", "delText", "delInstrText", "instrText"})
_FIELD_CODES = frozenset({"instrText", "delInstrText"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_REMOVED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_PARAGRAPHS = frozenset({"p"})
# Comments and strings of a workbook: runs without a paragraph around them.
_RUN_HOLDERS = frozenset({"text", "si", "is"})
_WORDY_ATTRIBUTES = frozenset(
    {"descr", "title", "alt", "string", "tooltip", "altText", "prompt", "promptTitle"}
)
# Set apart by Office for older programs; normally a copy of what stands in Choice.
_COPY = "Fallback"
_FEWEST_BOXES = 8


@dataclass(slots=True)
class PartText:
    """Lines of one part: what is read now, what tracked changes hide, and what stands beside the text."""

    lines: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    insertions: int = 0
    copies: list[str] = field(default_factory=list)


def part_text(root: etree._Element) -> PartText:
    """Return all text below ``root``."""
    out = PartText()
    _walk(root, out, in_copy=False)
    shown = set(out.lines)
    out.aside += [line for line in dict.fromkeys(out.copies) if line not in shown]
    return out


def _walk(element: etree._Element, out: PartText, *, in_copy: bool) -> None:
    name = local_name(element)
    _keep_attributes(element, out)
    if name in _PARAGRAPHS or (name in _RUN_HOLDERS and len(element)):
        _paragraph(element, out, in_copy=in_copy)
        _loose_text(element.tail, out)
    elif name == "tr":
        _walk_children(element, out, in_copy=in_copy)
        _row_of_boxes(element, out)
    else:
        if name not in ("ext", "uri"):
            _loose_text(element.text, out)
        _walk_children(element, out, in_copy=in_copy or name == _COPY)
        _loose_text(element.tail, out)


def _walk_children(element: etree._Element, out: PartText, *, in_copy: bool) -> None:
    for child in element:
        _walk(child, out, in_copy=in_copy)


def _keep_attributes(element: etree._Element, out: PartText) -> None:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] in _WORDY_ATTRIBUTES and str(value).strip():
            out.aside.append(str(value))


def _loose_text(words: str | None, out: PartText) -> None:
    if words and words.strip():
        out.aside.append(words.strip())


@dataclass(slots=True)
class _Views:
    """One paragraph read three ways at once."""

    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    nested: list[tuple[etree._Element, bool]] = field(default_factory=list)
    changed: bool = False


def _paragraph(element: etree._Element, out: PartText, *, in_copy: bool) -> None:
    views = _Views()
    for child in element:
        _run(child, views, out, removed=False, inserted=False, in_copy=in_copy)
    now, before = "".join(views.now), "".join(views.before)
    (out.copies if in_copy else out.lines).append(now)
    if views.changed and before != now:
        out.removed.append(before)
    if views.codes:
        out.aside.append("".join(views.codes).strip())
    for paragraph, in_nested_copy in views.nested:
        _paragraph(paragraph, out, in_copy=in_nested_copy)


def _run(
    element: etree._Element, views: _Views, out: PartText, *, removed: bool, inserted: bool, in_copy: bool
) -> None:
    name = local_name(element)
    _keep_attributes(element, out)
    if name in _PARAGRAPHS:
        views.nested.append((element, in_copy))
        return
    if name in _REMOVED or name in _INSERTED:
        views.changed = True
        out.insertions += name in _INSERTED
        removed, inserted = removed or name in _REMOVED, inserted or name in _INSERTED
    piece = element.text or "" if name in _TEXT else _BREAKS.get(name, "")
    if name in _FIELD_CODES:
        views.codes.append(piece)
    else:
        if not removed:
            views.now.append(piece)
        if not inserted:
            views.before.append(piece)
    for child in element:
        copy = in_copy or name == _COPY
        _run(child, views, out, removed=removed, inserted=inserted, in_copy=copy)


def _row_of_boxes(row: etree._Element, out: PartText) -> None:
    """Forms give every character of a number a cell of its own: put such rows together again."""
    cells = ["".join(t.text or "" for t in cell.iter() if local_name(t) == "t").strip() for cell in row]
    glued: list[str] = []
    for cell in [*cells, ""]:
        if len(cell) == 1:
            glued.append(cell)
            continue
        if len(glued) >= _FEWEST_BOXES:
            out.lines.append("".join(glued))
        glued = []
