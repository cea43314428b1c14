"""Records out of the answer behind a script: JSON, JSONP, or XML whose records hold pieces of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

from lxml import etree

from gongkai.documents.listings.addresses import absolute
from gongkai.documents.listings.dates import date_in_address, read_date
from gongkai.documents.listings.markup import MOST_TAGS, breaks_off, page_text, page_tree
from gongkai.documents.listings.reading_results import Entry, Fetched
from gongkai.documents.listings.recipe import Recipe, Wrapper
from gongkai.documents.listings.rows import find_rows

_CALLBACK = re.compile(r"^\s*(?:/\*\*/)?\s*(?:typeof\s+[\w.$]+.{0,60}?&&\s*)?[\w.$\[\]\"']+\s*\(")
_RECORD = re.compile(r"<record[^>]*>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<total(record|page)s?>\s*(\d{1,9})\s*<", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_FILLED = re.compile(r"\{([\w.]+)\}")

NOT_JSON = "脚本后面的地址答复的内容不是约定的格式，对方可能改了接口，请重新试读。"
CUT_OFF = "脚本后面的地址答复没有收全，只收到前面一部分。"
NO_RECORDS = "脚本后面的地址答复里没有找到记录，对方可能改了接口，请重新试读。"


class AnswerUnread(Exception):
    """The answer is not of the shape the recipe says; `sentence` is Chinese."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def value_of(answer: Fetched, wrapper: Wrapper) -> Any:
    """The answer as values; an XML answer becomes {"records": [pieces], "total…": number}."""
    text = page_text(answer.body, answer.content_type)
    if text is None:
        raise AnswerUnread(NOT_JSON)
    if wrapper == Wrapper.XML:
        return _from_xml(text)
    if wrapper == Wrapper.JSONP:
        opened = _CALLBACK.match(text)
        if opened is None:
            raise AnswerUnread(NOT_JSON)
        text = text[opened.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise AnswerUnread(NOT_JSON) from None


def _from_xml(text: str) -> dict[str, Any]:
    """Read by its text alone, so that no entity is ever resolved."""
    if text.count("<") > MOST_TAGS or "<!ENTITY" in text.upper():
        raise AnswerUnread(NOT_JSON)
    if "<record" not in text and "<datastore" not in text:
        raise AnswerUnread(NOT_JSON)
    if breaks_off(text):
        raise AnswerUnread(CUT_OFF)
    pieces = [found[1] if found[1] is not None else unescape(found[2]) for found in _RECORD.finditer(text)]
    totals = {f"total{found[1].lower()}": int(found[2]) for found in _TOTAL.finditer(text)}
    return {"records": pieces, **totals}


def at_path(value: Any, path: str) -> Any:
    """What stands at a dotted path; numbers count in lists; None when there is nothing."""
    for step in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def records_of(value: Any, recipe: Recipe) -> list[Any]:
    """The list of records the recipe points to. Raises `AnswerUnread` when no list stands there."""
    found = at_path(value, recipe.records or ("records" if recipe.wrapper == Wrapper.XML else ""))
    if not isinstance(found, list):
        raise AnswerUnread(NO_RECORDS)
    return found


def entries_of(records: list[Any], recipe: Recipe, base: str, where: str) -> tuple[list[Entry], int]:
    """Entries of the records, and how many records gave none (no title or no address)."""
    entries = [_entry(record, recipe, base, where) for record in records]
    return [entry for entry in entries if entry is not None], sum(1 for one in entries if one is None)


def _entry(record: Any, recipe: Recipe, base: str, where: str) -> Entry | None:
    if isinstance(record, str):
        return _from_piece(record, base, where)
    if not isinstance(record, Mapping):
        return None
    title = " ".join(unescape(_TAG.sub("", str(at_path(record, recipe.title_key) or ""))).split())
    url = address_of(record, recipe, base)
    if not title or not url:
        return None
    day = read_date(at_path(record, recipe.date_key)) or date_in_address(url)
    return Entry(title, url, day, where)


def address_of(record: Mapping[str, Any], recipe: Recipe, base: str) -> str:
    """The absolute address of a record: its own, after the prefix, or filled into the prefix."""
    prefix = recipe.url_prefix
    if _FILLED.search(prefix):
        return absolute(base, _FILLED.sub(lambda name: quote(str(at_path(record, name[1]) or "")), prefix))
    value = str(at_path(record, recipe.url_key) or "").strip()
    if not value:
        return ""
    return absolute(base, value if value.startswith(("http://", "https://", "//")) else prefix + value)


def _from_piece(piece: str, base: str, where: str) -> Entry | None:
    """A record that is a piece of a page: its one link and the date beside it."""
    root: etree._Element | None = page_tree(_as_page(piece))
    rows = find_rows(root, base, page=where) if root is not None else None
    if rows is not None and rows.entries:
        return rows.entries[0]
    return _undated(root, base, where) if root is not None else None


def _as_page(piece: str) -> str:
    """A piece of a table needs its table around it, or its cells are lost."""
    begun = piece.lstrip()[:4].lower()
    return f"<table>{piece}</table>" if begun.startswith(("<tr", "<td")) else f"<div>{piece}</div>"


def _undated(root: etree._Element, base: str, where: str) -> Entry | None:
    from gongkai.documents.listings.anchors import anchors_of

    found = anchors_of(root, base)
    best = max(found, key=lambda anchor: len(anchor.title), default=None)
    return Entry(best.title, best.url, date_in_address(best.url), where) if best else None
