"""Reports as pages, plain or as Word saves them, in several charsets."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.reports.lay_outs.lay_out import LayOut
from tests.reports.lay_outs.tables import Cell, Printed, tables
from tests.reports.truths.document import Document
from tests.reports.truths.marked import plain

_AROUND = (
    '<table border=0 class="{name}"><tbody><tr><td></td><td>{inner}</td><td>&nbsp;</td></tr></tbody></table>'
)
_MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zc/">政策</a></li></ul></div>'
_CHARSETS = ("gb2312", "gb18030", "utf-16", "utf-8")


def write_html(document: Document, lay_out: LayOut, path: Path) -> None:
    """Write the page; `style` knows word, nested, sloppy and the charsets."""
    charset = next((name for name in _CHARSETS if name in lay_out.style), "utf-8")
    text = _page(document, lay_out, charset)
    path.write_bytes(text.encode("gb18030" if charset == "gb2312" else charset))


def _page(document: Document, lay_out: LayOut, charset: str) -> str:
    body = "\n".join(_body(document, lay_out))
    if "nested" in lay_out.style:
        body = _nested(body)
    title = plain(document.title[-1])
    if "word" in lay_out.style:
        return (
            '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
            f'<head><meta http-equiv=Content-Type content="text/html; charset={charset}">'
            '<meta name=Generator content="Microsoft Word 15"><title>'
            f"{title}</title><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument>"
            "</xml><![endif]--><style><!-- p.MsoNormal {margin:0cm; font-family:宋体} --></style></head>"
            f'<body lang=ZH-CN style="tab-interval:21.0pt"><div class=WordSection1>{body}</div></body></html>'
        )
    declared = "" if charset == "utf-16" else f'<meta charset="{charset}">'
    return (
        f"<!DOCTYPE html><html><head>{declared}<title>{title}</title>"
        f"<script>var shown = '1<2';</script></head><body>{body}</body></html>"
    )


def _nested(body: str) -> str:
    inner = f'<table width="100%"><tr><td class="content">{body}</td></tr></table>'
    for name in ("middle", "outer"):
        inner = _AROUND.format(name=name, inner=inner)
    return f"{_MENU}{inner}"


def _body(document: Document, lay_out: LayOut) -> Iterator[str]:
    made = tables(document, lay_out)
    for line in document.title:
        yield _paragraph(line, lay_out, "h1")
    yield from (_paragraph(line, lay_out) for line in document.opening)
    for part in document.parts:
        yield _paragraph(part.heading, lay_out, "h2")
        yield from (_paragraph(line, lay_out) for line in part.paragraphs)
        for table in made.get(part.table, ()):
            yield _table(table, lay_out)
    yield _paragraph(document.signed_by, lay_out)
    yield _paragraph(document.signed_on, lay_out)


def _paragraph(text: str, lay_out: LayOut, tag: str = "p") -> str:
    words = escape(plain(text), quote=False)
    if "word" in lay_out.style:
        return (
            '<p class=MsoNormal style="text-indent:32.0pt"><span lang=EN-US style="font-size:16.0pt">'
            f"</span><span style='font-family:仿宋_GB2312'>{words}<o:p></o:p></span></p>"
        )
    return f"<{tag}>{words}</{tag}>"


def _table(table: Printed, lay_out: LayOut) -> str:
    close = "" if "sloppy" in lay_out.style else "</td>"
    end = "" if "sloppy" in lay_out.style else "</tr>"
    rows = (
        "<tr>" + "".join(f"{_open(cell)}{_text(cell, lay_out)}{close}" for cell in row) + end
        for row in table.rows
    )
    return "<table border=1>{}</table>".format("\n".join(rows))


def _open(cell: Cell) -> str:
    sizes = {"rowspan": cell.rowspan, "colspan": cell.colspan}
    spans = "".join(f' {name}="{many}"' for name, many in sizes.items() if many > 1)
    return f"<td{spans}>"


def _text(cell: Cell, lay_out: LayOut) -> str:
    words = escape(cell.text, quote=False)
    if "word" in lay_out.style:
        number = f"<span lang=EN-US>{cell.number}</span>" if cell.number else ""
        return f"<p class=MsoNormal align=center>{number}<span>{words or '<o:p>&nbsp;</o:p>'}</span></p>"
    if "sloppy" in lay_out.style and len(words) > 9 and not cell.of:
        words = f"{words[:5]}<br>\n   {words[5:]}"
    return f"{cell.number}{words}" or "&nbsp;"
