"""The feeds of the other platform: RSS, Atom, RDF."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.other_platform import PlatformColumn

FEEDS = ("rss", "atom", "rdf")


def escaped(text: str) -> str:
    """The text as it stands in mark-up."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def feed(column: PlatformColumn) -> str:
    """The newest lines of the column as its kind of feed."""
    lines = column.shown[: column.page_size]
    rows = [(escaped(line.title), column.path_of(line), line.day) for line in lines]
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
