"""Reports as documents of Word, written part by part so that every kind of merging and mark can be had."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from gongkai.law.report_form import TABLE3
from gongkai.reports.source import MarkKind
from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.tables import Cell, Printed, placed, tables
from tests.reports.truths.document import Document, Left
from tests.reports.truths.marked import plain

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WIDTH = 9700
_NEST = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    "<w:tr><w:tc><w:tcPr/>{body}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
)
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1100" w:right="1100" w:top="1200" w:bottom="1200"/>'
)
_COMMENTED = (
    '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
)
_SMALL = '<w:sz w:val="18"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PARTS = (
    ("document", "document.main"),
    ("numbering", "numbering"),
    ("styles", "styles"),
    ("comments", "comments"),
)
_LISTS = {"、": 1, "（": 2, ".": 3}
_AUTHOR = 'w:id="7" w:author="审核" w:date="2024-01-09T09:00:00Z"'


def write_docx(document: Document, lay_out: LayOut, path: Path) -> None:
    """Write the document; `style` knows numbered (labels by automatic numbering) and nested."""
    comments = [left.text for left in document.left if left.kind is MarkKind.COMMENT]
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations((("officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _relations(
            (("numbering", "numbering.xml"), ("styles", "styles.xml"), ("comments", "comments.xml"))
        ),
        "word/numbering.xml": _numbering(),
        "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{_W}"/>',
        "word/comments.xml": _comments(comments),
        "word/document.xml": _document(document, lay_out),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in _PARTS
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _numbering() -> str:
    """Lists of one, two and three: «一、», «（一）», «1.»; each restarts by a number of its own."""
    shapes = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%1）"), ("decimal", "%1."))
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for at, (kind, text) in enumerate(shapes, 1)
    )
    lists = "".join(
        f'<w:num w:numId="{kind * 100 + use}"><w:abstractNumId w:val="{kind}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for kind in (1, 2, 3)
        for use in range(9)
    )
    return f'{_HEAD}<w:numbering xmlns:w="{_W}">{kinds}{lists}</w:numbering>'


def _comments(texts: list[str]) -> str:
    made = "".join(
        f'<w:comment w:id="{at}" w:author="审核"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:comment>'
        for at, text in enumerate(texts)
    )
    return f'{_HEAD}<w:comments xmlns:w="{_W}">{made}</w:comments>'


def _document(document: Document, lay_out: LayOut) -> str:
    body = "".join(_body(document, lay_out))
    if "nested" in lay_out.style:
        body = _NEST.format(body=body)
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr>{_PAGE}</w:sectPr></w:body></w:document>'
    )


def _body(document: Document, lay_out: LayOut) -> Iterator[str]:
    made = tables(document, lay_out)
    pending = list(document.left)
    for line in (*document.title, *document.opening):
        yield _paragraph(plain(line), pending)
    for part in document.parts:
        yield _paragraph(part.heading, pending)
        for line in part.paragraphs:
            yield _paragraph(plain(line), pending)
        for at, table in enumerate(made.get(part.table, ())):
            if at and table.name == TABLE3:
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            yield f"{_table(table, lay_out)}<w:p/>"
    yield _paragraph(document.signed_by, pending)
    yield _paragraph(document.signed_on, pending)


def _run(text: str, extra: str = "") -> str:
    props = f"<w:rPr>{extra}</w:rPr>" if extra else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(text: str, pending: list[Left]) -> str:
    """A paragraph of several runs; the first pending mark whose text is in it is put on that text."""
    left = next((left for left in pending if left.kind is not MarkKind.COMMENT and left.text in text), None)
    if left:
        pending.remove(left)
        before, _, after = text.partition(left.text)
        return f"<w:p>{_run(before)}{_marked(left)}{_run(after)}</w:p>"
    comment = next((left for left in pending if left.kind is MarkKind.COMMENT), None)
    if comment and len(text) > 40:
        pending.remove(comment)
        return f"<w:p>{_run(text[:9])}{_COMMENTED.format(_run(text[9:14]))}{_run(text[14:])}</w:p>"
    middle = len(text) // 2
    return f"<w:p>{_run(text[:middle])}{_run(text[middle:])}</w:p>"


def _marked(left: Left) -> str:
    if left.kind is MarkKind.INSERTION:
        return f"<w:ins {_AUTHOR}>{_run(left.text)}</w:ins>"
    if left.kind is MarkKind.DELETION:
        deleted = f"<w:r><w:delText>{escape(left.text[::-1])}</w:delText></w:r>"
        return f"{_run(left.text)}<w:del {_AUTHOR}>{deleted}</w:del>"
    if left.kind is MarkKind.HIGHLIGHT:
        return _run(left.text, '<w:highlight w:val="yellow"/>')
    if left.kind is MarkKind.HIDDEN:
        return _run(left.text, "<w:vanish/>")
    return f'<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>{_run(left.text)}'


def _table(table: Printed, lay_out: LayOut) -> str:
    owners = {
        (row + down, column + right): (row, column, cell)
        for row, column, cell in placed(table)
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    }
    widths = _widths(table)
    used = {1: 0, 2: 0, 3: 0}
    rows = []
    for row in range(len(table.rows)):
        made, column = [], 0
        while column < table.width:
            top, _, cell = owners[row, column]
            made.append(_cell(cell, sum(widths[column : column + cell.colspan]), row - top, lay_out, used))
            column += cell.colspan
        repeated = "<w:tblHeader/>" if row < table.heads and table.name != "table2" else ""
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(made)}</w:tr>")
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _widths(table: Printed) -> list[int]:
    """Label columns of table 3 are wider than those of figures."""
    if table.name != TABLE3:
        return [_WIDTH // table.width] * table.width
    labels = [600, 800, 1900]
    return [*labels, *([(_WIDTH - sum(labels)) // (table.width - 3)] * (table.width - 3))]


def _cell(cell: Cell, width: int, down: int, lay_out: LayOut, used: dict[int, int]) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ""
    if cell.rowspan > 1:
        merge = "<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>'
    props = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
    if down:
        return f"<w:tc>{props}<w:p/></w:tc>"
    if "numbered" in lay_out.style and cell.number:
        return f"<w:tc>{props}<w:p>{_list(cell.number, used)}{_run(cell.text, _SMALL)}</w:p></w:tc>"
    return f"<w:tc>{props}<w:p>{_run(cell.printed, _SMALL)}</w:p></w:tc>"


def _list(number: str, used: dict[int, int]) -> str:
    """The list that prints this number: a list restarts where its first number comes again."""
    kind = next(kind for sign, kind in _LISTS.items() if sign in number)
    if number[0] == "1" or number in ("一、", "（一）"):
        used[kind] += 1
    return (
        f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{kind * 100 + used[kind]}"/></w:numPr></w:pPr>'
    )
