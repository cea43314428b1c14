"""One paragraph of a docx as its reader sees it, and beside it what editing left in the paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.documents.docx_styles import W
from gongkai.reports.reading.docx_fields import Fields
from gongkai.reports.reading.docx_package import is_on
from gongkai.reports.reading.docx_symbols import symbol
from gongkai.reports.source import MarkKind

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_MC}AlternateContent"
CONTENT_CONTROL = f"{W}sdt"
_RUN, _RUBY, _MATH = f"{W}r", f"{W}ruby", frozenset({f"{_M}oMath", f"{_M}oMathPara"})
_BOX = f"{W}txbxContent"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "bdo", "dir", "rubyBase")
)
_TEXTS = frozenset({f"{W}t", f"{W}delText"})
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_PICTURES = frozenset({"blip", "imagedata", "OLEObject", "chart", "relIds"})
_NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_UNMARKED = frozenset({"none", "white"})


@dataclass(slots=True)
class Trace:
    """What editing left over some text; ``end`` is where it ends in the paragraph."""

    kind: MarkKind
    text: str
    end: int


@dataclass(slots=True)
class Line:
    """A paragraph read. ``boxes`` are the text boxes hanging on it, ``comments`` the ids of its comments."""

    pieces: list[str] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    pictures: int = 0
    length: int = 0

    def add(self, words: str) -> None:
        """Take words up as shown text."""
        self.pieces.append(words)
        self.length += len(words)

    def trace(self, kind: MarkKind, words: str, start: int) -> None:
        """Note a trace; one that goes on where the last of its kind ended is the same."""
        for last in reversed(self.traces[-3:]):
            if last.kind is kind and last.end == start:
                last.text += words
                last.end = self.length
                return
        self.traces.append(Trace(kind, words, self.length))

    def lines(self, label: str = "") -> list[str]:
        """The shown text by its line breaks, without blanks around and without empty lines."""
        text = (label + "".join(self.pieces)).translate(_NOT_SEEN)
        return [line for part in text.split("\n") if (line := part.strip())]


class LineReader:
    """Reads paragraphs in the order of the document: a field may begin in one and end in another."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self._hidden_styles = hidden_styles
        self._fields = Fields()

    def read(self, paragraph: etree._Element, *, removed: bool = False, inserted: bool = False) -> Line:
        """Read one paragraph; ``removed`` and ``inserted`` tell what tracked changes say of its row."""
        line = Line()
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        hidden = style is not None and style.get(f"{W}val") in self._hidden_styles
        self._inline(paragraph, line, removed=removed, inserted=inserted, hidden=hidden)
        self._fields.end_of_paragraph()
        return line

    def _inline(
        self, element: etree._Element, line: Line, *, removed: bool, inserted: bool, hidden: bool
    ) -> None:
        for child in element:
            tag = child.tag
            inner: etree._Element | None = child if tag in _WRAPPERS else None
            now_removed, now_inserted = removed, inserted
            if tag == _RUN:
                self._run(child, line, removed=removed, inserted=inserted, hidden=hidden)
            elif tag in _DELETED:
                inner, now_removed = child, True
            elif tag in _INSERTED:
                inner, now_inserted = child, True
            elif tag == ALTERNATIVES:
                inner = chosen(child)
            elif tag == CONTENT_CONTROL:
                inner = child.find(f"{W}sdtContent")
            elif tag in _MATH:
                line.add("".join(text.text or "" for text in child.iter(f"{_M}t")))
            if inner is not None:
                self._inline(inner, line, removed=now_removed, inserted=now_inserted, hidden=hidden)

    def _run(self, run: etree._Element, line: Line, *, removed: bool, inserted: bool, hidden: bool) -> None:
        words = "".join(self._words(run, line))
        properties = run.find(f"{W}rPr")
        if not words:
            return
        start = line.length
        if removed:
            line.trace(MarkKind.DELETION, words, start)
        elif self._is_hidden(properties, hidden):
            line.trace(MarkKind.HIDDEN, words, start)
        else:
            line.add(words)
            if inserted:
                line.trace(MarkKind.INSERTION, words, start)
            if _is_highlighted(properties):
                line.trace(MarkKind.HIGHLIGHT, words, start)

    def _words(self, run: etree._Element, line: Line) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                yield self._fields.shown(child.text or "")
            elif tag in _SIGNS:
                yield self._fields.shown(_SIGNS[tag])
            elif tag == f"{W}sym":
                yield self._fields.shown(symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or ""))
            elif tag == f"{W}fldChar":
                self._fields.turn(child.get(f"{W}fldCharType") or "")
            elif tag == f"{W}commentReference":
                line.comments.append(child.get(f"{W}id") or "")
            elif tag == _RUBY:
                yield "".join(text.text or "" for text in child.iterfind(f"{W}rubyBase/{W}r/{W}t"))
            elif tag in _DRAWINGS:
                _hang(child, line)
            elif tag == ALTERNATIVES and (branch := chosen(child)) is not None:
                yield from self._words(branch, line)

    def _is_hidden(self, properties: etree._Element | None, by_paragraph: bool) -> bool:
        if properties is None:
            return by_paragraph
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        style = properties.find(f"{W}rStyle")
        return by_paragraph or (style is not None and style.get(f"{W}val") in self._hidden_styles)


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The one branch that is read: the first that holds any text, else the first."""
    branches = [branch for branch in alternatives if branch.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    with_text = (branch for branch in branches if next(branch.iter(f"{W}p", f"{W}t"), None) is not None)
    return next(with_text, branches[0] if branches else None)


def _is_highlighted(properties: etree._Element | None) -> bool:
    mark = properties.find(f"{W}highlight") if properties is not None else None
    return mark is not None and mark.get(f"{W}val") not in _UNMARKED


def _hang(drawing: etree._Element, line: Line) -> None:
    """Take up the outermost text boxes of a drawing, and count it when it shows what cannot be read."""
    pending = [drawing]
    is_picture = False
    while pending:
        element = pending.pop()
        if element.tag == _BOX:
            line.boxes.append(element)
        elif element.tag == ALTERNATIVES:
            branch = chosen(element)
            pending += [branch] if branch is not None else []
        elif isinstance(element.tag, str):
            is_picture = is_picture or element.tag.rpartition("}")[2] in _PICTURES
            pending += reversed(element)
    line.pictures += is_picture
