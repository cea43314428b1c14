"""Where a rule comes from, since when it holds, and how sure we are of it.

Every rule and every code of this package carries a `Basis`. What is not certain lives in the
tables under `data/` and is confirmed by the organ when it sets the system up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Certainty(StrEnum):
    """How a statement of the law was obtained."""

    SEEN = "seen"
    MIRROR = "mirror"
    MEM = "mem"
    LOCAL = "local"
    INFER = "infer"

    @property
    def label(self) -> str:
        """The word shown to staff."""
        return _LABELS[self]


_LABELS: Mapping[Certainty, str] = {
    Certainty.SEEN: "已核对原文",
    Certainty.MIRROR: "已核对转载本",
    Certainty.MEM: "凭一般了解，未见原文",
    Certainty.LOCAL: "地方或行业做法",
    Certainty.INFER: "由规定推断",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """The legal basis of one rule: article, source, the days it is in force, certainty.

    `effective_from` and `effective_to` are local dates, both included; None means open.
    """

    article: str
    source: str
    effective_from: date | None
    effective_to: date | None
    certainty: Certainty

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on that local date."""
        starts = self.effective_from is None or self.effective_from <= on
        return starts and (self.effective_to is None or on <= self.effective_to)

    @property
    def needs_confirmation(self) -> bool:
        """Whether the organ must confirm the value at set-up: no text of the rule was read."""
        return self.certainty not in (Certainty.SEEN, Certainty.MIRROR)


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value of the law together with its basis; the two are never handed on apart."""

    value: T
    basis: Basis


def read_basis(table: Mapping[str, Any], default: Basis | None = None) -> Basis:
    """Read a basis from a table row; fields left out are taken from `default`.

    Raises KeyError if a field is missing and there is no default, ValueError for an unknown certainty.
    """
    if default is None:
        return Basis(
            article=table["article"],
            source=table["source"],
            effective_from=table.get("effective_from"),
            effective_to=table.get("effective_to"),
            certainty=Certainty(table["certainty"]),
        )
    # A row that names its own source does not inherit the dates of another document.
    same_source = "source" not in table
    return Basis(
        article=table.get("article", default.article),
        source=table.get("source", default.source),
        effective_from=table.get("effective_from", default.effective_from if same_source else None),
        effective_to=table.get("effective_to", default.effective_to if same_source else None),
        certainty=Certainty(table["certainty"]) if "certainty" in table else default.certainty,
    )
