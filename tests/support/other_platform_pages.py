"""The paged lists of the other platform: four mark-ups, three ways to turn pages, two charsets."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.other_platform import Line, PlatformColumn

#: ul with links on; table with index_N (GBK); dl with ?page=N; cards, cut titles, numbers (GBK); no dates.
PAGED = ("ul", "table", "dl", "cards", "plain")
#: Those whose pages are in GBK.
GBK = frozenset({"table", "cards"})
_CUT_AT = 18


def page_of_list(column: PlatformColumn, path: str, query: dict[str, str]) -> tuple[str, str] | None:
    """The page and its charset; None when there is no such page."""
    number = _number(column, path, query)
    if number is None or not (1 <= number <= column.pages or column.is_endless):
        return None
    charset = "gbk" if column.shape in GBK else "utf-8"
    declared = "gb2312" if charset == "gbk" else "utf-8"
    if column.is_hidden:
        return _site(column, '<div id="app"></div>', "", declared), charset
    rows = [_ROWS[column.shape](line, column.path_of(line)) for line in column.page(number)]
    list_text = _AROUND[column.shape].format(rows="\n".join(rows))
    encoding = "gb18030" if charset == "gbk" else charset
    return _site(column, list_text, _pager(column, number), declared), encoding


def _number(column: PlatformColumn, path: str, query: dict[str, str]) -> int | None:
    file = path.removeprefix(f"/{column.name}/")
    if file == "index.html":
        given = query.get("page", "1") if column.shape in {"dl", "plain"} else "1"
        return int(given) if given.isdigit() else None
    name, _, ending = file.partition(".")
    number = name.removeprefix("index_")
    return int(number) + 1 if ending == "html" and number.isdigit() else None


def _ul(line: Line, path: str) -> str:
    return (
        f'<li><a href="{path}" target="_blank">{escape(line.title)}</a><span>{line.day:%Y-%m-%d}</span></li>'
    )


def _table(line: Line, path: str) -> str:
    return (
        f'<tr><td>{line.number}</td><td><a href="{path}">{escape(line.title)}</a></td>'
        f"<td>2001-01-01</td><td>[{line.day.year}年{line.day.month}月{line.day.day}日]</td></tr>"
    )


def _dl(line: Line, path: str) -> str:
    return f'<dl><dt><a href="{path}">{escape(line.title)}</a></dt><dd>({line.day:%Y.%m.%d})</dd></dl>'


def _card(line: Line, path: str) -> str:
    shown = line.title if len(line.title) <= _CUT_AT else line.title[:_CUT_AT] + "…"
    return (
        f'<div class="card"><a href="{path}"><img src="/a.png"></a>'
        f'<h3><a href="{path}" title="{escape(line.title)}">{escape(shown)}</a></h3>'
        f'<p class="time"><em>{line.day:%d}</em><span>{line.day:%Y-%m}</span></p>'
        f'<a href="{path}">详情</a></div>'
    )


def _plain(line: Line, path: str) -> str:
    return f'<li><a href="{path}">{escape(line.title)}</a></li>'


_ROWS = {"ul": _ul, "table": _table, "dl": _dl, "cards": _card, "plain": _plain}
_AROUND = {
    "ul": '<ul class="list">{rows}</ul>',
    "table": "<table><tr><th>序号</th><th>名称</th><th>成文日期</th><th>发布日期</th></tr>{rows}</table>",
    "dl": '<div class="lb">{rows}</div>',
    "cards": '<div class="cards">{rows}</div>',
    "plain": '<ul class="list">{rows}</ul>',
}


def _pager(column: PlatformColumn, number: int) -> str:
    if column.shape == "table":
        return f'<script>createPageHTML({column.pages}, {number - 1}, "index", "html");</script>'
    if column.shape == "cards":
        files = ["index", *(f"index_{one}" for one in range(1, column.pages))]
        links = [f'<a href="{file}.html">{place}</a>' for place, file in enumerate(files, 1)]
        links[number - 1] = f"<b>{number}</b>"
        return f'<div class="pager">{"".join(links)}共{column.pages}页</div>'
    following = f"index_{number}.html" if column.shape == "ul" else f"?page={number + 1}"
    link = (
        f'<a href="{following}">下一页</a>'
        if number < column.pages or column.is_endless
        else "<span>下一页</span>"
    )
    return f'<div class="pager"><a href="index.html">首页</a>{link}</div>'


def _site(column: PlatformColumn, list_text: str, pager: str, charset: str) -> str:
    links = "".join(f'<li><a href="http://www.bm{n}.gov.cn/">某部门网站第{n}号</a></li>' for n in range(9))
    hot = "".join(f'<li><a href="/hot/{n}.html">热点{n}</a><i>2026-0{n}-01</i></li>' for n in range(1, 4))
    return f"""<!DOCTYPE html><html><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>通知公告</title>
<style>a{{}}</style></head><body>
<div class="head"><ul class="menu"><li><a href="/">首页</a></li>
<li><a href="/zwgk/">公开</a></li></ul></div>
<div class="position">您的位置：<a href="/">首页</a><span>&gt;</span>
<a href="/{column.name}/">通知公告</a></div>
<div class="side"><ul>{hot}</ul></div><div class="main">{list_text}{pager}</div>
<div class="links"><ul>{links}</ul></div>
<div class="bottom">主办：某某县人民政府 更新于2026-11-01
<a href="/about.html">联系我们</a></div></body></html>"""
