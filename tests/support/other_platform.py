"""Another platform on a loopback port: columns in the shapes of site systems, and hostile addresses.

A test adds columns, changes what stands in them, and reads them over HTTP (`other_platform()`), or
much faster without it (`OtherPlatform.fetch`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from gongkai.documents.listings.reading_results import Fetched
from tests.support.other_platform_pages import PAGED, page_of_list
from tests.support.other_platform_scripts import SCRIPTED, script_answer, script_page

FEEDS = ("rss", "atom", "rdf")
#: Every shape a column can have.
SHAPES = (*FEEDS, *PAGED, *SCRIPTED)


@dataclass(frozen=True)
class Line:
    """A line of a column: what is shown, where its page is, its text."""

    number: int
    title: str
    day: date
    text: str = "正文。"

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/zwgk/{self.day:%Y%m}/t{self.day:%Y%m%d}_{self.number}.html"


@dataclass
class PlatformColumn:
    """A column, newest line first; a test changes `lines` as the other side would."""

    name: str
    shape: str
    lines: list[Line]
    page_size: int = 5
    #: Lines whose page answers although they are not listed.
    unlisted: list[Line] = field(default_factory=list)
    #: Paths that lead to the first page of the site.
    sent_home: set[str] = field(default_factory=set)
    paths: dict[int, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The address a person would be told."""
        if self.shape in FEEDS:
            return f"/{self.name}/{self.shape}.xml"
        return f"/{self.name}/index.html"

    def path_of(self, line: Line) -> str:
        """Where a line's page is; it stays when the line's date is changed."""
        return self.paths.setdefault(line.number, line.path)

    def page(self, number: int) -> list[Line]:
        """The lines of a page, the first is 1."""
        return self.lines[(number - 1) * self.page_size : number * self.page_size]

    @property
    def pages(self) -> int:
        """How many pages there are; an empty column has one."""
        return max(1, -(-len(self.lines) // self.page_size))


@dataclass
class Answer:
    """What the platform answers."""

    status: int
    kind: str
    body: bytes
    location: str = ""


class OtherPlatform:
    """The platform: its columns by name, and what it was asked."""

    def __init__(self, url: str = "http://platform.test") -> None:
        self.url = url
        self.columns: dict[str, PlatformColumn] = {}
        self.asked: list[str] = []

    def column(self, name: str, shape: str, lines: list[Line], *, page_size: int = 5) -> PlatformColumn:
        """Add a column; its lines are shown newest first."""
        ordered = sorted(lines, key=lambda line: (line.day, line.number), reverse=True)
        made = PlatformColumn(name, shape, ordered, page_size)
        for line in ordered:
            made.path_of(line)
        self.columns[name] = made
        return made

    def address(self, column: PlatformColumn) -> str:
        """The address of a column."""
        return self.url + column.path

    def address_of(self, column: PlatformColumn, line: Line) -> str:
        """The address of a line's own page."""
        return self.url + column.path_of(line)

    def fetch(self, url: str, form: str | None = None, /) -> Fetched:
        """Answer without a connection; follows redirects within the platform."""
        for _redirect in range(5):
            parts = urlsplit(url)
            answer = self.respond(f"{parts.path}?{parts.query}" if parts.query else parts.path, form)
            if not answer.location:
                return Fetched(answer.status, url, answer.kind, answer.body)
            url = self.url + answer.location
        raise AssertionError("redirects without an end")

    def respond(self, target: str, form: str | None) -> Answer:
        """Answer a request."""
        self.asked.append(target)
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        sent = {name: values[0] for name, values in parse_qs(form or "").items()}
        if parts.path.startswith("/hostile/"):
            return _hostile(parts.path.removeprefix("/hostile/"), query, self.url)
        if parts.path in {"/", "/index.html"}:
            return _html("<html><body><h1>政府网站</h1></body></html>")
        for column in self.columns.values():
            found = _in_column(column, parts.path, query, sent if form is not None else None)
            if found is not None:
                return found
        return Answer(404, "text/html", "<html><body>您访问的页面不存在</body></html>".encode())


def _html(text: str, charset: str = "utf-8", status: int = 200) -> Answer:
    return Answer(status, "text/html", text.encode(charset, errors="replace"))


def _in_column(
    column: PlatformColumn, path: str, query: dict[str, str], form: dict[str, str] | None
) -> Answer | None:
    if path in column.sent_home:
        return Answer(302, "text/html", b"", "/")
    for line in [*column.lines, *column.unlisted]:
        if path == column.path_of(line):
            return _html(_article(line))
    if not path.startswith(f"/{column.name}/"):
        return None
    if column.shape in FEEDS:
        return Answer(200, "application/xml", _feed(column).encode()) if path == column.path else None
    if column.shape in PAGED:
        made = page_of_list(column, path, query)
        return None if made is None else _html(*made)
    if path == column.path:
        return _html(script_page(column))
    made_by_script = script_answer(column, path, query, form)
    return None if made_by_script is None else Answer(200, *made_by_script)


def _article(line: Line) -> str:
    return (
        '<html><head><meta charset="utf-8"></head><body><div class="nav"><a href="/">首页</a></div>'
        f'<h1>{_escaped(line.title)}</h1><p class="visits">浏览{time.monotonic_ns() % 1000}次</p>'
        f'<div class="TRS_Editor"><p>{_escaped(line.text)}</p></div></body></html>'
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _feed(column: PlatformColumn) -> str:
    lines = column.lines[: column.page_size]
    rows = [(_escaped(line.title), column.path_of(line), line.day) for line in lines]
    if column.shape == "atom":
        inner = "".join(
            f'<entry><title type="html">{title}</title><link href="{path}"/><id>tag:{path}</id>'
            f"<updated>{day:%Y-%m-%d}T16:30:00+08:00</updated></entry>"
            for title, path, day in rows
        )
        return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>栏目</title>{inner}</feed>'
    if column.shape == "rdf":
        inner = "".join(
            f"<item><title>{title}</title><link>{path}</link><dc:date>{day:%Y-%m-%d}</dc:date></item>"
            for title, path, day in rows
        )
        return (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</rdf:RDF>'
        )
    inner = "".join(
        f"<item><title>{title}</title><link>{path}</link><pubDate>{_mail_date(day)}</pubDate></item>"
        for title, path, day in rows
    )
    return f'<rss version="2.0"><channel><title>栏目</title><link>/</link>{inner}</channel></rss>'


def _mail_date(day: date) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{day.day:02} {months[day.month - 1]} {day.year} 01:20:00 GMT"


def _hostile(name: str, query: dict[str, str], url: str) -> Answer:
    """Addresses that do what no decent site does."""
    page = int(query.get("page", "1"))
    row = '<li><a href="/a/{0}.html">关于第{0}件事项的公示</a><span>2026-01-05</span></li>'
    if name in {"loop", "endless"}:
        first = 1 if name == "loop" else page * 5
        rows = "".join(row.format(number) for number in range(first, first + 5))
        return _html(f'<ul>{rows}</ul><a href="/hostile/{name}?page={page + 1}">下一页</a>')
    fixed = {
        "wall": _html("<html><script>document.cookie='__jsl_clearance=1'</script></html>", status=521),
        "script-wall": _html("<html><body>请开启JavaScript并刷新该页</body></html>"),
        "login": _html('<html><body><form><input name="u"><input type="password"></form></body></html>'),
        "empty": _html('<html><body><div class="list"><ul></ul></div>暂无数据</body></html>'),
        "broken": _html("", status=503),
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
        return _html("<div><b>" * 500_000)
    if name == "deep":
        return _html("<div>" * 70_000 + '<a href="/x.html">深处的标题文字很长</a>')
    if name == "entities.xml":
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
        return Answer(
            200, "application/xml",
            f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e9;</title>'
            "<link>/a</link></item></channel></rss>".encode(),
        )  # fmt: skip
    return Answer(404, "text/html", b"")


@contextmanager
def other_platform() -> Iterator[OtherPlatform]:
    """The platform on a free loopback port, in a thread, until the block ends."""
    platform = OtherPlatform()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            self._answer(self.rfile.read(length).decode())

        def _answer(self, form: str | None) -> None:
            try:
                if self.path in {"/hostile/large", "/hostile/drip", "/hostile/drip-head"}:
                    return self._misbehave()
                answer = platform.respond(self.path, form)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.kind)
                if answer.location:
                    self.send_header("Location", answer.location)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True

        def _misbehave(self) -> None:
            if self.path == "/hostile/drip-head":
                return self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 600)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if self.path == "/hostile/drip":
                return self._drip(b"<html>" + b" " * 600)
            for _megabyte in range(50):
                self.wfile.write(b"<p>" + b"a" * 1024 * 1024)

        def _drip(self, data: bytes) -> None:
            for place in range(len(data)):
                self.wfile.write(data[place : place + 1])
                self.wfile.flush()
                time.sleep(0.1)

        def log_message(self, *_words: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
