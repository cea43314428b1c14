"""Many at once: what can be done is done, and what could not says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gongkai.kernel.errors import NotVisible, Refused


@dataclass
class BulkResult:
    """Which items were done, and why the others were not."""

    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def in_bulk(item_ids: Iterable[int], act: Callable[[int], object]) -> BulkResult:
    """Run the act for each item, each in its own transaction; refusals are collected, never raised."""
    result = BulkResult()
    for item_id in dict.fromkeys(item_ids):
        try:
            act(item_id)
        except NotVisible:
            result.refused.append((item_id, "没有这条信息。"))
        except Refused as refusal:
            result.refused.append((item_id, refusal.message))
        else:
            result.done.append(item_id)
    return result
