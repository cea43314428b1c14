"""The styles a report adds to those of official documents: real headings, and small type for its tables."""

from __future__ import annotations

from xml.sax.saxutils import escape

from gongkai.documents.letters.layout import LINE, FontNames, styles_xml

TITLE, EDITION, SECTION, AFTER_TABLE, NEW_PAGE, HEADING, TEXT, SIGNATURE = (
    "ReportTitle", "ReportEdition", "ReportSection", "ReportSectionBelow", "ReportSectionPage",
    "ReportHeading", "ReportText", "ReportSignature",
)  # fmt: skip
_STYLE = (
    "<w:style w:type='paragraph'{custom} w:styleId='{id}'><w:name w:val='{name}'/><w:basedOn w:val='{base}'/>"
    "<w:next w:val='ReportText'/><w:qFormat/><w:pPr>{paragraph}</w:pPr>"
    "<w:rPr>{run}</w:rPr></w:style>"
)
_FACE = "<w:rFonts w:ascii='{font}' w:hAnsi='{font}' w:eastAsia='{font}' w:cs='{font}'/>"
_SIZE = "<w:sz w:val='{half}'/><w:szCs w:val='{half}'/>"
_OUTLINE = "<w:outlineLvl w:val='{level}'/>"
# The names Word knows, so that its navigation pane and a screen reader find the headings.
_DERIVED = (
    (TITLE, "Title", "Title", ""),
    (SECTION, "heading 1", "Heading1", _OUTLINE.format(level=0)),
    (AFTER_TABLE, "表后一级标题", SECTION, "<w:spacing w:before='160'/>"),
    (NEW_PAGE, "另页一级标题", SECTION, "<w:pageBreakBefore/>"),
    (HEADING, "heading 2", "Heading2", _OUTLINE.format(level=1)),
    (TEXT, "Body Text", "BodyText", ""),
    (SIGNATURE, "署名（年报）", "Signature", f"<w:spacing w:before='{LINE}'/>"),
)
_EDITION_LINES = (
    "<w:spacing w:before='120' w:after='240'/><w:ind w:left='632' w:right='632'/><w:jc w:val='center'/>"
)
_CELL_LINES = (
    "<w:widowControl w:val='0'/><w:snapToGrid w:val='0'/>"
    "<w:spacing w:line='{line}' w:lineRule='exact'/><w:ind w:left='{left}'/><w:jc w:val='{align}'/>"
)


def cell_style(points: float, *, is_head: bool, centred: bool) -> str:
    """The id of the style for table text of that size."""
    return "Report{kind}{side}{half}".format(
        kind="Head" if is_head else "Cell", side="Middle" if centred else "Left", half=round(points * 2)
    )


def report_styles(fonts: FontNames, sizes: tuple[float, ...]) -> str:
    """The styles part of a report, with table styles for each of the sizes in points."""
    made = [_style(id_, name, base, paragraph) for id_, name, base, paragraph in _DERIVED]
    made.append(_style(EDITION, "版次说明", "Normal", _EDITION_LINES, _face(fonts.subheading)))
    made += [
        _cell_style(fonts, size, is_head=is_head, centred=centred)
        for size in sizes
        for is_head in (True, False)
        for centred in (True, False)
    ]
    # A PDF takes its language from that of the letters and figures.
    chinese = styles_xml(fonts).replace("<w:lang w:val='en-US'", "<w:lang w:val='zh-CN'")
    return chinese.replace("</w:styles>", "".join(made) + "</w:styles>")


def _cell_style(fonts: FontNames, points: float, *, is_head: bool, centred: bool) -> str:
    font = fonts.heading if is_head else fonts.page_number
    name = "{kind}（{side}，{points:g}磅）".format(
        kind="统计表表头" if is_head else "统计表文字", side="居中" if centred else "居左", points=points
    )
    lines = _CELL_LINES.format(
        line=round(points * 26), align="center" if centred else "left", left=0 if centred else 60
    )
    run = _face(font) + _SIZE.format(half=round(points * 2))
    return _style(cell_style(points, is_head=is_head, centred=centred), name, "Normal", lines, run)


def _style(id_: str, name: str, base: str, paragraph: str, run: str = "") -> str:
    # Word's own styles have English names in the file and may not call themselves custom.
    custom = "" if name.isascii() else " w:customStyle='1'"
    return _STYLE.format(custom=custom, id=id_, name=name, base=base, paragraph=paragraph, run=run)


def _face(font: str) -> str:
    return _FACE.format(font=escape(font, {"'": "&apos;"}))
