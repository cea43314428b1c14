"""Lists a script builds in the browser, read from the address behind the script."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.documents.listings.gathering import Gathering
from gongkai.documents.listings.obstacles import obstacle
from gongkai.documents.listings.reading_results import Entry, Fetch, FetchFailed, Listing, unreadable
from gongkai.documents.listings.recipe import Recipe
from gongkai.documents.listings.records import AnswerUnread, at_path, entries_of, records_of, value_of

_PAGE = "第{number}页"
_NO_REQUEST = "还没有填脚本后面的地址。"
_EMPTY = "脚本后面的地址答复里一条记录也没有。"
_NOT_ENTRIES = "脚本后面的地址有记录，但读不出标题或者网址，请核对字段名。"
_SOME_UNREAD = "有{count}条记录读不出标题或者网址，没有计入。"
_NEXT_FAILED = "第{number}页没有读到：{why}"
_SAME_AGAIN = "第{number}页与前面的相同，对方没有按页答复，后面的不能断定。"
_TOO_MANY_PAGES = "只读了前{number}页，后面的没有读。"
_ENDED_EARLY = "读到的比对方说的总数少，不能断定已经列全。"
_ONE_PAGE = "地址里没有页码，只读了一页，不能断定已经列全。"
_DEFAULT_SIZE = 20


def read_scripted(
    recipe: Recipe, fetch: Fetch, *, since: date | None, most_pages: int, most_entries: int,
    rows_before: int = 0,
) -> Listing:  # fmt: skip
    """Ask page by page until the records said to be there are read, a page is empty, `since`, or a bound."""
    if not recipe.request:
        return unreadable(_NO_REQUEST)
    gathered = Gathering(since, most_entries)
    number, complete, read, unread, counts_hold = 0, False, 0, 0, True
    while True:
        number += 1
        try:
            value, entries, left_out = ask(recipe, fetch, number)
        except (FetchFailed, AnswerUnread) as failure:
            if number == 1:
                return unreadable(failure.sentence)
            gathered.notes.append(_NEXT_FAILED.format(number=number, why=failure.sentence))
            break
        if number == 1 and not entries:
            return unreadable(_NOT_ENTRIES) if left_out else unreadable(_EMPTY)
        read, unread = read + len(entries) + left_out, unread + left_out
        new = gathered.add(entries)
        ended = _is_end(recipe, value, entries, read, number) if counts_hold else not entries
        if ended and entries:
            ended = counts_hold = _nothing_follows(recipe, fetch, number, gathered)
        if ended or gathered.is_past(entries):
            complete = not gathered.is_full or read == len(gathered.entries)
            break
        note = "" if gathered.is_full else _why_no_more(recipe, number, most_pages, entries, new)
        if note or gathered.is_full:
            gathered.notes += [note] if note else []
            break
    if unread:
        gathered.notes.append(_SOME_UNREAD.format(count=unread))
    return gathered.listing(complete=complete and not unread, rows_before=rows_before)


def _why_no_more(recipe: Recipe, number: int, most_pages: int, entries: list[Entry], new: int) -> str:
    """Why page `number` is the last that is asked for although the end was not seen; «» when it is not."""
    if not new:
        return _SAME_AGAIN.format(number=number) if entries else _ENDED_EARLY
    if not turns_pages(recipe):
        return _ONE_PAGE
    return _TOO_MANY_PAGES.format(number=number) if number >= most_pages else ""


def ask(recipe: Recipe, fetch: Fetch, number: int) -> tuple[Any, list[Entry], int]:
    """Page `number` (from 1): the answer's value, its entries, how many records gave none.

    Raises `FetchFailed` or `AnswerUnread`, both with a sentence.
    """
    url, form = filled(recipe.request, recipe, number), filled(recipe.form, recipe, number)
    answer = fetch(url, form) if recipe.method.upper() == "POST" else fetch(url)
    if answer.status != 200:
        raise AnswerUnread(obstacle(answer))
    try:
        value = value_of(answer, recipe.wrapper)
        records = records_of(value, recipe)
    except AnswerUnread as unread:
        raise AnswerUnread(obstacle(answer) or unread.sentence) from None
    entries, left_out = entries_of(records, recipe, recipe.address, _PAGE.format(number=number))
    return value, entries, left_out


def filled(pattern: str, recipe: Recipe, number: int) -> str:
    """The address or form for page `number` (from 1)."""
    size = recipe.page_size or _DEFAULT_SIZE
    places = {
        "{page}": recipe.first_page + number - 1,
        "{start}": (number - 1) * size + 1,
        "{end}": number * size,
        "{size}": size,
    }
    for place, value in places.items():
        pattern = pattern.replace(place, str(value))
    return pattern


def _is_end(recipe: Recipe, value: Any, entries: list[Entry], read: int, number: int) -> bool:
    """Whether nothing follows: by the total, by the pages, by an empty page, or because there is one page."""
    total, pages = _whole(at_path(value, recipe.total_key)), _whole(at_path(value, recipe.pages_key))
    if recipe.total_key and total is not None:
        return read >= total
    if recipe.pages_key and pages is not None:
        return number >= pages
    return turns_pages(recipe) and not entries


def _nothing_follows(recipe: Recipe, fetch: Fetch, number: int, gathered: Gathering) -> bool:
    """Whether the page after the last one brings nothing new: a number may count something else."""
    if not turns_pages(recipe) or gathered.is_full:
        return True
    try:
        _value, entries, _left_out = ask(recipe, fetch, number + 1)
    except (FetchFailed, AnswerUnread):
        return True
    return not gathered.has_new(entries)


def turns_pages(recipe: Recipe) -> bool:
    """Whether the request asks for one page after the other."""
    return any(place in recipe.request + recipe.form for place in ("{page}", "{start}"))


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    return int(value) if str(value).strip().isdigit() else None
