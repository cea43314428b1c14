"""The published site as a reader without a browser sees it: files, pages, their tags and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}
#: Elements that close themselves when their neighbour opens; we never leave them open all the same.
LANDMARKS = {"header", "nav", "main", "footer"}
#: Addresses the application answers; all below the last one.
LIVE_ADDRESSES = ("/search", "/requests/", "/report/")


@dataclass
class Page(HTMLParser):
    """A parsed page: its tags, links, headings, text, and what is wrong with its markup."""

    html: str
    tags: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    landmarks: set[str] = field(default_factory=set)
    headings: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._ids: set[str] = set()
        self.feed(self.html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]
        self.faults += [f"no <{name}>" for name in sorted(LANDMARKS - self.landmarks)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        values = dict(attrs)
        if len(values) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.faults += [f"<{tag}> has {name}" for name in values if name == "style" or name.startswith("on")]
        self._note_id(values.get("id"))
        self.landmarks |= {tag} & LANDMARKS
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.faults.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in values:
            self.faults.append("<img> without alt")
        if tag == "meta" and "name" in values:
            self.tags[str(values["name"])] = values.get("content") or ""
        self.links += [str(values[name]) for name in ("href", "src", "action") if values.get(name)]
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last; anything else is a fault."""
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:] or 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        if "title" in self._open:
            self.title += data
        elif "script" not in self._open:
            self.text += data
            if self._open and self._open[-1] in {"h1", "h2", "h3"}:
                tag, text = self.headings[-1]
                self.headings[-1] = (tag, text + data.strip())

    def _note_id(self, name: str | None) -> None:
        if name is not None and name in self._ids:
            self.faults.append(f"id {name} twice")
        self._ids.add(name or "")


@dataclass
class Site:
    """The files below www."""

    www: Path
    write: Callable[[], int]

    def path(self, url: str) -> Path:
        """The file a web server answers `url` with."""
        plain = unquote(urlsplit(url).path).removeprefix("/")
        return self.www / (plain + "index.html" if not plain or plain.endswith("/") else plain)

    def has(self, url: str) -> bool:
        """Whether the address is answered by a file."""
        return self.path(url).is_file()

    def page(self, url: str) -> Page:
        """The parsed page."""
        return Page(self.path(url).read_text("utf-8"))

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every HTML page with its address."""
        for path in sorted(self.www.rglob("*.html")):
            name = path.relative_to(self.www).as_posix()
            yield "/" + name.removesuffix("index.html"), Page(path.read_text("utf-8"))

    def files_with(self, text: str) -> list[str]:
        """Files anywhere in the release, manifest and staging included, that hold the text."""
        needle = text.encode()
        found = (path for path in self.www.parent.rglob("*") if path.is_file())
        return sorted(str(path) for path in found if needle in path.read_bytes())

    def dead_links(self) -> set[tuple[str, str]]:
        """(page, link) for each link inside the site that no file and no live address answers."""
        dead = set()
        for url, page in self.pages():
            for link in page.links:
                address = urlsplit(link)
                is_live = address.path.startswith(LIVE_ADDRESSES)
                if address.scheme or address.netloc or not address.path or is_live:
                    continue
                if not address.path.startswith("/") or not self.has(address.path):
                    dead.add((url, link))
        return dead
