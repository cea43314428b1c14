"""A Word file with a different number in every place a careless reader misses."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.documents.samples import saved, with_member

_W = nsdecls("w")
_WPS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

PLACES = {
    "body, over three runs": "13800000001",
    "header": "13800000002",
    "footer": "13800000003",
    "nested table": "13800000004",
    "comment": "13800000005",
    "tracked insertion": "13800000006",
    "tracked deletion": "13800000007",
    "text box": "13800000008",
    "content control": "13800000009",
    "footnote": "13800000010",
    "property": "13800000011",
    "alternative text": "13800000012",
    "hidden text": "13800000013",
    "one character a cell": "13800000014",
    "link address": "13800000015",
    "visible around a deletion": "13800000016",
    "text box for old programs": "13800000017",
}


def _paragraph(inner: str):
    return parse_xml(f"<w:p {_W} {_WPS}>{inner}</w:p>")


def _run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def word_file() -> bytes:
    """Build it."""
    document = docx.Document()
    body = document.element.body
    number = PLACES["body, over three runs"]
    paragraph = document.add_paragraph("电话")
    for piece in (number[:3], number[3:8], number[8:]):
        paragraph.add_run(piece)
    document.sections[0].header.paragraphs[0].text = PLACES["header"]
    document.sections[0].footer.paragraphs[0].text = PLACES["footer"]
    outer = document.add_table(1, 1)
    outer.cell(0, 0).add_table(1, 1).cell(0, 0).text = PLACES["nested table"]
    document.add_comment(paragraph.runs, text=PLACES["comment"], author="李四", initials="L")
    for inner in (
        f'<w:ins w:id="1" w:author="a">{_run(PLACES["tracked insertion"])}</w:ins>',
        f'<w:del w:id="2" w:author="a">{_run(PLACES["tracked deletion"], "delText")}</w:del>',
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent><w:p>"
        f"{_run(PLACES['text box'])}</w:p></w:txbxContent></wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>"
        f"{_run(PLACES['text box for old programs'])}"
        "</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        f"<w:sdt><w:sdtContent>{_run(PLACES['content control'])}</w:sdtContent></w:sdt>",
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{PLACES['hidden text']}</w:t></w:r>",
        f'{_run(PLACES["visible around a deletion"][:5])}<w:del w:id="3" w:author="a">'
        f"{_run('99', 'delText')}</w:del>"
        f"{_run(PLACES['visible around a deletion'][5:])}",
        f'<w:r><w:pict><v:shape alt="{PLACES["alternative text"]}"/></w:pict></w:r>',
    ):
        body.insert(len(body) - 1, _paragraph(inner))
    row = document.add_table(1, 11).rows[0]
    for cell, digit in zip(row.cells, PLACES["one character a cell"], strict=True):
        cell.text = digit
    document.part.relate_to(f"tel:{PLACES['link address']}", "http://x/hyperlink", is_external=True)
    document.core_properties.comments = PLACES["property"]
    assert body.findall(qn("w:tbl"))
    note = f'<w:footnote w:id="2"><w:p>{_run(PLACES["footnote"])}</w:p></w:footnote>'
    footnotes = f"<w:footnotes {_W}>{note}</w:footnotes>"
    return with_member(saved(document), "word/footnotes.xml", footnotes.encode())
