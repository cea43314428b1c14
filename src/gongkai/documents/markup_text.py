"""Every word in a web page, shown or not: text, comments and the attributes that people fill in."""

from __future__ import annotations

from html.parser import HTMLParser

_WORDY_ATTRIBUTES = frozenset(
    {"alt", "title", "content", "value", "href", "placeholder", "aria-label", "label"}
)
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul"}
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        self.aside += [value for name, value in attrs if value and name in _WORDY_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.aside.append(data)


def all_markup_text(html: str) -> str:
    """Return the text of HTML or XML, blocks on lines, then comments and attributes, one a line."""
    words = _Words()
    words.feed(html)
    words.close()
    return "\n".join(["".join(words.pieces), *words.aside])
