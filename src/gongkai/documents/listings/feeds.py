"""Feeds: RSS 2.0, RSS 1.0 (RDF) and Atom, in any charset, without entities."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from gongkai.documents.listings.addresses import absolute
from gongkai.documents.listings.dates import read_date
from gongkai.documents.listings.gathering import Gathering, covered_from
from gongkai.documents.listings.markup import MOST_BYTES, MOST_TAGS, breaks_off, page_text
from gongkai.documents.listings.obstacles import obstacle
from gongkai.documents.listings.reading_results import Entry, Fetch, Fetched, FetchFailed, Listing, unreadable
from gongkai.documents.listings.recipe import Recipe

_WHERE = "订阅源"
_ENTITIES = "订阅源里有实体定义，可能是有害文件，没有读。"
_TOO_LARGE = "订阅源太大或者太复杂，没有读。"
_NO_FEED = "这个地址给出的不是订阅源（RSS、Atom）。"
_BROKEN_OFF = "订阅源没有收全，只收到前面一部分。"
_EMPTY = "订阅源里一条也没有。"
_ONLY_NEWEST = "订阅源只有最新的{count}条，更早的不能对照。"
_UNORDERED = "订阅源没有按日期排列，不能断定哪些已经列全。"
_HEAD = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DATES = ("published", "pubDate", "date", "issued", "created", "updated", "modified")


def is_feed(answer: Fetched) -> bool:
    """Whether an answer begins like a feed."""
    text = (page_text(answer.body, answer.content_type) or "")[:3000]
    return re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", text) is not None and "<html" not in text.lower()


def read_feed(
    recipe: Recipe, fetch: Fetch, *, since: date | None, most_entries: int, rows_before: int = 0
) -> Listing:
    """Read a feed; complete only for a `since` later than its oldest entry, or when it says it is whole."""
    try:
        answer = fetch(recipe.address)
    except FetchFailed as failure:
        return unreadable(failure.sentence)
    if answer.status != 200:
        return unreadable(obstacle(answer))
    root = _root(answer)
    if isinstance(root, str):
        return unreadable(root)
    entries = [entry for entry in (_entry(one, answer.final_url) for one in _items(root)) if entry]
    is_cut = breaks_off(page_text(answer.body, answer.content_type) or "")
    entries = entries[:-1] if is_cut else entries
    if not entries:
        return unreadable(_BROKEN_OFF if is_cut else _EMPTY)
    gathered = Gathering(since, most_entries)
    gathered.add(entries)
    whole = not gathered.is_full and not is_cut and _is_whole(root, entries, since)
    if is_cut:
        gathered.notes.append(_BROKEN_OFF)
    if not whole:
        days = [entry.published_on for entry in gathered.entries]
        gathered.notes.append(_ONLY_NEWEST.format(count=len(days)))
        if all(days) and covered_from(days) is None:
            gathered.notes.append(_UNORDERED)
    return gathered.listing(complete=whole, rows_before=rows_before)


def _is_whole(root: etree._Element, entries: list[Entry], since: date | None) -> bool:
    if any(_local(one) == "complete" and "feed/history" in str(one.tag) for one in root.iter(etree.Element)):
        return True
    covered = covered_from([entry.published_on for entry in entries])
    return since is not None and covered is not None and covered < since


def _root(answer: Fetched) -> etree._Element | str:
    text = page_text(answer.body, answer.content_type)
    if text is None or len(answer.body) > MOST_BYTES or text.count("<") > MOST_TAGS:
        return _TOO_LARGE if text is not None else _NO_FEED
    if "<!ENTITY" in text.upper():
        return _ENTITIES
    if not is_feed(answer):
        return obstacle(answer) or _NO_FEED
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        encoding="utf-8", remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_CONTROLS.sub("", _HEAD.sub("", text)).strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return _NO_FEED
    return root if root is not None else _NO_FEED


def _items(root: etree._Element) -> list[etree._Element]:
    return [one for one in root.iter(etree.Element) if _local(one) in {"item", "entry"}]


def _entry(item: etree._Element, base: str) -> Entry | None:
    parts: dict[str, str] = {}
    for child in item.iterchildren(etree.Element):
        text = "".join(str(piece) for piece in child.itertext()).strip()
        if text:
            parts.setdefault(_local(child), text)
    title = " ".join(re.sub(r"</?[a-zA-Z][^>]*>", "", parts.get("title", "")).split())
    url = absolute(base, _link(item, parts))
    if not title or not url:
        return None
    days = (read_date(parts[name]) for name in _DATES if name in parts)
    return Entry(title, url, next((day for day in days if day), None), parts.get("category", _WHERE)[:60])


def _link(item: etree._Element, parts: dict[str, str]) -> str:
    for child in item.iterchildren(etree.Element):
        if _local(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return child.get("href") or ""
    if "link" in parts:
        return parts["link"]
    guid = parts.get("guid", parts.get("id", ""))
    return guid if guid.startswith(("http://", "https://")) else ""


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
