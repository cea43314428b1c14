"""A decision: one part for each piece of information asked for, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_FACTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """What is decided on one piece of information: codes of OUTCOMES, GROUNDS and FACTS.

    Dates among the facts are written YYYY-MM-DD, a confirmed fact as 是.
    """

    title: str
    outcome: str
    grounds: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)

    def fact(self, code: str) -> str:
        """A fact without its blanks; empty where it is not there."""
        return self.facts.get(code, "").strip()

    def has(self, code: str) -> bool:
        """Whether the fact is filled in."""
        return bool(self.fact(code))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is missing or cannot stand: the path of the field, and a Chinese sentence."""

    field: str
    text: str

    def __str__(self) -> str:
        return self.text
