"""Where the portal's own pages stand; items and their files have theirs in `disclosure.addresses`."""

from __future__ import annotations

from typing import Final

#: The platform's fixed columns (codes of law.catalogue.ZONE_COLUMNS) → the last part of their address.
PART_FOLDERS: Final = {
    "guide": "zhinan",
    "rules": "zhidu",
    "statutory": "fdzdgk",
    "annual_reports": "nianbao",
    "request_entry": "ysqgk",
}
#: The three catalogues → the last part of their address.
CATALOGUE_FOLDERS: Final = {"department": "bm", "topic": "zt", "year": "nd"}

SITE_HOME = "/"
SITE_MAP = "/ditu.html"
SITEMAP_INDEX = "/sitemap.xml"
SEARCH = "/search"


def organ_url(code: str) -> str:
    """An organ's home."""
    return f"/{code}/"


def map_url(code: str) -> str:
    """An organ's map of pages, for people."""
    return f"/{code}/ditu.html"


def platform_url(code: str) -> str:
    """The head of the zone 政府信息公开."""
    return f"/{code}/zwgk/"


def general_url(code: str) -> str:
    """The zone beside it: news and the rest."""
    return f"/{code}/dongtai/"


def everything_url(code: str) -> str:
    """All an organ published, in order of publication."""
    return f"/{code}/xx/"


def part_url(code: str, part: str) -> str:
    """One of the platform's fixed columns; KeyError for an unknown part."""
    return f"/{code}/zwgk/{PART_FOLDERS[part]}/"


def column_url(code: str, column_code: str) -> str:
    """A column's list."""
    return f"/{code}/lm/{column_code}/"


def catalogue_url(code: str, kind: str) -> str:
    """The entry of a catalogue (department, topic, year); KeyError for an unknown one."""
    return f"/{code}/zwgk/mulu/{CATALOGUE_FOLDERS[kind]}/"


def catalogue_list_url(code: str, kind: str, name: str) -> str:
    """One list of a catalogue."""
    return f"{catalogue_url(code, kind)}{name}/"


def page_url(head: str, page: int) -> str:
    """A numbered page of the list whose head stands at `head`; pages count from the oldest."""
    return f"{head}p{page}.html"


def shard_url(code: str, number: int) -> str:
    """A part of an organ's sitemap: 0 its lists, from 1 its items in blocks."""
    return f"/{code}/sitemap-{number}.xml"


def file_of(url: str) -> str:
    """The path below the release's root that a web server answers `url` with."""
    path = url.removeprefix("/")
    return path + "index.html" if not path or path.endswith("/") else path
