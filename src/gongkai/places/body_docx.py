"""A clean body as a Word file: what an editor over there opens or pastes from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.documents.tree import Node, parse

#: The width of the text on A4 with the margins set below.
_TEXT_WIDTH = Cm(15.6)
#: Word opens no table with more columns; a wider one is written line by line.
_MOST_COLUMNS = 63
_MARK = {"strong": "bold", "em": "italic", "u": "underline"}
_ALIGN = {"ta-center": WD_ALIGN_PARAGRAPH.CENTER, "ta-right": WD_ALIGN_PARAGRAPH.RIGHT}
_INLINE = frozenset({"strong", "em", "u", "sub", "sup", "a", "br", "img"})
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
PictureBytes = Mapping[str, bytes]


def body_docx(title: str, html: str, pictures: PictureBytes) -> bytes:
    """The title and the body as docx; `pictures` holds the bytes of a picture by what its src says.

    A picture that Word cannot show is left out; the HTML beside it has it.
    """
    writing = _Writing(pictures)
    writing.heading(title)
    writing.blocks(parse(html).children)
    out = io.BytesIO()
    writing.document.save(out)
    return out.getvalue()


class _Writing:
    """One document on its way; `into` is the document, or the cell that is being filled."""

    def __init__(self, pictures: PictureBytes) -> None:
        self.document = Document()
        self.into: Any = self.document
        self.marks: dict[str, bool] = {}
        self.pictures = pictures
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.7)
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = "仿宋", Pt(16)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")

    @property
    def is_in_cell(self) -> bool:
        """Whether a cell is being filled: smaller letters, no indent."""
        return self.into is not self.document

    def heading(self, title: str) -> None:
        """The title, centred."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_fit(" ".join(title.split())))
        run.bold, run.font.size = True, Pt(22)

    def blocks(self, children: Iterable[Node | str]) -> None:
        """Block after block; loose text and inline elements between blocks make a paragraph."""
        loose: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or child.tag in _INLINE:
                loose.append(child)
                continue
            self._loose(loose)
            self._block(child)
        self._loose(loose)

    def _loose(self, loose: list[Node | str]) -> None:
        if any(not isinstance(one, str) or one.strip() for one in loose):
            self._runs(self.into.add_paragraph(), loose, self.marks)
        loose.clear()

    def _block(self, node: Node) -> None:
        if node.tag == "table":
            self._table(node)
        elif node.tag in {"ul", "ol"}:
            self._list(node, 0)
        elif node.tag in {"p", "h2", "h3", "h4", "figcaption", "caption"}:
            self._paragraph(node)
        elif node.tag == "hr":
            self.into.add_paragraph()
        else:
            self.blocks(node.children)

    def _paragraph(self, node: Node) -> None:
        paragraph = self.into.add_paragraph()
        classes = node.classes()
        for name, alignment in _ALIGN.items():
            if name in classes:
                paragraph.alignment = alignment
        if node.tag == "p" and not classes and not self.is_in_cell:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        bold = {"bold": True} if node.tag.startswith("h") else {}
        self._runs(paragraph, node.children, {**self.marks, **bold})

    def _list(self, node: Node, depth: int) -> None:
        """Each list counts from its own beginning; lists within lists stand further in."""
        number = self._numbering(node) if node.tag == "ol" else None
        for item in (child for child in node.children if isinstance(child, Node)):
            paragraph = self.into.add_paragraph(style="List Bullet" if number is None else "List Number")
            paragraph.paragraph_format.left_indent = Cm(0.75 * (depth + 1))
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = number
            parts = [one for one in item.children if not _is_block(one)]
            begun = next((one for one in item.children if _is_block(one)), None)
            if not any(not isinstance(one, str) or one.strip() for one in parts):
                parts = list(begun.children) if isinstance(begun, Node) and begun.tag == "p" else []
            else:
                begun = None
            self._runs(paragraph, parts, self.marks)
            for below in item.children:
                if not isinstance(below, Node) or not _is_block(below) or below is begun:
                    continue
                self._list(below, depth + 1) if below.tag in {"ul", "ol"} else self._block(below)

    def _numbering(self, node: Node) -> int:
        """A numbering of this list's own, in the manner of the style."""
        style: Any = self.document.styles["List Number"]
        numbering = self.document.part.numbering_part.numbering_definitions._numbering
        manner = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
        made = numbering.add_num(manner)
        start = node.attributes.get("start", "1")
        made.add_lvlOverride(ilvl=0).add_startOverride(int(start) if start.isdigit() else 1)
        return int(made.numId)

    def _runs(self, paragraph: Any, children: Iterable[Node | str], marks: Mapping[str, bool]) -> None:
        for child in children:
            if isinstance(child, str):
                self._text(paragraph, child, marks)
            elif child.tag == "br":
                paragraph.add_run().add_break()
            elif child.tag == "img":
                self._picture(paragraph, child)
            elif child.tag == "a":
                self._link(paragraph, child, marks)
            else:
                self._runs(paragraph, child.children, {**marks, **_marks(child.tag)})

    def _text(self, paragraph: Any, text: str, marks: Mapping[str, bool]) -> None:
        text = _BLANKS.sub(" ", _fit(text))
        text = text if paragraph.runs else text.lstrip()
        if not text:
            return
        run = paragraph.add_run(text)
        if self.is_in_cell:
            run.font.size = Pt(12)
        for name, value in marks.items():
            target = run.font if name in {"subscript", "superscript"} else run
            setattr(target, name, value)

    def _link(self, paragraph: Any, node: Node, marks: Mapping[str, bool]) -> None:
        """A link that leads somewhere stays one."""
        address, before = node.attributes.get("href", ""), len(paragraph._p)
        self._runs(paragraph, node.children, marks)
        made = list(paragraph._p)[before:]
        if not address.startswith(("http://", "https://", "mailto:")) or not made:
            return
        link = OxmlElement("w:hyperlink")
        key = paragraph.part.relate_to(_fit(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), key)
        paragraph._p.append(link)
        for run in made:
            link.append(run)

    def _picture(self, paragraph: Any, node: Node) -> None:
        data = self.pictures.get(node.attributes.get("src", ""))
        if data is None:
            return
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(data))
        except Exception:  # noqa: BLE001 - whatever the picture library says, the text goes on without it
            return
        if shape.width > _TEXT_WIDTH:
            shape.height = int(shape.height * _TEXT_WIDTH / shape.width)
            shape.width = _TEXT_WIDTH

    def _table(self, node: Node) -> None:
        for caption in node.children:
            if isinstance(caption, Node) and caption.tag == "caption":
                self._paragraph(caption)
        grid, height, width = _grid(node)
        if width > _MOST_COLUMNS:
            return self._lines(node)
        if not grid:
            return
        table = self.into.add_table(height, width)
        table.style = self.document.styles["Table Grid"]
        cells = list(table._cells)  # asked for once: it is made anew at each call
        for (top, left), (cell, rows, columns) in grid.items():
            place: Any = cells[top * width + left]
            if rows > 1 or columns > 1:
                place = place.merge(cells[(top + rows - 1) * width + left + columns - 1])
            self._fill(place, cell)

    def _lines(self, node: Node) -> None:
        for row in _rows_of(node):
            cells = [one.text() for one in row.children if isinstance(one, Node)]
            self._text(self.into.add_paragraph(), "　".join(cells), self.marks)

    def _fill(self, place: Any, cell: Node) -> None:
        """The cell's blocks in place of the empty paragraph it comes with."""
        outer, self.into = (self.into, self.marks), place
        self.marks = {"bold": True} if cell.tag == "th" else {}
        first = place.paragraphs[0]._p
        self.blocks(cell.children)
        if len(place.paragraphs) > 1:
            first.getparent().remove(first)
        self.into, self.marks = outer


def _fit(text: str) -> str:
    """The text without what no XML may hold."""
    return _UNFIT.sub("", text)


def _is_block(part: Node | str) -> bool:
    return isinstance(part, Node) and part.tag not in _INLINE


def _marks(tag: str) -> dict[str, bool]:
    if tag in {"sub", "sup"}:
        return {"subscript" if tag == "sub" else "superscript": True}
    return {_MARK[tag]: True} if tag in _MARK else {}


_Grid = dict[tuple[int, int], tuple[Node, int, int]]


def _rows_of(table: Node) -> Iterator[Node]:
    """The rows of the table itself, not those of tables in its cells."""
    for child in table.children:
        if isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows_of(child)
        elif isinstance(child, Node) and child.tag == "tr":
            yield child


def _grid(table: Node) -> tuple[_Grid, int, int]:
    """Each cell at its upper left place with its spans; how many rows and columns there are."""
    found: _Grid = {}
    taken: set[tuple[int, int]] = set()
    rows = list(_rows_of(table))
    for top, row in enumerate(rows):
        left = 0
        for cell in (one for one in row.children if isinstance(one, Node) and one.tag in {"td", "th"}):
            while (top, left) in taken:
                left += 1
            down, across = _span(cell, "rowspan", len(rows) - top), _span(cell, "colspan", 100)
            across = next((m for m in range(1, across) if (top, left + m) in taken), across)
            taken |= {(top + n, left + m) for n in range(down) for m in range(across)}
            found[top, left] = (cell, down, across)
            left += across
    width = max((left for _, left in taken), default=-1) + 1
    return found, len(rows), width


def _span(cell: Node, name: str, most: int) -> int:
    value = cell.attributes.get(name, "1")
    return max(1, min(int(value) if value.isdigit() else 1, most))
