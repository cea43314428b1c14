"""From one page of a list to the next: links, numbered files, a script's call; nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from gongkai.documents.listings.addresses import absolute, host_of, same_address
from gongkai.documents.listings.markup import spaced_text

_NEXT = re.compile(r"(?:下一?页|后一?页|后页|next(?:page)?|[>›»])\s*[>›»]*", re.IGNORECASE)
_ARROW = re.compile("[>›»]+")
_CALL = re.compile(r"\bcreatePageHTML\s*\(([^()]{1,300})\)", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:var\s+)?(?:countPage|pageCount|totalPages?|nPageCount)\s*=\s*[\"']?(\d{1,5})\b")
_CURRENT = re.compile(r"\b(?:var\s+)?(?:currentPage|nCurrIndex|curPage)\s*=\s*[\"']?(\d{1,5})\b")
_TOTAL_WORDS = re.compile(r"共\s*(\d{1,5})\s*页|(?:第\s*)?\d{1,5}\s*/\s*(\d{1,5})\s*页?")
_PAGER_SIGNS = re.compile(
    r"下一?页|后一?页|尾页|末页|加载更多|createPageHTML|laypage"
    r"|(?:class|id)\s*=\s*[\"'][^\"']*(?:pager|paging|pagination|fenye|page-?(?:bar|list|box|num)|turn-?page)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Onward:
    """Where the next page is (`url`, «» if nowhere), and whether this is certainly the last (`is_last`)."""

    url: str
    is_last: bool


def onward(root: etree._Element, text: str, url: str, number: int, next_words: Sequence[str] = ()) -> Onward:
    """The way on from page `number` (the first is 1), read at `url`; only addresses on the same host."""
    called = _from_call(text, url)
    if called is not None:
        return called
    link, dead = _next_link(root, url, next_words)
    link = link or _numbered_link(root, url, number)
    if link:
        return Onward(link, False)
    total = _total(root)
    if total is not None:
        return Onward("", number >= total)
    if dead:
        return Onward("", dead == "last" or (dead == "unbound" and number > 1))
    shown = _PAGER_SIGNS.search(text) is not None or any(word in text for word in next_words)
    return Onward("", number > 1 or not shown)


def _from_call(text: str, url: str) -> Onward | None:
    """createPageHTML(5, 0, "index", "html"): pages are index.html, index_1.html … index_4.html."""
    for call in _CALL.finditer(text):
        arguments = [part.strip().strip("\"'") for part in call[1].split(",")]
        numbers = [int(part) for part in arguments if part.isdigit()]
        names = [part for part in arguments if re.fullmatch(r"[A-Za-z_][\w-]*", part)]
        if len(numbers) >= 2 and len(names) >= 2:
            return _numbered_file(url, numbers[0], numbers[1], names[-2], names[-1])
    count, current = _COUNT.search(text), _CURRENT.search(text)
    file = re.search(r"/([A-Za-z]\w*?)(?:_\d+)?\.(s?html?)$", url.split("?")[0])
    if count and current and file and f'"{file[1]}' in text:
        return _numbered_file(url, int(count[1]), int(current[1]), file[1], file[2])
    return None


def _numbered_file(url: str, count: int, current: int, name: str, ending: str) -> Onward:
    if current + 1 >= count:
        return Onward("", True)
    return Onward(urljoin(url.split("?")[0], f"{name}_{current + 1}.{ending}"), False)


def _next_link(root: etree._Element, url: str, next_words: Sequence[str]) -> tuple[str, str]:
    """The link to the next page. Without one, what its words are: «last» when switched off or leading here,
    «script» when they call a script, «unbound» when a script may be tied to them from elsewhere.
    """
    dead = ""
    for element in root.iter("a", "link", "span", "button", "li"):
        words = spaced_text(element) or (element.get("title") or "").strip()
        named = element.get("rel") == "next" or bool(_NEXT.fullmatch(words)) or words in next_words
        if not named or (element.tag != "a" and element.find(".//a") is not None):
            continue
        href = element.get("href") or ""
        target = absolute(url, href)
        if target and host_of(target) == host_of(url) and same_address(target) != same_address(url):
            return target, ""
        if not _ARROW.fullmatch(words):
            dead = dead or _deadness(element, href, bool(target))
    return "", dead


def _deadness(element: etree._Element, href: str, leads_here: bool) -> str:
    if leads_here or _is_off(element) or element.tag in {"span", "li"}:
        return "last"
    called = re.match(r"(?i)javascript:\s*[\w.]+\s*\(\s*[^)\s0]", href)
    return "script" if element.get("onclick") or called else "unbound"


def _is_off(element: etree._Element) -> bool:
    return element.get("disabled") is not None or "disabled" in (element.get("class") or "")


def _numbered_link(root: etree._Element, url: str, number: int) -> str:
    """The link that shows the number of the next page, when others of its kind stand beside it."""
    links = [one for one in root.iter("a") if re.fullmatch(r"\d{1,4}", spaced_text(one))]
    for element in links:
        target = absolute(url, element.get("href") or "") if spaced_text(element) == str(number + 1) else ""
        if target and host_of(target) == host_of(url) and same_address(target) != same_address(url):
            return target
    return ""


def _total(root: etree._Element) -> int | None:
    found = _TOTAL_WORDS.search(spaced_text(root))
    return int(found[1] or found[2]) if found and "页" in found[0] else None
