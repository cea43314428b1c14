"""Pages as the publishing systems of government sites make them, with all that stands around the text."""

from __future__ import annotations

from collections.abc import Callable

from tests.reports.localities.report import Written
from tests.reports.localities.tables import Rows, all_tables

_MSO = (
    '<td{span} valign="center" style="width:{w}px;padding:0 7px;border:1px solid windowtext;">'
    '<p class="MsoNormal" align="center" style="text-align:center;"><span style="font-family:宋体;font-size:'
    '10.5pt;"><font face="宋体">{text}</font></span><span style="font-size:10.5pt"><o:p></o:p></span></p'
    "></td>"
)
_PLAIN = '<td{span} bordercolor="#000000"><div align="center">{text}</div></td>'
_NBSP = '<td{span} class="et3" x:num>&nbsp;{text}&nbsp;</td>'
_FOOT = (
    "<div class='footer'><p>主办：{site}　承办：{site}办公室　网站标识码：3299990001</p>"
    "<p>苏ICP备12039999号-1　　<img src='ga.png'/>苏公网安备 32999902000123号　"
    "建议使用1366×768以上分辨率　您是第 1289034 位访客</p></div>"
)


def ucap(report: Written) -> bytes:
    """The mark-up of one wide-spread system: meta data in a table, buttons, the text in a div."""
    tables = all_tables(report)
    body = _body(report, lambda t: f"<p>{t}</p>", [_table(t, _PLAIN) for t in tables])
    meta = (
        "<table class='xxgk_tab' width='100%'><tr><td>索引号：</td>"
        f"<td>01432999/{report.year}-00021</td><td>主题分类：</td><td>综合政务 / 政务公开</td></tr>"
        f"<tr><td>发布机构：</td><td>{report.organ}</td><td>发文日期：</td>"
        f"<td>{report.year + 1}-01-24</td></tr><tr><td>文号：</td><td>无</td><td>有 效 性：</td>"
        "<td>有效</td></tr></table>"
    )
    return _page(
        report,
        "utf-8",
        f"<div class='nav'><a href='/'>首页</a> &gt; <a>政务公开</a> &gt; <a>政府信息公开年报</a></div>{meta}"
        f"<ucaptitle><h1>{report.title}</h1></ucaptitle><div class='info'>来源：{report.organ} 发布时间："
        f"{report.year + 1}-01-24 09:31 浏览次数：<span id='hits'>326</span>次 字号：[<a>大</a> <a>中</a"
        f"> <a>小</a>]"
        f"</div><div id='UCAPCONTENT' class='TRS_Editor'>{body}</div>"
        "<div style='display:none' class='dyy'><button onclick='window.print()'>打印本页</button>"
        "<button>关闭窗口</button></div><div class='share'>分享到：</div>",
    )  # fmt: skip


def hanweb(report: Written) -> bytes:
    """Another: everything inside layout tables, fonts and blanks, gb2312."""
    tables = all_tables(report)
    text = _body(
        report,
        lambda t: (
            f'<p style="text-indent:2em"><font face="仿宋_GB2312" size="4">&nbsp;&nbsp;&nbsp;&nbsp;{t}'
            "</font></p>"
        ),
        [_table(t, _NBSP) for t in tables],
    )
    return _page(
        report,
        "gb2312",
        "<table width='1000' align='center' cellpadding='0'><tr><td height='80'><img src='top.jpg'></td></tr>"
        "<tr><td>当前位置：首页 &gt;&gt; 政府信息公开 &gt;&gt; 年度报告</td></tr><tr><td>"
        "<table width='100%'><tr><td width='200' valign='top'><table><tr><td>信息公开指南</td></tr><tr><td>"
        "信息公开目录</td></tr><tr><td>依申请公开</td></tr><tr><td>信息公开年报</td></tr></table></td>"
        f"<td><table width='98%'><tr><td align='center' class='title'>{report.title}</td></tr><tr><td>"
        f"发布日期：{report.year + 1}-01-18　　阅读次数：<script>getcount(3321)</script>　　字体：【大 "
        f"中 小】"
        f"</td></tr><tr><td id='zoom'><!--ZJEG_RSS.content.begin-->{text}<!--ZJEG_RSS.content.end--></td"
        f"></tr>"
        "<tr><td align='right'>【打印】【关闭】</td></tr></table></td></tr></table></td></tr></table>",
    )  # fmt: skip


def word_paste(report: Written) -> bytes:
    """Text pasted from a word processor: spans in pieces, a class at every paragraph."""
    tables = all_tables(report)

    def piece(text: str) -> str:
        half = len(text) // 2
        return (
            '<p class="MsoNormal" style="text-indent:32.0000pt;"><span style="mso-spacerun:\'yes\';font-'
            "family:"
            f'仿宋_GB2312;"><font face="仿宋_GB2312">{text[:half]}</font></span><span lang="EN-US">'
            f"{text[half:]}"
            "</span><span><o:p></o:p></span></p>"
        )

    body = _body(report, piece, [_table(t, _MSO) for t in tables])
    return _page(
        report,
        "utf-8",
        f"<div class='zoom'><div class='article'><h2 class='tit'>{report.title}</h2><div class='sub'>"
        f"<span>时间：{report.year + 1}-01-29</span><span>作者：</span><span>点击：1024</span></div>"
        f"{body}</div></div>",
    )  # fmt: skip


def bad_spans(report: Written) -> bytes:
    """Row spans that promise more rows than the table has, and column spans wider than it."""
    made = []
    for table in all_tables(report):
        rows = [
            [
                cell._replace(down=cell.down + 3) if at > 2 and cell.down > 20 else cell
                for cell in row
            ]
            for at, row in enumerate(table)
        ]  # fmt: skip
        if len(table) > 8 and len(table[0]) == 1:
            rows[0] = [rows[0][0]._replace(across=9)]
        made.append(_table(rows, _PLAIN).replace("<tr>", "<tr style='height:22px'><!-- r -->"))
    body = _body(report, lambda t: f"<div>　　{t}<br/></div>", made)
    return _page(report, "gbk", f"<h3>{report.title}</h3><div id='vsb_content'>{body}</div>")


def pictures(report: Written) -> bytes:
    """The tables are pictures."""
    body = _body(report, lambda t: f"<p>　　{t}</p>", ["<p><img src='t.png' alt=''/></p>"] * 3)
    return _page(report, "utf-8", f"<h1>{report.title}</h1><div class='content'>{body}</div>")


def title_apart(report: Written) -> bytes:
    """The title stands in the page's head only; the text begins with the opening; a drawing follows."""
    body = _body(report, lambda t: f"<p>{t}</p>", [_table(t, _NBSP) for t in all_tables(report)])
    after = (
        f"<p>图解：{report.year}年政府信息公开工作年度报告</p><p>一图读懂</p><p><img src='tj.jpg'></p>"
        "<ul class='related'><li>上一篇：关于印发2018年政务公开工作要点的通知</li>"
        "<li>下一篇：2017年政府信息公开工作年度报告</li></ul>"
    )
    return _page(report, "utf-8", f"<div class='con'>{body}{after}</div>")


def without_column(report: Written) -> bytes:
    """Table 3 has lost the column «其他» below its header."""
    first, second, third = all_tables(report)
    second = [row if at < 3 else [*row[:-2], row[-1]] for at, row in enumerate(second)]
    return _simple(report, [first, second, third])


def shifted_row(report: Written) -> bytes:
    """A figure of the first row was deleted with its cell, and an empty cell added at the end."""
    first, second, third = all_tables(report)
    second[3] = [second[3][0], *second[3][2:], second[3][0]._replace(text="", across=1)]
    return _simple(report, [first, second, third])


def _simple(report: Written, tables: list[Rows]) -> bytes:
    body = _body(report, lambda t: f"<p>{t}</p>", [_table(t, _PLAIN) for t in tables])
    return _page(report, "utf-8", f"<h1>{report.title}</h1><div class='content'>{body}</div>")


def _body(report: Written, paragraph: Callable[[str], str], tables: list[str]) -> str:
    sections = (report.overview, (), (), (), report.problems, report.other)
    parts = [paragraph(text) for text in report.opening]
    for at, (heading, texts) in enumerate(zip(report.titles, sections, strict=True)):
        parts.append(paragraph(f"<strong>{heading}</strong>"))
        parts += [paragraph(text) for text in texts]
        if 1 <= at <= 3:
            parts.append(tables[at - 1])
    parts += [f'<p style="text-align:right">{text}</p>' for text in report.closing]
    return "\n".join(parts)


def _table(rows: Rows, cell: str) -> str:
    lines = []
    for row in rows:
        made = []
        for one in row:
            span = (f' rowspan="{one.down}"' if one.down > 1 else "") + (
                f' colspan="{one.across}"' if one.across > 1 else ""
            )
            made.append(cell.format(span=span, text=one.text, w=60 * one.across))
        lines.append("<tr>" + "".join(made) + "</tr>")
    return "<table border='1' cellspacing='0'><tbody>" + "\n".join(lines) + "</tbody></table>"


def _page(report: Written, charset: str, inner: str) -> bytes:
    site = "某地人民政府"
    html = (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{report.title}_{site}</title>"
        "<style>.a{color:red}</style><script>var d=new Date('2017-03-02');</script></head><body>"
        f"{inner}{_FOOT.format(site=site)}</body></html>"
    )
    return html.encode({"gb2312": "gbk"}.get(charset, charset), errors="xmlcharrefreplace")
