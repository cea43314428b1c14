"""Lists that stand in web pages, read page by page to their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lxml import etree

from gongkai.documents.listings.addresses import absolute, same_address
from gongkai.documents.listings.gathering import Gathering
from gongkai.documents.listings.markup import breaks_off, page_text, page_tree
from gongkai.documents.listings.obstacles import obstacle
from gongkai.documents.listings.paging import Onward, onward
from gongkai.documents.listings.reading_results import (
    Entry,
    Fetch,
    Fetched,
    FetchFailed,
    Listing,
    unreadable,
)
from gongkai.documents.listings.recipe import Recipe
from gongkai.documents.listings.rows import Rows, find_rows

_PAGE = "第{number}页"
_NO_ROWS = "网页上没有找到列表，可能栏目是空的、版面改了，或者列表由脚本生成。"
_ELSEWHERE = "网页上有列表，但不在原来的位置，对方可能改了版面，请到设置里重新试读。"
_BROKEN_OFF = "网页没有收全，只收到前面一部分。"
_CUT_AT = "第{number}页没有收全，后面的没有读。"
_TOO_LARGE = "网页太大或者太复杂，没有读。"
_NEXT_FAILED = "第{number}页没有读到：{why}"
_NEXT_EMPTY = "第{number}页上没有找到列表，后面的没有读。"
_LOOP = "翻到第{number}页又绕回读过的内容，后面的不能断定。"
_NO_WAY_ON = "第{number}页之后怎样翻页读不出来（由脚本翻页），后面的没有读。"
_TOO_MANY_PAGES = "只读了前{number}页，后面的没有读。"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: its tree, text, address, list, and whether some of it is missing."""

    root: etree._Element
    text: str
    url: str
    rows: Rows | None
    is_cut: bool = False

    @property
    def entries(self) -> list[Entry]:
        """The lines of the list; of a page that breaks off all but the last, which may be half a line."""
        found = self.rows.entries if self.rows is not None else []
        return found[:-1] if self.is_cut else found


def read_page(answer: Fetched, where: str = "", label: str = "") -> Page | str:
    """The list on a page, or in a sentence why there is none to look for."""
    if answer.status != 200:
        return obstacle(answer)
    root = page_tree_of(answer)
    if root is None:
        return obstacle(answer) or _TOO_LARGE
    based = root.find(".//base")
    href = based.get("href") if based is not None else None
    base = absolute(answer.final_url, href or "") or answer.final_url
    rows = find_rows(root, base, where, label)
    text = page_text(answer.body, answer.content_type) or ""
    is_cut = breaks_off(text)
    if rows is None and is_cut:
        return _BROKEN_OFF
    if rows is None and where and find_rows(root, base) is not None:
        return _ELSEWHERE
    hindered = obstacle(answer) if rows is None else ""
    if hindered:
        return hindered
    return Page(root, text, answer.final_url, rows, is_cut)


def page_tree_of(answer: Fetched) -> etree._Element | None:
    """The tree of an answer in whatever charset it declares."""
    text = page_text(answer.body, answer.content_type)
    return page_tree(text) if text is not None else None


def read_pages(
    recipe: Recipe, fetch: Fetch, *, since: date | None, most_pages: int, most_entries: int,
    rows_before: int = 0,
) -> Listing:  # fmt: skip
    """Read the list from its first page on to its end, `since`, or a bound; each stop is told in a note."""
    gathered = Gathering(since, most_entries)
    url, where, number, complete = recipe.address, recipe.rows, 1, False
    visited: set[str] = set()
    while True:
        visited.add(same_address(url))
        page = _fetched(fetch, url, where, _PAGE.format(number=number))
        if isinstance(page, str) or page.rows is None:
            why = page if isinstance(page, str) else ""
            if number == 1:
                return unreadable(why or _NO_ROWS)
            gathered.notes.append(_told(number, why))
            break
        where = where or page.rows.where
        visited.add(same_address(page.url))
        new = gathered.add(page.entries)
        on = _onward(recipe, page, number)
        if page.is_cut and not gathered.entries:
            return unreadable(_BROKEN_OFF)
        if page.is_cut:
            gathered.notes.append(_CUT_AT.format(number=number))
            break
        if gathered.is_past(page.entries) or (on.is_last and not gathered.is_full):
            complete = True
        elif on.url and (not new or same_address(on.url) in visited) and not gathered.is_full:
            gathered.notes.append(_LOOP.format(number=number if not new else number + 1))
        elif not on.url and not gathered.is_full:
            gathered.notes.append(_NO_WAY_ON.format(number=number))
        elif on.url and number >= most_pages:
            gathered.notes.append(_TOO_MANY_PAGES.format(number=number))
        elif not gathered.is_full:
            url, number = on.url, number + 1
            continue
        break
    return gathered.listing(complete=complete, rows_before=rows_before)


def _told(number: int, why: str) -> str:
    return _NEXT_FAILED.format(number=number, why=why) if why else _NEXT_EMPTY.format(number=number)


def _fetched(fetch: Fetch, url: str, where: str, label: str) -> Page | str:
    try:
        return read_page(fetch(url), where, label)
    except FetchFailed as failure:
        return failure.sentence


def _onward(recipe: Recipe, page: Page, number: int) -> Onward:
    """By what the page says; when it says nothing and the recipe knows the addresses, by those."""
    on = onward(page.root, page.text, page.url, number, recipe.next_words)
    if on.url or not recipe.page_pattern or (on.is_last and number > 1):
        return on
    return Onward(recipe.page_pattern.replace("{page}", str(recipe.first_page + number)), False)
