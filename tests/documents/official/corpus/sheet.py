"""A sheet of an official document and the ways offices put its parts on it, good and bad."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw

from tests.documents.official.corpus.markup import (
    SHAPE_LINE,
    TEXT_BOX,
    bottom_border,
    page_field,
    tracked,
)  # fmt: skip

RED = RGBColor(0xE6, 0x00, 0x12)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip


class Sheet:
    """One document growing from its head down; every method appends, ``save`` gives the bytes."""

    def __init__(self, font: str = "仿宋_GB2312", size: float = 16) -> None:
        self.document = docx.Document()
        self._font, self._size, self._ids = font, size, 0
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)

    def line_of(
        self, *runs: str, align: str = "left", font: str = "", size: float = 0, red: bool = False,
        bold: bool = False, style: str | None = None, into=None, indent: bool = False,
    ):  # fmt: skip
        """A paragraph of these runs."""
        made = (into or self.document).add_paragraph(style=style)
        made.alignment = _ALIGN[align]
        if indent:
            made.paragraph_format.first_line_indent = Pt(2 * (size or self._size))
        for text in runs:
            self._run(made, text, font, size, red, bold)
        return made

    def _run(self, paragraph, text: str, font: str, size: float, red: bool, bold: bool):
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.bold = "Times New Roman", Pt(size or self._size), bold
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font or self._font)
        if red:
            run.font.color.rgb = RED
        return run

    def blank(self, many: int = 1) -> Sheet:
        """Empty paragraphs, as people make room with."""
        for _ in range(many):
            self.line_of()
        return self

    # the head
    def marks(self, *texts: str) -> Sheet:
        """Copy number, secrecy, urgency at the top left."""
        for text in texts:
            self.line_of(text, font="黑体")
        return self

    def head(self, text: str, how: str = "paragraph", size: float = 40) -> Sheet:
        """The organ's red sign."""
        if how == "paragraph":
            self.line_of(text, align="center", font="方正小标宋简体", size=size, red=True)
        elif how == "text box":
            self.text_box(text, red=True, size=size)
        elif how == "table":
            cell = self.document.add_table(rows=1, cols=1).rows[0].cells[0]
            self._into_cell(cell, text, "center", size=size, red=True, font="方正小标宋简体")
        elif how == "runs":
            self.line_of(*text, align="center", font="方正小标宋简体", size=size, red=True)
        elif how == "spaced":
            self.line_of(" ".join(text), align="center", font="方正小标宋简体", size=size, red=True)
        return self

    def head_picture(self) -> Sheet:
        """The red sign as a picture: no text of it in the file."""
        self.line_of(align="center").add_run().add_picture(BytesIO(banner()), width=Cm(15))
        return self

    def joint(self, organs: Sequence[str], word: str = "文件", how: str = "table") -> Sheet:
        """Several organs stacked, the word at their right."""
        if how == "lines":
            for place, organ in enumerate(organs):
                tail = "　" + word if place == len(organs) // 2 and word else ""
                self.line_of(organ, tail, align="center", font="方正小标宋简体", size=28, red=True)
            return self
        table = self.document.add_table(rows=1 if how == "one cell" else len(organs), cols=2)
        right = table.columns[1].cells
        merged = right[0].merge(right[-1]) if len(right) > 1 else right[0]
        self._into_cell(merged, word, "left", size=36, red=True)
        if how == "one cell":
            cell = table.rows[0].cells[0]
            self._into_cell(cell, organs[0], "center", size=28, red=True)
            for organ in organs[1:]:
                self.line_of(organ, align="center", size=28, red=True, into=cell)
            return self
        for row, organ in zip(table.rows, organs, strict=True):
            self._into_cell(row.cells[0], organ, "center", size=28, red=True)
        return self

    def number(self, *runs: str, signer: str = "", how: str = "center") -> Sheet:
        """The number, alone or with the signer at the right."""
        if how == "table":
            cells = self.document.add_table(rows=1, cols=2).rows[0].cells
            self._into_cell(cells[0], "".join(runs), "left")
            self._into_cell(cells[1], signer, "right")
        elif how == "tab":
            self.line_of("　", *runs, f"\t\t\t{signer}")
        elif how == "spaces":
            self.line_of("  ", *runs, " " * 18, signer)
        else:
            self.line_of(*runs, align=how)
        return self

    def rule(self, how: str = "border") -> Sheet:
        """The red line under the head."""
        if how == "border":
            self.line_of()._p.get_or_add_pPr().append(parse_xml(bottom_border()))
        elif how == "shape":
            self.line_of().add_run()._r.append(parse_xml(SHAPE_LINE.format(id=self._next())))
        elif how == "underscores":
            self.line_of("_" * 42, red=True)
        elif how == "star":
            self.line_of("━━━━━━━━━━━★━━━━━━━━━━━", align="center", red=True, size=14)
        return self

    def title(self, *lines: str, how: str = "breaks", style: str | None = None, bold: bool = False) -> Sheet:
        """The title over one or more lines."""
        look = {"align": "center", "font": "方正小标宋简体", "size": 22, "bold": bold}
        if how == "paragraphs":
            for text in lines:
                self.line_of(text, **look, style=style)
        elif how == "breaks":
            made = self.line_of(lines[0], **look, style=style)
            for text in lines[1:]:
                made.add_run().add_break(WD_BREAK.LINE)
                self._run(made, text, "方正小标宋简体", 22, False, bold)
        elif how == "text box":
            self.text_box(*lines, size=22)
        elif how == "table":
            cell = self.document.add_table(rows=1, cols=1).rows[0].cells[0]
            self._into_cell(cell, "\n".join(lines), "center", size=22)
        elif how == "spaces":
            for text in lines:
                self.line_of(" " * max(2, (34 - 2 * len(text))), text, size=22)
        return self

    # the text
    def to(self, text: str) -> Sheet:
        """The addressees."""
        self.line_of(text)
        return self

    def p(self, *texts: str, how: str = "indent") -> Sheet:
        """Paragraphs of the text: indented by format, by typed spaces, or not at all."""
        for text in texts:
            if how == "indent":
                self.line_of(text, indent=True, align="both")
            else:
                self.line_of({"wide": "　　", "narrow": "    ", "none": ""}[how] + text)
        return self

    def h(self, *texts: str, style: str | None = None) -> Sheet:
        """Headings «一、…» in bold black type."""
        for text in texts:
            self.line_of(text, font="黑体", indent=True, style=style)
        return self

    def centred(self, *texts: str, size: float = 0) -> Sheet:
        """Centred lines: chapters, notes under a title."""
        for text in texts:
            self.line_of(text, align="center", font="楷体_GB2312", size=size)
        return self

    def numbered(self, *texts: str) -> Sheet:
        """An automatically numbered list."""
        for text in texts:
            self.line_of(text, style="List Number")
        return self

    def listed(self, *lines: str, how: str = "paragraphs") -> Sheet:
        """The list of attachments, each line as it stands on the sheet."""
        if how == "breaks":
            made = self.line_of("　　" + lines[0])
            for text in lines[1:]:
                made.add_run().add_break(WD_BREAK.LINE)
                self._run(made, "　　　　　" + text, "", 0, False, False)
            return self
        for place, text in enumerate(lines):
            self.line_of(("　　" if not place else "　　　　　") + text)
        return self

    def sign(self, *lines: str, how: str = "right", room: int = 2) -> Sheet:
        """The signers and the date, after some room."""
        self.blank(room)
        for text in lines:
            if how == "right":
                self.line_of(text, align="right")
            elif how == "indent":
                self.line_of(text, align="right").paragraph_format.right_indent = Pt(64)
            elif how == "spaces":
                self.line_of(" " * 34 + text)
            elif how == "wide":
                self.line_of("　" * 14 + text)
        return self

    def sign_side_by_side(self, organs: Sequence[str], dated: str, how: str = "table") -> Sheet:
        """Several signers in one row, the date under the last."""
        self.blank(2)
        if how == "spaces":
            self.line_of("      ".join(organs))
        else:
            cells = self.document.add_table(rows=1, cols=len(organs)).rows[0].cells
            for cell, organ in zip(cells, organs, strict=True):
                self._into_cell(cell, organ, "center")
        self.line_of(dated, align="right")
        return self

    def imprint(self, *lines: str, how: str = "table", mode: str = "") -> Sheet:
        """The version block: mode of disclosure, copies, printing line."""
        if mode:
            self.line_of(mode, font="黑体", size=14)
        if how == "table":
            table = self.document.add_table(rows=len(lines), cols=1, style="Table Grid")
            for row, text in zip(table.rows, lines, strict=True):
                self._into_cell(row.cells[0], text, "left", size=14)
        elif how == "two cells":
            table = self.document.add_table(rows=len(lines), cols=2)
            for row, text in zip(table.rows, lines, strict=True):
                left, _, right = text.partition("|")
                self._into_cell(row.cells[0], left, "left", size=14)
                self._into_cell(row.cells[1], right, "right", size=14)
        else:
            for text in lines:
                self.line_of(text, size=14)
        return self

    def table(self, *rows: Sequence[str], merge: tuple[int, int, int, int] | None = None) -> Sheet:
        """A table with lines; ``merge`` joins the cells from row, column to row, column."""
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                if text:
                    self._into_cell(cell, text, "center", size=12)
        if merge:
            table.cell(*merge[:2]).merge(table.cell(*merge[2:]))
        return self

    def picture(self) -> Sheet:
        """A picture in the text."""
        self.line_of(align="center").add_run().add_picture(BytesIO(banner("steelblue")), width=Cm(8))
        return self

    def page(self) -> Sheet:
        """A new page."""
        self.document.add_page_break()
        return self

    def attached(self, mark: str, *title: str) -> Sheet:
        """An attachment that follows in the same file, on a new page."""
        self.page()
        self.line_of(mark, font="黑体")
        return self.title(*title)

    # around and inside
    def page_numbers(self, dashes: bool = True, header: str = "") -> Sheet:
        """«— 1 —» at the foot, and perhaps a line at the top of every page."""
        foot = self.document.sections[0].footer.paragraphs[0]
        foot.alignment = _ALIGN["center"]
        for piece in ("— ", None, " —") if dashes else (None,):
            if piece:
                foot.add_run(piece)
            else:
                foot._p.append(parse_xml(page_field()))
        if header:
            self.document.sections[0].header.paragraphs[0].add_run(header)
        return self

    def changed(self, before: str, deleted: str, inserted: str, after: str) -> Sheet:
        """A paragraph with a tracked change left in it."""
        made = self.line_of(before, indent=True)
        for kind, text in (("del", deleted), ("ins", inserted)):
            made._p.append(parse_xml(tracked(kind, text, self._next())))
        self._run(made, after, "", 0, False, False)
        return self

    def commented(self, text: str, comment: str) -> Sheet:
        """A paragraph with a comment left on it."""
        made = self.line_of(text, indent=True)
        self.document.add_comment(made.runs, text=comment, author="办公室", initials="办")
        return self

    def text_box(self, *lines: str, size: float = 22, red: bool = False) -> Sheet:
        """A floating box as Word writes it: once for new readers and once more for old ones."""
        colour = '<w:color w:val="E60012"/>' if red else ""
        inner = "".join(
            f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/>'
            f'{colour}<w:sz w:val="{int(size * 2)}"/></w:rPr><w:t>{line}</w:t></w:r></w:p>'
            for line in lines
        )
        height = int(len(lines) * size * 1.6 + 12)
        xml = TEXT_BOX.format(inner=inner, id=self._next(), emu=height * 12700, points=height)
        self.line_of().add_run()._r.append(parse_xml(xml))
        return self

    def _into_cell(self, cell, text: str, align: str, **look) -> None:
        first = cell.paragraphs[0]
        first.alignment = _ALIGN[align]
        for place, part in enumerate(text.split("\n")):
            if place:
                first.add_run().add_break(WD_BREAK.LINE)
            self._run(first, part, look.get("font", ""), look.get("size", 0), look.get("red", False), False)

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def save(self) -> bytes:
        """The docx."""
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def banner(colour: str = "red") -> bytes:
    """A picture of coloured bars."""
    picture = Image.new("RGB", (600, 90), "white")
    pen = ImageDraw.Draw(picture)
    for left in range(20, 580, 40):
        pen.rectangle((left, 15, left + 26, 75), fill=colour)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
