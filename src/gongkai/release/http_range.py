"""Conditional and partial requests (RFC 9110): what a visitor's copy still covers, what part he wants."""

from __future__ import annotations

import re
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Any

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@lru_cache(maxsize=4096)
def http_date(second: int) -> str:
    """Return a moment (seconds since 1970, UTC) as an HTTP date."""
    return formatdate(second, usegmt=True)


def is_unchanged(environ: dict[str, Any], etag: str, modified: int, *, is_settled: bool) -> bool:
    """Whether the visitor's copy is the present one; an ETag given decides alone (section 13.2.2).

    A date decides only once the file `is_settled`: within a second it cannot tell two versions apart.
    """
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        return etag in known or known.strip() == "*"
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and is_settled and _second(since) >= modified


def wanted_range(environ: dict[str, Any], etag: str, modified: int, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for, or None if the whole file is to be sent.

    Several ranges, a malformed one, or one on condition of another version mean the whole file.
    Raises ValueError if the range lies outside the file (status 416).
    """
    asked = environ.get("HTTP_RANGE")
    match = ONE_RANGE.fullmatch(asked.strip()) if asked else None
    if match is None or not (match[1] or match[2]) or len(match[0]) > 64:
        return None
    condition = environ.get("HTTP_IF_RANGE")
    if condition and condition != etag and _second(condition) != modified:
        return None
    if not match[1]:
        first, last = max(size - int(match[2]), 0), size - 1
        if int(match[2]) == 0:
            raise ValueError("an empty suffix")
    else:
        first = int(match[1])
        last = min(int(match[2]), size - 1) if match[2] else size - 1
        if match[2] and int(match[2]) < first:
            return None
    if first >= size:
        raise ValueError("beyond the end")
    return first, last


def _second(date: str) -> int:
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (ValueError, TypeError, OverflowError):
        return -1
