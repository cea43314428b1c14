"""What is proposed for each field of an item, with its source, as the drop keeps it and as people see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

#: The fields a confirming look goes over, in the order of the page.
FIELDS = (
    "title", "doc_number", "formed_on", "issuer", "column", "mode", "ground", "genre", "topic",
    "effective_on", "expires_on",
)  # fmt: skip
DATES = frozenset({"formed_on", "effective_on", "expires_on"})
Value = str | int | date | None
NOBODY_READ_IT = "没有读出，请填写。"


@dataclass(frozen=True)
class Proposal:
    """One field as proposed: its value, the text and place it comes from, and whether that is sure."""

    value: Value = None
    source: str = ""
    where: str = ""
    is_sure: bool = True
    doubt: str = ""
    others: tuple[Value, ...] = ()


def kept(proposals: Mapping[str, Proposal]) -> dict[str, dict[str, Any]]:
    """The proposals as JSON: dates as 2026-05-08."""
    return {
        name: {
            "value": _plain(one.value), "source": one.source, "where": one.where, "is_sure": one.is_sure,
            "doubt": one.doubt, "others": [_plain(other) for other in one.others],
        }
        for name, one in proposals.items()
    }  # fmt: skip


def _plain(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def restored(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Proposal]:
    """The proposals as they were kept, every field of FIELDS among them."""
    found = {name: _restored(name, one) for name, one in stored.items()}
    return {name: found.get(name, Proposal()) for name in FIELDS}


def _restored(name: str, one: Mapping[str, Any]) -> Proposal:
    return Proposal(
        value=_typed(name, one["value"]), source=one["source"], where=one["where"], is_sure=one["is_sure"],
        doubt=one["doubt"], others=tuple(_typed(name, other) for other in one["others"]),
    )  # fmt: skip


def _typed(name: str, value: Any) -> Value:
    return date.fromisoformat(value) if name in DATES and value else value


def left_unseen(
    proposals: Mapping[str, Proposal], values: Mapping[str, object], looked: Iterable[str]
) -> dict[str, str]:
    """The unsure fields nobody looked at: neither ticked as checked nor changed. Field → what to look at."""
    ticked = set(looked)
    return {
        name: one.doubt or NOBODY_READ_IT
        for name, one in proposals.items()
        if not one.is_sure and name not in ticked and is_same(values.get(name), one.value)
    }


def is_same(given: object, proposed: Value) -> bool:
    """Whether the given value is the proposed one; blank and absent are the same."""
    return (given if given not in ("", None) else None) == (proposed if proposed != "" else None)
