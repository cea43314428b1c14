"""The body of a docx walked from the top: paragraphs, tables, text boxes, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.documents.docx_numbering import Numbered
from gongkai.documents.docx_styles import W, attribute, first_attribute
from gongkai.reports.reading.docx_grid import Slot, laid_out, slots_of
from gongkai.reports.reading.docx_package import Package, is_on
from gongkai.reports.reading.docx_runs import ALTERNATIVES, CONTENT_CONTROL, Line, LineReader, chosen
from gongkai.reports.reading.limits import MOST_CELLS, MOST_NESTED, MOST_PLACES, TABLE_TOO_LARGE, TOO_DEEP
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Grid, GridCell, Mark, MarkKind, Paragraph

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo", "bdo", "dir"))
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
# A paragraph whose end was deleted is no paragraph any more, and the list does not count it.
_MARK_DELETED = f"{W}pPr/{W}rPr/{W}del"
_CLOSED = ("、", "）", ")", "．", ".", "：", ":", "】", "〕")
_PARAGRAPH_PLACE = "第{number}段"
_AFTER_PLACE = "第{number}段之后"
_START_PLACE = "文首"
_TABLE_PLACE = "表{number}"
_PICTURES = "文档含有{count}处图片、图表或者嵌入的对象，其中的文字没有读取。"
_CHUNKS = "文档中嵌入了另一个文件，其中的文字没有读取。请用 Word 打开，另存为 docx 后重试。"


class Walker:
    """Walks a package once and gathers marks and gaps on the way."""

    def __init__(self, package: Package) -> None:
        self.marks: list[Mark] = []
        self.commented: set[str] = set()
        self._package = package
        self._comments = _comment_texts(package.comments)
        self._reader = LineReader(package.hidden_styles)
        self._paragraphs = self._tables = self._cells = self._depth = self._pictures = 0
        self._has_chunks = False

    def blocks(self, container: etree._Element) -> Iterator[Paragraph | Grid]:
        """Yield what stands in a container outside tables, and its tables."""
        for element in self._children(container):
            if element.tag == _P:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                yield self._table(element)

    def notes(self, root: etree._Element | None, name: str, place: str) -> Iterator[Paragraph]:
        """Yield footnotes or endnotes, numbered in their order."""
        number = 0
        for note in root.iter(f"{W}{name}") if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                number += 1
                where = place.format(number=number)
                for paragraph in note.iter(_P):
                    line = self._read(paragraph)
                    self._keep(line, where)
                    yield from (Paragraph(words, where) for words in line.lines(self._label(paragraph)))

    def left_comments(self) -> Iterator[Mark]:
        """Yield the comments that hang on nothing that was read."""
        for number, words in self._comments.items():
            if number not in self.commented and words:
                yield Mark(MarkKind.COMMENT, words, "批注")

    def gaps(self) -> Iterator[str]:
        """Yield what could not be read."""
        if self._has_chunks:
            yield _CHUNKS
        if self._pictures:
            yield _PICTURES.format(count=self._pictures)

    def _children(self, container: etree._Element) -> Iterator[etree._Element]:
        """Yield what is inside, through every wrapper that only says something about it."""
        for child in container:
            inner: etree._Element | None = child if child.tag in _WRAPPERS else None
            if child.tag == ALTERNATIVES:
                inner = chosen(child)
            elif child.tag == CONTENT_CONTROL:
                is_contents = attribute(child, _GALLERY) == "Table of Contents"
                inner = None if is_contents else child.find(f"{W}sdtContent")
            elif child.tag in _EMBEDDED:
                self._has_chunks = True
            elif inner is None:
                yield child
            if inner is not None:
                yield from self._children(inner)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph | Grid]:
        line = self._read(element)
        lines = line.lines(self._label(element))
        if lines:
            self._paragraphs += 1
            where = _PARAGRAPH_PLACE.format(number=self._paragraphs)
        else:
            place = _AFTER_PLACE if self._paragraphs else _START_PLACE
            where = place.format(number=self._paragraphs)
        self._keep(line, where)
        yield from (Paragraph(words, where) for words in lines)
        for box in line.boxes:
            yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Grid:
        self._tables += 1
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise ReportUnreadable(TOO_DEEP)
        where = _TABLE_PLACE.format(number=self._tables)
        rows: list[list[Slot]] = []
        for row in self._children(table):
            if row.tag == _ROW:
                slots = self._row(row, Grid((), where), len(rows))
                rows += [slots] if slots is not None else []
        self._depth -= 1
        grid = Grid(laid_out(rows), where)
        for number, row_slots in enumerate(rows):
            for slot in row_slots:
                if slot.absorbed and slot.text:
                    place = grid.place(GridCell("", number, slot.column))
                    self.marks.append(Mark(MarkKind.HIDDEN, slot.text, place))
        if grid.rows * grid.columns > MOST_PLACES:
            raise ReportUnreadable(TABLE_TOO_LARGE)
        return grid

    def _row(self, row: etree._Element, grid: Grid, number: int) -> list[Slot] | None:
        """Read a row; None when tracked changes or Word's own setting take it out of sight."""
        properties = row.find(f"{W}trPr")
        removed = inserted = hidden = False
        if properties is not None:
            removed = properties.find(f"{W}del") is not None
            inserted = properties.find(f"{W}ins") is not None
            hidden = is_on(properties.find(f"{W}hidden"))
        slots = slots_of(row, [cell for cell in self._children(row) if cell.tag == _CELL])
        self._cells += len(slots)
        if self._cells > MOST_CELLS:
            raise ReportUnreadable(TABLE_TOO_LARGE)
        for slot in slots:
            where = grid.place(GridCell("", number, slot.column))
            lines: list[str] = []
            nested: list[Grid] = []
            for cell in slot.elements:
                self._fill(cell, where, lines, nested, removed=removed, inserted=inserted)
            slot.text, slot.nested = "\n".join(lines), tuple(nested)
            if slot.text and hidden:
                self.marks.append(Mark(MarkKind.HIDDEN, slot.text, where))
        return None if removed or hidden else slots

    def _fill(
        self,
        container: etree._Element,
        where: str,
        lines: list[str],
        nested: list[Grid],
        *,
        removed: bool,
        inserted: bool,
    ) -> None:
        """Gather a cell's lines and the tables inside it; text boxes count as its lines."""
        for element in self._children(container):
            if element.tag == _TABLE:
                nested.append(self._table(element))
            elif element.tag == _P:
                line = self._read(element, removed=removed, inserted=inserted)
                self._keep(line, where)
                lines += line.lines("" if removed else self._label(element))
                for box in line.boxes:
                    self._fill(box, where, lines, nested, removed=removed, inserted=inserted)

    def _read(self, element: etree._Element, *, removed: bool = False, inserted: bool = False) -> Line:
        line = self._reader.read(element, removed=removed, inserted=inserted)
        self._pictures += line.pictures
        return line

    def _keep(self, line: Line, where: str) -> None:
        for trace in line.traces:
            if words := trace.text.strip():
                self.marks.append(Mark(trace.kind, words, where))
        for number in line.comments:
            words = self._comments.get(number, "")
            if words and number not in self.commented:
                self.commented.add(number)
                self.marks.append(Mark(MarkKind.COMMENT, words, where))

    def _label(self, paragraph: etree._Element) -> str:
        """The number that Word's list function writes before the paragraph."""
        numbering = self._package.numbering
        if numbering is None or paragraph.find(_MARK_DELETED) is not None:
            return ""
        sources = self._package.styles.sources(paragraph)
        number_id = first_attribute(sources, f"{W}numPr/{W}numId") or "0"
        depth = first_attribute(sources, f"{W}numPr/{W}ilvl") or "0"
        if number_id == "0" or not depth.isdecimal():
            return ""
        item = Numbered(paragraph, number_id, int(depth[:2]))
        level = numbering.level(item)
        if level is None or level.form == "bullet":
            return ""
        label = numbering.next_label(item)
        return label if not label or label.endswith(_CLOSED) else f"{label} "


def _comment_texts(root: etree._Element | None) -> dict[str, str]:
    texts: dict[str, str] = {}
    for comment in root.iter(f"{W}comment") if root is not None else ():
        paragraphs = ("".join(text.text or "" for text in p.iter(f"{W}t")) for p in comment.iter(_P))
        texts[comment.get(f"{W}id") or ""] = "\n".join(words for words in paragraphs if words.strip())
    return texts
