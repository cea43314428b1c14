"""Pieces of WordprocessingML that python-docx has no words for."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

TEXT_BOX = (
    f"<mc:AlternateContent {W} {_DRAWING}>"
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
    'simplePos="0" relativeHeight="{id}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
    '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="5580000" cy="{emu}"/><wp:wrapTopAndBottom/><wp:docPr id="{id}" name="文本框 {id}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="5580000" cy="{emu}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:shape style="position:absolute;width:439pt;height:{points}pt">'
    "<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
)

SHAPE_LINE = (
    f"<w:pict {W} {_DRAWING}>"
    '<v:line id="_x0000_s10{id}" style="position:absolute" from="0,6pt" to="442pt,6pt" '
    'strokecolor="#e60012" strokeweight="2pt"/></w:pict>'
)


def bottom_border() -> str:
    """A red line under a paragraph."""
    return f'<w:pBdr {W}><w:bottom w:val="single" w:sz="18" w:space="1" w:color="E60012"/></w:pBdr>'


def page_field() -> str:
    """The number of the page."""
    return f'<w:fldSimple {W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def tracked(kind: str, text: str, number: int) -> str:
    """A tracked deletion (del) or insertion (ins)."""
    tag = "delText" if kind == "del" else "t"
    return (
        f'<w:{kind} {W} w:id="{900 + number}" w:author="办公室" w:date="2023-02-14T09:00:00Z">'
        f'<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        f"</w:{kind}>"
    )
