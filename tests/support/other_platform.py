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
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from gongkai.documents.listings.reading_results import Fetched
from tests.support.other_platform_feeds import FEEDS, escaped, feed
from tests.support.other_platform_hostile import Answer, as_page, hostile
from tests.support.other_platform_pages import GBK, PAGED, page_of_list
from tests.support.other_platform_scripts import SCRIPTED, script_answer, script_page
from tests.support.other_platform_wire import handler_of

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
    #: The list shows so many of its lines at most; 0 for all.
    shows_only: int = 0
    #: The list is no longer in the page: a script builds it from an address that stands nowhere.
    is_hidden: bool = False
    #: Every page leads on to a next one, the last to itself under another number.
    is_endless: bool = False

    @property
    def path(self) -> str:
        """The address a person would be told."""
        if self.shape in FEEDS:
            return f"/{self.name}/{self.shape}.xml"
        return f"/{self.name}/index.html"

    def path_of(self, line: Line) -> str:
        """Where a line's page is; it stays when the line's date is changed."""
        return self.paths.setdefault(line.number, line.path)

    @property
    def shown(self) -> list[Line]:
        """The lines the list shows."""
        return self.lines[: self.shows_only] if self.shows_only else self.lines

    def page(self, number: int) -> list[Line]:
        """The lines of a page, the first is 1."""
        number = min(number, self.pages) if self.is_endless else number
        return self.shown[(number - 1) * self.page_size : number * self.page_size]

    @property
    def pages(self) -> int:
        """How many pages there are; an empty column has one."""
        return max(1, -(-len(self.shown) // self.page_size))


class OtherPlatform:
    """The platform: its columns by name, and what it was asked."""

    def __init__(self, url: str = "http://platform.test") -> None:
        self.url = url
        self.columns: dict[str, PlatformColumn] = {}
        self.asked: list[str] = []
        #: What goes wrong on the wire, by the beginning of the path: down, slow, half, short, error.
        self.troubles: dict[str, str] = {}

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
            return hostile(parts.path.removeprefix("/hostile/"), query)
        if parts.path in {"/", "/index.html"}:
            return as_page("<html><body><h1>政府网站</h1></body></html>")
        for column in self.columns.values():
            found = _in_column(column, parts.path, query, sent if form is not None else None)
            if found is not None:
                return found
        return Answer(404, "text/html", "<html><body>您访问的页面不存在</body></html>".encode())


def _in_column(
    column: PlatformColumn, path: str, query: dict[str, str], form: dict[str, str] | None
) -> Answer | None:
    if path in column.sent_home:
        return Answer(302, "text/html", b"", "/")
    for line in [*column.lines, *column.unlisted]:
        if path == column.path_of(line):
            return _article(line, "gb18030" if column.shape in GBK else "utf-8")
    if not path.startswith(f"/{column.name}/"):
        return None
    if column.shape in FEEDS:
        return Answer(200, "application/xml", feed(column).encode()) if path == column.path else None
    if column.shape in PAGED:
        made = page_of_list(column, path, query)
        return None if made is None else as_page(*made)
    if path == column.path:
        return as_page(script_page(column))
    made_by_script = script_answer(column, path, query, form)
    return None if made_by_script is None else Answer(200, *made_by_script)


def _article(line: Line, charset: str) -> Answer:
    return as_page(
        f'<html><head><meta charset="{charset}"></head><body><div class="nav"><a href="/">首页</a></div>'
        f'<h1>{escaped(line.title)}</h1><p class="visits">浏览{time.monotonic_ns() % 1000}次</p>'
        f'<div class="TRS_Editor"><p>{escaped(line.text)}</p></div></body></html>',
        charset,
    )


@contextmanager
def other_platform() -> Iterator[OtherPlatform]:
    """The platform on a free loopback port, in a thread, until the block ends."""
    platform = OtherPlatform()
    handler = handler_of(lambda target, form: platform.respond(target, form), lambda: platform.troubles)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
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
