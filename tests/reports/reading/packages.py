"""Word files written part by part, so that each oddity of the format stands there as wanted."""

import zipfile
from io import BytesIO

from gongkai.reports.reading.docx import read_docx
from gongkai.reports.source import Source

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def part(name: str, inner: str) -> str:
    """An XML part with this root element."""
    return f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def package(body: str, **parts: str) -> bytes:
    """A docx with this body; every other keyword is a part of its own in the folder word."""
    members = {"document": part("document", f"<w:body>{body}</w:body>")}
    members |= {name: part(name, inner) for name, inner in parts.items()}
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}
        | {f"word/{name}.xml": xml for name, xml in members.items()}
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(body: str, **parts: str) -> Source:
    """What the reader makes of a docx with this body."""
    return read_docx(package(body, **parts))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*pieces: str, properties: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of blocks; plain words become a paragraph."""
    inner = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or paragraph()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; plain words become one."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def texts(source: Source) -> list[str]:
    """The paragraphs of a source."""
    return [one.text for one in source.paragraphs()]


def shape(source: Source) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, rowspan and colspan of every cell of the first grid."""
    cells = next(source.grids()).cells
    return [(one.text, one.row, one.column, one.rowspan, one.colspan) for one in cells]
