"""The smallest docx and pdf that every reader opens; enough for a form and for a page of text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: Every member gets the same time, so that the same content is the same file.
_MADE = (2023, 1, 1, 0, 0, 0)
_A4 = (595, 842)  # points
_MARGIN, _SIZE, _LEADING, _PER_LINE = 72, 14, 26, 32


def docx(title: str, lines: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A document with a centred title, paragraphs and a table."""
    paragraphs = [_paragraph(title, centred=True), *(_paragraph(line) for line in lines)]
    table = "".join(f"<w:tr>{''.join(_cell(str(cell)) for cell in row)}</w:tr>" for row in rows)
    body = (
        "".join(paragraphs)
        + f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>{table}</w:tbl>"
    )
    members = {
        "[Content_Types].xml": f'{_PROLOGUE}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_DOCX_TYPE}"/></Types>',
        "_rels/.rels": f'{_PROLOGUE}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{_PROLOGUE}<w:document xmlns:w="{_WORDS}"><w:body>{body}<w:p/>'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, _MADE), content)
    return stream.getvalue()


def _paragraph(text: str, *, centred: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f'<w:p>{place}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _cell(text: str) -> str:
    return f"<w:tc>{_paragraph(text)}</w:tc>"


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """One A4 page of text. The Chinese face is one that every PDF reader brings along, not embedded."""
    texts = [
        title,
        "",
        *(line[at : at + _PER_LINE] for line in lines for at in range(0, len(line), _PER_LINE)),
    ]
    drawn = "\n".join(f"<{text.encode('utf-16-be').hex().upper()}> Tj T*" for text in texts)
    top = _A4[1] - _MARGIN
    page = f"BT /F1 {_SIZE} Tf {_LEADING} TL {_MARGIN} {top} Td\n{drawn}\nET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_A4[0]} {_A4[1]}] "
        "/Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
