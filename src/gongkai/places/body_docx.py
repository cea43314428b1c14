"""A clean body as a Word file: what an editor over there opens or pastes from."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.documents.tree import Node, parse

#: The width of the text on A4 with the margins set below.
_TEXT_WIDTH = Cm(15.6)
_MARK = {"strong": "bold", "em": "italic", "u": "underline"}
_ALIGN = {"ta-center": WD_ALIGN_PARAGRAPH.CENTER, "ta-right": WD_ALIGN_PARAGRAPH.RIGHT}
_INLINE = frozenset({"strong", "em", "u", "sub", "sup", "a", "br", "img"})
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
    """One document on its way."""

    def __init__(self, pictures: PictureBytes) -> None:
        self.document = Document()
        self.pictures = pictures
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.7)
        style: Any = self.document.styles["Normal"]
        style.font.name, style.font.size = "仿宋", Pt(16)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")

    def heading(self, title: str) -> None:
        """The title, centred."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(title)
        run.bold, run.font.size = True, Pt(22)

    def blocks(self, children: list[Node | str]) -> None:
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
            self._runs(self.document.add_paragraph(), loose, {})
        loose.clear()

    def _block(self, node: Node) -> None:
        if node.tag == "table":
            self._table(node)
        elif node.tag in {"ul", "ol"}:
            self._list(node)
        elif node.tag in {"p", "h2", "h3", "h4", "figcaption", "caption"}:
            self._paragraph(node)
        elif node.tag == "hr":
            self.document.add_paragraph()
        else:
            self.blocks(node.children)

    def _paragraph(self, node: Node) -> None:
        paragraph = self.document.add_paragraph()
        classes = node.classes()
        for name, alignment in _ALIGN.items():
            if name in classes:
                paragraph.alignment = alignment
        if node.tag == "p" and not classes:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        self._runs(paragraph, node.children, {"bold": True} if node.tag.startswith("h") else {})

    def _list(self, node: Node) -> None:
        style = "List Number" if node.tag == "ol" else "List Bullet"
        for item in (child for child in node.children if isinstance(child, Node)):
            inner = [one for one in item.children if isinstance(one, str) or one.tag not in {"ul", "ol"}]
            self._runs(self.document.add_paragraph(style=style), inner, {})
            for below in item.children:
                if isinstance(below, Node) and below.tag in {"ul", "ol"}:
                    self._list(below)

    def _runs(self, paragraph: Any, children: list[Node | str], marks: Mapping[str, bool]) -> None:
        for child in children:
            if isinstance(child, str):
                text = " ".join(child.split()) if child.strip() else (" " if child and marks else "")
                run = paragraph.add_run(text)
                for name, value in marks.items():
                    target = run.font if name in {"subscript", "superscript"} else run
                    setattr(target, name, value)
            elif child.tag == "br":
                paragraph.add_run().add_break()
            elif child.tag == "img":
                self._picture(paragraph, child)
            else:
                self._runs(paragraph, child.children, {**marks, **_marks(child.tag)})

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
        for caption in (one for one in node.walk() if one.tag == "caption"):
            self._paragraph(caption)
        grid, height, width = _grid(node)
        if not grid:
            return
        table = self.document.add_table(rows=height, cols=width, style="Table Grid")
        for (top, left), (cell, rows, columns) in grid.items():
            place: Any = table.cell(top, left)
            if rows > 1 or columns > 1:
                place = place.merge(table.cell(min(top + rows, height) - 1, min(left + columns, width) - 1))
            self._fill(place.paragraphs[0], cell)

    def _fill(self, paragraph: Any, cell: Node) -> None:
        paragraph.paragraph_format.first_line_indent = None
        marks = {"bold": True} if cell.tag == "th" else {}
        blocks = [one for one in cell.children if isinstance(one, Node) and one.tag not in _INLINE]
        if not blocks:
            self._runs(paragraph, cell.children, marks)
        for place, block in enumerate(blocks):
            if place:
                paragraph.add_run().add_break()
            self._runs(paragraph, [block] if block.tag in _INLINE else block.children, marks)
        for run in paragraph.runs:
            run.font.size = Pt(12)


def _marks(tag: str) -> dict[str, bool]:
    if tag in {"sub", "sup"}:
        return {"subscript" if tag == "sub" else "superscript": True}
    return {_MARK[tag]: True} if tag in _MARK else {}


_Grid = dict[tuple[int, int], tuple[Node, int, int]]


def _grid(table: Node) -> tuple[_Grid, int, int]:
    """Each cell at its upper left place with its spans; how many rows and columns there are."""
    found: _Grid = {}
    taken: set[tuple[int, int]] = set()
    rows = [node for node in table.walk() if node.tag == "tr"]
    for top, row in enumerate(rows):
        left = 0
        for cell in (one for one in row.children if isinstance(one, Node) and one.tag in {"td", "th"}):
            while (top, left) in taken:
                left += 1
            down, across = _span(cell, "rowspan", len(rows) - top), _span(cell, "colspan", 100)
            taken |= {(top + n, left + m) for n in range(down) for m in range(across)}
            found[top, left] = (cell, down, across)
            left += across
    width = max((left for _, left in taken), default=-1) + 1
    return found, len(rows), width


def _span(cell: Node, name: str, most: int) -> int:
    value = cell.attributes.get(name, "1")
    return max(1, min(int(value) if value.isdigit() else 1, most))
