"""Addresses: made absolute, compared, and told from scripts and mail."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

_INDEX = re.compile(r"^/?(?:(?:index|default|main|home)(?:\.\w{2,5})?)?/?$", re.IGNORECASE)
_SAFE = "/:@!$&'()*+,;=~-._"


def absolute(base: str, href: str) -> str:
    """The absolute http(s) address without its fragment, or «» when the link leads to no page."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    if not href or href.startswith("#") or re.match(r"(?i)(javascript|mailto|tel|data|about|blob):", href):
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def same_address(url: str) -> str:
    """A key equal for addresses that lead to the same page: scheme, case of host, default port, escapes."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    if port not in {None, 80, 443}:
        host = f"{host}:{port}"
    path = quote(unquote(parts.path or "/"), safe=_SAFE)
    path = re.sub(r"/{2,}", "/", path)
    path = path.rstrip("/") or "/"
    query = "&".join(sorted(part for part in unquote(parts.query).split("&") if part))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def host_of(url: str) -> str:
    """The host in lower case, «» when there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """Whether the address is a site's first page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(_INDEX.match(parts.path)) and not parts.query
