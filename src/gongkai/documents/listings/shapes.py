"""Which part of a script's answer is the list, and which names in it are title, address, date and count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gongkai.documents.listings.dates import read_date
from gongkai.documents.listings.reading_results import Fetched
from gongkai.documents.listings.recipe import Recipe, Wrapper
from gongkai.documents.listings.records import AnswerUnread, at_path, value_of

_TITLES = ("title", "doctitle", "infotitle", "articletitle", "subject", "caption", "bt", "name", "topic")
_ADDRESSES = ("url", "href", "link", "docpuburl", "puburl", "linkurl", "infourl", "weburl", "path", "address")
_DATES = (
    "publishdate", "publishtime", "pubdate", "pubtime", "releasetime", "releasedate", "docreltime", "date",
    "infodate", "fbrq", "fbsj", "time", "createtime", "createdate", "crtime", "writetime", "deploytime",
)  # fmt: skip
_TOTALS = ("total", "totalcount", "totalrecord", "totalrecords", "totalnum", "recordcount", "rowcount")
_PAGES = ("pages", "totalpages", "totalpage", "pagecount", "pagetotal")
_MOST_DEPTH = 5


def shaped(answer: Fetched, recipe: Recipe) -> Recipe | None:
    """The recipe completed with wrapper, path and names as the answer shows them; None without a list."""
    for wrapper in (Wrapper.JSON, Wrapper.XML, Wrapper.JSONP):
        try:
            value = value_of(answer, wrapper)
        except AnswerUnread:
            continue
        if wrapper == Wrapper.XML:
            return _of_xml(value, recipe)
        return _of_json(value, replace(recipe, wrapper=wrapper))
    return None


def _of_xml(value: Mapping[str, Any], recipe: Recipe) -> Recipe | None:
    if not value["records"]:
        return None
    total = "totalrecord" if "totalrecord" in value else ""
    pages = "totalpage" if "totalpage" in value else ""
    return replace(recipe, wrapper=Wrapper.XML, records="records", total_key=total, pages_key=pages)


def _of_json(value: Any, recipe: Recipe) -> Recipe | None:
    for path, records in _lists(value, "", _MOST_DEPTH):
        first = records[0]
        if isinstance(first, str) and "<a" in first.lower():
            names: dict[str, str] = {}
        elif isinstance(first, Mapping):
            names = _names(first)
            if "title_key" not in names or "url_key" not in names:
                continue
        else:
            continue
        named = {**names, **_counts(value, path, len(records)), "records": path}
        return Recipe.from_dict({**recipe.as_dict(), **named})
    return None


def _lists(value: Any, path: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list) and value:
        yield path, value
    elif isinstance(value, Mapping) and depth:
        for name, inner in value.items():
            if "." not in str(name):
                yield from _lists(inner, f"{path}.{name}" if path else str(name), depth - 1)


def _names(record: Mapping[str, Any]) -> dict[str, str]:
    names = {}
    title = _first(record, _TITLES, lambda value: isinstance(value, str) and len(value.strip()) > 3)
    address = _first(record, _ADDRESSES, _is_address)
    day = _first(record, _DATES, lambda value: read_date(value) is not None)
    if title:
        names["title_key"] = title
    if address:
        names["url_key"] = address
    if day:
        names["date_key"] = day
    return names


def _first(record: Mapping[str, Any], known: tuple[str, ...], fits: Any) -> str:
    """The record's name that is known (signs and case aside) and whose value fits, best known first."""
    plain = {re.sub("[^a-z]", "", str(name).lower()): str(name) for name in record}
    for word in known:
        if word in plain and fits(record[plain[word]]):
            return plain[word]
    for word in known:
        for bare, name in plain.items():
            if bare.endswith(word) and fits(record[name]):
                return name
    return ""


def _is_address(value: object) -> bool:
    return isinstance(value, str) and ("/" in value or re.search(r"\.s?html?$", value) is not None)


def _counts(value: Any, path: str, here: int) -> dict[str, str]:
    """Names that count records or pages, looked for at the top and beside the list."""
    counts = {}
    above = path.split(".")[:-1] if path else []
    for steps in (above[:deep] for deep in range(len(above), -1, -1)):
        level = at_path(value, ".".join(steps))
        if not isinstance(level, Mapping):
            continue
        for key, known in (("total_key", _TOTALS), ("pages_key", _PAGES)):
            name = _first(level, known, lambda one: str(one).isdigit() and not isinstance(one, bool))
            enough = name and (key == "pages_key" or int(level[name]) >= here)
            if enough and key not in counts:
                counts[key] = ".".join([*steps, name])
    return counts
