"""The address behind a script-built list, where it stands plainly in the scripts; nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from gongkai.documents.listings.addresses import absolute, host_of

#: How a script names an address it asks: url: "…", $.get("…"), fetch("…"), open("GET", "…").
_ASKED = re.compile(
    r"""(?:\burl\s*[:=]\s*|\b(?:fetch|ajax|getJSON|get|post|axios)\s*\(\s*|\bopen\s*\(\s*["'](?:GET|POST)["']\s*,\s*)
        ["'`]([^"'`\s<>]{3,400})["'`]""",
    re.VERBOSE | re.IGNORECASE,
)
_METHOD = re.compile(
    r"\b(?:type|method)\s*[:=]\s*[\"'](GET|POST)[\"']|\$\.(get|post)\s*\(|\.(getJSON)\s*\(", re.IGNORECASE
)
#: Only what reads a list is asked; what counts, saves or logs in is never touched.
_READS = re.compile(r"(?i)list|query|search|json|data|page|find|article|info|news|content|record|get")
_ACTS = re.compile(
    r"(?i)save|add|insert|delete|remove|update|edit|submit|log(?:in|out)|vote|hits?\b|click|visit|count|upload"
)
_JSONP = re.compile(r"dataType\s*:\s*[\"']jsonp[\"']", re.IGNORECASE)
_JSONP_NAME = re.compile(r"\bjsonp\s*:\s*[\"'](\w+)[\"']")
_DATA = re.compile(r"\b(?:data|params|body)\s*:\s*\{([^{}]{0,1500})\}|,\s*\{([^{}]{1,1500})\}", re.DOTALL)
_PAIR = re.compile(r"[\"']?([A-Za-z_]\w*)[\"']?\s*:\s*(?:[\"']([^\"']*)[\"']|(-?\d+)|([A-Za-z_$][\w.$]*))")
_VALUE = r"\b{name}\s*=\s*(?:[\"']([^\"']{{0,200}})[\"']|(\d+))"
_PAGE_NAMES = re.compile(
    r"(?i)^(page|pageno|pagenum|pagenumber|pageindex|curpage|currentpage|currpage|p|pn|pno|nowpage)$"
)
_SIZE_NAMES = re.compile(r"(?i)^(pagesize|size|limit|rows|perpage|pagelimit|ps|num|count)$")
_SCRIPT_FILE = re.compile(r"<script[^>]+\bsrc\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_INLINE = re.compile(r"<script\b[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_LIBRARY = re.compile(r"(?i)jquery|bootstrap|vue|react|swiper|layui|polyfill|analytics|share|hm\.js|min\.js")
_PAGE_FILE = re.compile(r"(?i)\.(css|js|png|jpe?g|gif|svg|ico|s?html?)(\?|$)")


@dataclass(frozen=True, slots=True)
class Request:
    """A request a script makes, with `{page}`, `{start}` and `{end}` where it counts."""

    url: str
    method: str = "GET"
    form: str = ""
    page_size: int = 0
    first_page: int = 1


def script_files(text: str, url: str) -> list[str]:
    """Script files of the same host that are no known libraries, in order."""
    found = dict.fromkeys(absolute(url, source) for source in _SCRIPT_FILE.findall(text))
    return [one for one in found if one and host_of(one) == host_of(url) and not _LIBRARY.search(one)]


def inline_scripts(text: str) -> str:
    """All scripts that stand in the page."""
    return "\n".join(_INLINE.findall(text))


def requests_in(script: str, base: str) -> list[Request]:
    """Requests to the same host that a script makes, in order, each once."""
    return list(dict.fromkeys(_requests(script, base)))


def _requests(script: str, base: str) -> Iterator[Request]:
    for asked in _ASKED.finditer(script):
        url = absolute(base, asked[1].split("#")[0])
        path = url.split("?")[0]
        if not url or host_of(url) != host_of(base) or _PAGE_FILE.search(path):
            continue
        after = script[asked.end() : asked.end() + 800]
        method = _method(script[max(0, asked.start() - 120) : asked.start(1)], after[:300])
        pairs = _pairs(after, script)
        if _JSONP.search(after[:400]):
            name = _JSONP_NAME.search(after[:400])
            pairs.append((name[1] if name else "callback", "callback"))
        request = _request(url, method, pairs)
        if _READS.search(path) and not _ACTS.search(path):
            yield request


def _method(before: str, after: str) -> str:
    """GET or POST, from the call itself or what stands beside the address in the same call."""
    same_call = re.split("[;}]", before)[-1]
    named = _METHOD.search(same_call) or _METHOD.search(re.split(r"\}\s*\)|;", after)[0])
    return (named[1] or named[2] or "GET").upper() if named else "GET"


def _pairs(after: str, script: str) -> list[tuple[str, str]]:
    """Names and values sent with the request; a variable is looked up where it is set plainly."""
    found = _DATA.search(after)
    pairs = []
    for name, text, number, variable in _PAIR.findall((found[1] or found[2] or "") if found else ""):
        value = text or number
        if variable:
            known = re.search(_VALUE.format(name=re.escape(variable)), script)
            value = (known[1] or known[2] or "") if known else ""
        pairs.append((name, value))
    return pairs


def _request(url: str, method: str, pairs: list[tuple[str, str]]) -> Request:
    base, _, query = url.partition("?")
    parts = [part.partition("=") for part in query.split("&") if part]
    in_query = [(name, value) for name, _sign, value in parts]
    sent = [(name, quote(value, safe="")) for name, value in pairs]
    if method == "GET":
        in_query, sent = [*in_query, *sent], []
    size, first = 0, 1
    for name, value in [*in_query, *sent]:
        if _SIZE_NAMES.match(name) and value.isdigit():
            size = int(value)
        if _PAGE_NAMES.match(name) and value == "0":
            first = 0
    query_text, form = _joined(in_query), _joined(sent)
    full = f"{base}?{query_text}" if query_text else base
    return Request(full, method, form, size or _span(in_query), first)


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={_counted(name, value)}" for name, value in pairs)


def _counted(name: str, value: str) -> str:
    """The place to fill in, for names that count pages or records; else the value as it stands."""
    if _PAGE_NAMES.match(name):
        return "{page}"
    return {"startrecord": "{start}", "endrecord": "{end}"}.get(name.lower(), value)


def _span(pairs: list[tuple[str, str]]) -> int:
    known = {name.lower(): value for name, value in pairs}
    begun, ended = known.get("startrecord", ""), known.get("endrecord", "")
    return int(ended) - int(begun) + 1 if begun.isdigit() and ended.isdigit() else 0
