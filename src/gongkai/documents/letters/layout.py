"""The page of an official document (GB/T 9704): A4, 22 lines of 28 characters, and its styles."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

TWIPS_PER_MM = 1440 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT = 2098, 1984, 1588
# A quarter of a millimetre less than 26, so that 28 characters at -0.2 pt fit without rounding the last away.
RIGHT = 1458
FORM_TOP, FORM_BOTTOM = 1134, 1134
# A register lies on its side and fills the sheet.
REGISTER_SIDE = 1361
LINE = 579
FOOTER_FROM_EDGE = 1280
# The number of a form stands within its lower margin.
FORM_FOOTER = 510
RED = "FF0000"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


@dataclass(frozen=True, slots=True)
class FontNames:
    """The fonts a template names; what is not installed is replaced when the PDF is made."""

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    page_number: str = "宋体"


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    font: str
    size: float
    paragraph: str
    color: str = ""


def styles_xml(fonts: FontNames) -> str:
    """The styles part: every style has its East Asian font set, since Word asks for that one for Chinese."""
    listed = _styles(fonts)
    base = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font_tag(fonts.body)}"
        "<w:lang w:val='en-US' w:eastAsia='zh-CN'/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        "<w:autoSpaceDE w:val='0'/><w:autoSpaceDN w:val='0'/></w:pPr></w:pPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/><w:qFormat/>"
        "<w:pPr><w:widowControl/><w:autoSpaceDE w:val='0'/><w:autoSpaceDN w:val='0'/>"
        f"<w:spacing w:line='{LINE}' w:lineRule='exact'/><w:jc w:val='both'/></w:pPr>"
        f"<w:rPr>{_font_tag(fonts.body)}<w:spacing w:val='-4'/><w:kern w:val='0'/>"
        "<w:sz w:val='32'/><w:szCs w:val='32'/></w:rPr>"
        "</w:style>"
    )
    made = "".join(_style_xml(style_id, style) for style_id, style in listed.items())
    return _part(f"<w:styles {W}>{base}{made}</w:styles>")


def _styles(fonts: FontNames) -> dict[str, _Style]:
    return {**_letter_styles(fonts), **_form_styles(fonts), **_foot_styles(fonts)}


def _letter_styles(fonts: FontNames) -> dict[str, _Style]:
    # Ragged by at most one character, where justifying would stretch a line that ends before a long number.
    indent = "<w:ind w:firstLineChars='200' w:firstLine='632'/><w:jc w:val='left'/>"
    # Off the grid, which would round each of these lines up to two.
    tall = "<w:snapToGrid w:val='0'/><w:spacing w:line='{line}' w:lineRule='exact'/>"
    apart = "<w:snapToGrid w:val='0'/><w:spacing w:before='{before}' w:line='{line}' w:lineRule='exact'/>"
    return {
        "RedHead": _Style("发文机关标志", fonts.title, 36, tall.format(line=900) + _centre(), RED),
        "RedHeadLong": _Style("发文机关标志（长）", fonts.title, 22, tall.format(line=600) + _centre(), RED),
        "RedLine": _Style("红色双线", fonts.body, 4, _red_line("bottom", "thickThinSmallGap")),
        "Title": _Style("公文标题", fonts.title, 22, tall.format(line=680) + _centre()),
        "LetterTitle": _Style("文种标题", fonts.title, 22, apart.format(before=200, line=680) + _centre()),
        "Number": _Style("发文字号", fonts.body, 16, apart.format(before=120, line=LINE) + _centre()),
        "NumberRight": _Style("发文字号（信函）", fonts.body, 16, "<w:jc w:val='right'/>"),
        "Addressee": _Style("主送", fonts.body, 16, "<w:jc w:val='left'/>"),
        "BodyText": _Style("公文正文", fonts.body, 16, indent),
        "Heading1": _Style("一级标题", fonts.heading, 16, "<w:keepNext/>" + indent),
        "Heading2": _Style("二级标题", fonts.subheading, 16, "<w:keepNext/>" + indent),
        "Attachment": _Style("附件说明", fonts.body, 16, "<w:ind w:left='1896' w:hanging='1264'/>"),
        "Signature": _Style("署名", fonts.body, 16, "<w:keepNext/>" + _signed(632)),
        "Date": _Style("成文日期", fonts.body, 16, _signed(1264)),
        "Picture": _Style("图片", fonts.body, 16, "<w:spacing w:line='240' w:lineRule='auto'/>" + _centre()),
    }


def _form_styles(fonts: FontNames) -> dict[str, _Style]:
    cell = "<w:snapToGrid w:val='0'/><w:spacing w:line='320' w:lineRule='atLeast'/><w:jc w:val='{jc}'/>"
    note = (
        "<w:snapToGrid w:val='0'/><w:spacing w:before='60' w:after='60' w:line='320' w:lineRule='atLeast'/>"
        "<w:jc w:val='left'/>"
    )
    return {
        "CellLabel": _Style("表格项目", fonts.heading, 12, cell.format(jc="center")),
        # The number of a sheet stays on its line whatever letters it has.
        "CellCode": _Style("表格编号", fonts.heading, 10, cell.format(jc="center")),
        "CellText": _Style("表格内容", fonts.body, 12, cell.format(jc="left")),
        "FormNote": _Style("表格说明", fonts.body, 12, note),
        "Tail": _Style(
            "表后空行", fonts.body, 1, "<w:snapToGrid w:val='0'/><w:spacing w:line='20' w:lineRule='exact'/>"
        ),
    }


def _foot_styles(fonts: FontNames) -> dict[str, _Style]:
    return {
        "OddNumber": _Style(
            "页码（单页）", fonts.page_number, 14, "<w:ind w:right='280'/><w:jc w:val='right'/>"
        ),
        "EvenNumber": _Style(
            "页码（双页）", fonts.page_number, 14, "<w:ind w:left='280'/><w:jc w:val='left'/>"
        ),
        "FirstFoot": _Style("首页下红线", fonts.body, 4, _red_line("top", "thinThickSmallGap")),
    }


def _signed(right: int) -> str:
    indent = f"<w:ind w:rightChars='{right * 100 // 316}' w:right='{right}'/>"
    return f"<w:keepLines/>{indent}<w:jc w:val='right'/>"


def paragraph(style: str, text: str, *, keep_next: bool = False) -> str:
    """A paragraph of one run; a line end in the text becomes a line break."""
    properties = "<w:pStyle w:val='{style}'/>{keep}".format(
        style=style, keep="<w:keepNext/><w:keepLines/>" if keep_next else ""
    )
    pieces = "<w:br/>".join(f"<w:t xml:space='preserve'>{escape(line)}</w:t>" for line in text.split("\n"))
    run = f"<w:r>{pieces}</w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def section(*, landscape: bool = False, red_head: bool = False, form: bool = False) -> str:
    """The section properties: paper, margins, page numbers and the line grid."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    first = "<w:footerReference w:type='first' r:id='rIdFirst'/>" if red_head else ""
    return (
        "<w:sectPr><w:footerReference w:type='default' r:id='rIdOdd'/>"
        "<w:footerReference w:type='even' r:id='rIdEven'/>{first}"
        "<w:pgSz w:w='{width}' w:h='{height}'{orient}/>"
        "<w:pgMar w:top='{top}' w:right='{right}' w:bottom='{bottom}' w:left='{left}' w:header='851' "
        "w:footer='{footer}' w:gutter='0'/>{title}<w:docGrid w:type='lines' w:linePitch='{line}'/></w:sectPr>"
    ).format(
        first=first,
        width=width,
        height=height,
        orient=" w:orient='landscape'" if landscape else "",
        top=LEFT if landscape else FORM_TOP if form else TOP,
        bottom=RIGHT if landscape else FORM_BOTTOM if form else BOTTOM,
        left=REGISTER_SIDE if landscape else LEFT,
        right=REGISTER_SIDE if landscape else RIGHT,
        footer=850 if landscape else FORM_FOOTER if form else FOOTER_FROM_EDGE,
        title="<w:titlePg/>" if red_head else "",
        line=LINE,
    )


def footer_xml(style: str) -> str:
    """A footer with the page number between two dashes; the first page of a red-headed letter has a line."""
    if style == "FirstFoot":
        return _part("<w:ftr {ns}>{line}</w:ftr>".format(ns=W, line=paragraph(style, "")))
    number = (
        "<w:r><w:t xml:space='preserve'>— </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText xml:space='preserve'> PAGE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t xml:space='preserve'> —</w:t></w:r>"
    )
    return _part(f"<w:ftr {W}><w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{number}</w:p></w:ftr>")


def settings_xml() -> str:
    """The settings part: odd and even footers, and manual line ends that do not stretch their line."""
    return _part(
        f"<w:settings {W}><w:evenAndOddHeaders/><w:characterSpacingControl w:val='doNotCompress'/>"
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name='compatibilityMode' "
        "w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat></w:settings>"
    )


def document_xml(body: str) -> str:
    """The main part."""
    return _part(f"<w:document {W}><w:body>{body}</w:body></w:document>")


def _style_xml(style_id: str, style: _Style) -> str:
    size = round(style.size * 2)
    color = f"<w:color w:val='{style.color}'/>" if style.color else ""
    return (
        f"<w:style w:type='paragraph' w:customStyle='1' w:styleId='{style_id}'><w:name w:val='{style.name}'/>"
        f"<w:basedOn w:val='Normal'/><w:qFormat/><w:pPr>{style.paragraph}</w:pPr>"
        f"<w:rPr>{_font_tag(style.font)}{color}<w:sz w:val='{size}'/><w:szCs w:val='{size}'/></w:rPr>"
        "</w:style>"
    )


def _font_tag(name: str) -> str:
    quoted = escape(name, {"'": "&apos;"})
    return f"<w:rFonts w:ascii='{quoted}' w:hAnsi='{quoted}' w:eastAsia='{quoted}' w:cs='{quoted}'/>"


def _centre() -> str:
    return "<w:ind w:firstLine='0'/><w:jc w:val='center'/>"


def _red_line(side: str, kind: str) -> str:
    # The double line of a letter is 170 mm wide, the text 156.
    return (
        f"<w:pBdr><w:{side} w:val='{kind}' w:sz='24' w:space='1' w:color='{RED}'/></w:pBdr>"
        "<w:spacing w:line='160' w:lineRule='exact'/><w:ind w:left='-397' w:right='-397'/>"
    )


def _part(xml: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml
