"""Addresses of the other platform that do what no decent site does."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """What the platform answers."""

    status: int
    kind: str
    body: bytes
    location: str = ""


def as_page(text: str, charset: str = "utf-8", status: int = 200) -> Answer:
    """The text as a web page."""
    return Answer(status, "text/html", text.encode(charset, errors="replace"))


def hostile(name: str, query: dict[str, str]) -> Answer:
    """Addresses that do what no decent site does."""
    page = int(query.get("page", "1"))
    row = '<li><a href="/a/{0}.html">关于第{0}件事项的公示</a><span>2026-01-05</span></li>'
    if name in {"loop", "endless"}:
        first = 1 if name == "loop" else page * 5
        rows = "".join(row.format(number) for number in range(first, first + 5))
        return as_page(f'<ul>{rows}</ul><a href="/hostile/{name}?page={page + 1}">下一页</a>')
    fixed = {
        "wall": as_page("<html><script>document.cookie='__jsl_clearance=1'</script></html>", status=521),
        "script-wall": as_page("<html><body>请开启JavaScript并刷新该页</body></html>"),
        "login": as_page('<html><body><form><input name="u"><input type="password"></form></body></html>'),
        "empty": as_page('<html><body><div class="list"><ul></ul></div>暂无数据</body></html>'),
        "broken": as_page("", status=503),
        "private": Answer(302, "text/html", b"", "http://10.1.2.3/admin"),
        "metadata": Answer(302, "text/html", b"", "http://169.254.169.254/latest/"),
        "elsewhere": Answer(302, "text/html", b"", "http://other.example/"),
        "other-port": Answer(302, "text/html", b"", "http://127.0.0.1:1/"),
        "file": Answer(302, "text/html", b"", "file:///etc/passwd"),
        "round": Answer(302, "text/html", b"", "/hostile/round"),
    }
    if name in fixed:
        return fixed[name]
    if name == "bomb":
        return as_page("<div><b>" * 500_000)
    if name == "deep":
        return as_page("<div>" * 70_000 + '<a href="/x.html">深处的标题文字很长</a>')
    if name == "entities.xml":
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        return Answer(
            200, "application/xml",
            f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e9;</title>'
            "<link>/a</link></item></channel></rss>".encode(),
        )  # fmt: skip
    return Answer(404, "text/html", b"")
