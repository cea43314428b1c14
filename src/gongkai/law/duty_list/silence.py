"""What no calendar brings round: after how many months without anything new it is worth a look."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.catalogue.entries import Entry, Table, rows_at
from gongkai.law.duty_list.rhythm import RhythmKind

FILE = "duty_list.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceLimit(Entry):
    """A kind of rhythm without terms, by its code, and after how many months it counts as long silent."""

    months: int


SILENCE_LIMITS: Table[SilenceLimit] = Table(
    "没有固定期次的事项多久没有公开要看一看",
    (SilenceLimit(months=row["months"], **entry) for row, entry in rows_at(FILE, "silence")),
)


def silence_months(kind: RhythmKind) -> int | None:
    """The months after which a line of that kind is long silent; None for what comes round by itself."""
    return SILENCE_LIMITS[kind.value].months if kind.value in SILENCE_LIMITS else None
