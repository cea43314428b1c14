"""How large and how deep a file handed in may be."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; sizes in bytes.

    ``max_inflated`` bounds everything one file unpacks to, nested archives included. ``max_ratio`` is
    inflated to packed size and counts only above ``ratio_floor``, since small XML packs very well. A
    single part larger than ``max_part`` is not read for its text, and reported as unread.
    """

    max_bytes: int = 50 * MEGABYTE
    max_inflated: int = 300 * MEGABYTE
    max_members: int = 4000
    max_ratio: int = 150
    ratio_floor: int = 4 * MEGABYTE
    max_depth: int = 2
    max_pages: int = 3000
    max_part: int = 80 * MEGABYTE


DEFAULT_LIMITS = Limits()
