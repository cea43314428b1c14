"""Look at the address of a list and say how it can be read, with a sample for a person to confirm."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from gongkai.documents.listings.addresses import absolute, host_of
from gongkai.documents.listings.feeds import is_feed
from gongkai.documents.listings.markup import page_text
from gongkai.documents.listings.obstacles import obstacle
from gongkai.documents.listings.pages import Page, page_tree_of, read_page
from gongkai.documents.listings.paging import onward
from gongkai.documents.listings.reading import read_listing
from gongkai.documents.listings.reading_results import Entry, Fetch, Fetched, FetchFailed
from gongkai.documents.listings.recipe import Kind, Recipe
from gongkai.documents.listings.records import AnswerUnread, at_path
from gongkai.documents.listings.scripted import ask
from gongkai.documents.listings.scripts import Request, inline_scripts, requests_in, script_files
from gongkai.documents.listings.shapes import shaped

_FEED_BESIDE = "网页上有订阅源：{url}；网页列表读得出，没有采用它，需要的可以改填这个地址。"
_FEED_TAKEN = "网页上没有可读的列表，改用网页上给出的订阅源：{url}。"
_SCRIPT_FOUND = "列表由脚本生成，已在脚本里找到它取数据的地址，请核对样例。"
_SCRIPT_HIDDEN = (
    "网页里没有找到列表，可能由脚本生成，而取数据的地址没有直接写在脚本里。请用浏览器打开这个网页，"
    "按 F12 打开“网络”（Network）一栏，选“Fetch/XHR”，刷新并翻到下一页，找到答复里有标题的那个请求，"
    "把它的地址和参数填进来。"
)
_UNDATED = "列表没有日期，只能按标题和网址对照。"
_NOT_LAST = "这一页之后怎样翻页读不出来，只能对照这一页上的。"
_FEED_ENDINGS = (".rss", "/rss", "rss.xml", "atom.xml", "/feed")
_MOST_FILES, _MOST_TRIES, _SAMPLE = 5, 8, 20


class Proposal(NamedTuple):
    """How a list could be read (None: not by itself), what to know about it, and its first entries."""

    recipe: Recipe | None
    notes: tuple[str, ...]
    sample: tuple[Entry, ...] = ()


def propose_recipe(address: str, fetch: Fetch) -> Proposal:
    """Look at the page, its feeds and its scripts, with at most twenty requests; nothing is executed.

    The sample is what the recipe reads now from its first page; a person confirms it. Never raises for what
    a site answers: without a recipe the notes say in whole sentences why and what to do.
    """
    try:
        answer = fetch(address)
    except FetchFailed as failure:
        return Proposal(None, (failure.sentence,))
    if answer.status == 200 and is_feed(answer):
        return _of_feed(address, fetch, ())
    page = read_page(answer)
    feeds = _feeds(answer)
    if isinstance(page, Page) and page.rows is not None and page.rows.dated:
        return _of_page(address, page, feeds)
    for feed in feeds[:2]:
        found = _of_feed(feed, fetch, (_FEED_TAKEN.format(url=feed),))
        if found.recipe is not None:
            return found
    if isinstance(page, str):
        return Proposal(None, (page,))
    scripted = _of_script(address, answer, fetch)
    if scripted is not None:
        return scripted
    if page.rows is not None:
        return _of_page(address, page, feeds)
    return Proposal(None, (obstacle(answer) or _SCRIPT_HIDDEN,))


def _of_feed(address: str, fetch: Fetch, notes: tuple[str, ...]) -> Proposal:
    recipe = Recipe(Kind.RSS, address)
    listing = read_listing(recipe, fetch)
    return Proposal(recipe if listing.readable else None, (*notes, *listing.notes), listing.entries[:_SAMPLE])


def _of_page(address: str, page: Page, feeds: list[str]) -> Proposal:
    rows = page.rows
    if rows is None:
        return Proposal(None, (_SCRIPT_HIDDEN,))
    on = onward(page.root, page.text, page.url, 1)
    notes = [_FEED_BESIDE.format(url=feeds[0])] if feeds else []
    if not rows.dated:
        notes.append(_UNDATED)
    if not on.url and not on.is_last:
        notes.append(_NOT_LAST)
    recipe = Recipe(Kind.PAGES, address, rows=rows.where)
    return Proposal(recipe, tuple(notes), tuple(rows.entries[:_SAMPLE]))


def _feeds(answer: Fetched) -> list[str]:
    """Feeds the page names, of the same host."""
    root = page_tree_of(answer) if answer.status == 200 else None
    if root is None:
        return []
    found = []
    for element in root.iter("link", "a"):
        kind, href = (element.get("type") or "").lower(), element.get("href") or ""
        if (
            "rss+xml" in kind
            or "atom+xml" in kind
            or href.lower().endswith((".rss", "/rss", "rss.xml", "/feed"))
        ):
            found.append(absolute(answer.final_url, href))
    return [one for one in dict.fromkeys(found) if one and host_of(one) == host_of(answer.final_url)]


def _of_script(address: str, answer: Fetched, fetch: Fetch) -> Proposal | None:
    text = page_text(answer.body, answer.content_type) or ""
    tries = 0
    for script in _scripts(text, answer.final_url, fetch):
        for request in requests_in(script, answer.final_url):
            if tries >= _MOST_TRIES:
                return None
            tries += 1
            found = _tried(address, request, fetch)
            if found is not None:
                return found
    return None


def _scripts(text: str, url: str, fetch: Fetch) -> list[str]:
    """The scripts in the page, then those it loads with the page's own values before them."""
    inline = inline_scripts(text)
    found = [inline]
    for file in script_files(text, url)[:_MOST_FILES]:
        try:
            loaded = fetch(file)
        except FetchFailed:
            continue
        if loaded.status == 200:
            found.append(f"{inline}\n{page_text(loaded.body, loaded.content_type) or ''}")
    return found


def _tried(address: str, request: Request, fetch: Fetch) -> Proposal | None:
    recipe = Recipe(
        Kind.SCRIPTED, address, request=request.url, method=request.method, form=request.form,
        page_size=request.page_size, first_page=request.first_page,
    )  # fmt: skip
    seen: list[Fetched] = []

    def keeping(url: str, form: str | None = None, /) -> Fetched:
        seen.append(fetch(url, form) if form is not None else fetch(url))
        return seen[-1]

    with suppress(FetchFailed, AnswerUnread):
        ask(recipe, keeping, 1)
    complete = shaped(seen[0], recipe) if seen and seen[0].status == 200 else None
    if complete is None:
        return None
    try:
        _value, entries, _left = ask(complete, lambda *_asked: seen[0], 1)
    except AnswerUnread:
        return None
    complete = _checked(complete, entries, fetch)
    return Proposal(complete, (_SCRIPT_FOUND,), tuple(entries[:_SAMPLE])) if entries else None


def _checked(recipe: Recipe, entries: list[Entry], fetch: Fetch) -> Recipe:
    """Without its total if that counts one page only: the second page has entries beyond it."""
    try:
        value, second, _left = ask(recipe, fetch, 2)
    except (FetchFailed, AnswerUnread):
        return recipe
    new = {entry.url for entry in second} - {entry.url for entry in entries}
    total = at_path(value, recipe.total_key) if recipe.total_key else None
    if new and str(total).isdigit() and int(str(total)) <= len(entries):
        return replace(recipe, total_key="")
    return recipe
