"""The script-built lists of the other platform and the addresses behind them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.other_platform import Line, PlatformColumn

SCRIPTED = ("json-get", "json-post", "jsonp", "datastore")
_SCRIPTS = {
    "json-get": """var channel = "{name}";
        fetch("/{name}/api/list?channelId={name}&pageNo=1&pageSize={size}").then(draw);""",
    "json-post": """var size = {size};
        $.ajax({{ url: "/{name}/article/query.do", type: "POST", dataType: "json",
          data: {{ column: "{name}", pageIndex: 1, pageSize: size }}, success: draw }});""",
    "jsonp": """$.ajax({{ type: "GET", url: "/{name}/search/data", dataType: "jsonp", jsonp: "cb",
          data: {{ page: 1, rows: {size} }}, success: draw }});""",
    "datastore": """$("#list").jpage({{
          url: "/{name}/dataproxy.jsp?startrecord=1&endrecord={size}&perpage={size}&col=1" }});""",
}


def script_page(column: PlatformColumn) -> str:
    """The page a person opens: an empty list and the script that fills it."""
    script = _SCRIPTS[column.shape].format(name=column.name, size=column.page_size)
    return (
        '<html><head><meta charset="utf-8"><script src="/js/jquery.min.js"></script></head><body>'
        '<div class="menu"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div><ul id="list"></ul>'
        f'<script>$.post("/visit/count?page=1", {{ id: 1 }}); {script}</script></body></html>'
    )


def script_answer(
    column: PlatformColumn, path: str, query: dict[str, str], form: dict[str, str] | None
) -> tuple[str, bytes] | None:
    """Content type and body of what the script asks for; None when nothing is there."""
    file = path.removeprefix(f"/{column.name}/")
    if column.shape == "json-get" and file == "api/list":
        rows = [_record(column, line) for line in column.page(int(query["pageNo"]))]
        return "application/json", _json({"code": 0, "data": {"total": len(column.shown), "list": rows}})
    if column.shape == "json-post" and file == "article/query.do" and form is not None:
        rows = [
            {"docTitle": line.title, "docPubUrl": column.path_of(line), "docRelTime": _seconds(line) * 1000}
            for line in column.page(int(form["pageIndex"]))
        ]
        return "application/json", _json({"pageCount": column.pages, "rows": rows})
    if column.shape == "jsonp" and file == "search/data" and "cb" in query:
        rows = [
            {
                "title": f"<em>{escape(line.title)}</em>",
                "url": column.path_of(line),
                "pubtime": _seconds(line),
            }
            for line in column.page(int(query["page"]))
        ]
        return "application/javascript", query["cb"].encode() + b"(" + _json({"results": rows}) + b");"
    if column.shape == "datastore" and file == "dataproxy.jsp":
        begun, ended = int(query["startrecord"]), int(query["endrecord"])
        return "text/xml", _datastore(column, column.shown[begun - 1 : ended]).encode()
    return None


def _record(column: PlatformColumn, line: Line) -> dict[str, object]:
    return {
        "id": line.number, "title": line.title, "url": column.path_of(line),
        "publishTime": f"{line.day:%Y-%m-%d} 09:30:00", "source": "某局",
    }  # fmt: skip


def _datastore(column: PlatformColumn, lines: list[Line]) -> str:
    records = "".join(
        f'<record><![CDATA[<li><a title="{escape(line.title)}" href="{column.path_of(line)}">'
        f"{escape(line.title[:12])}...</a><b>{line.day:%Y-%m-%d}</b></li>]]></record>"
        for line in lines
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><datastore><nextgroup></nextgroup>'
        f"<recordset>{records}</recordset>"
        f"<totalrecord>{len(column.shown)}</totalrecord></datastore>"
    )


def _seconds(line: Line) -> int:
    """Half past midnight in Beijing, which is the day before elsewhere."""
    noon = datetime(line.day.year, line.day.month, line.day.day, 0, 30, tzinfo=UTC)
    return int((noon - timedelta(hours=8)).timestamp())


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
