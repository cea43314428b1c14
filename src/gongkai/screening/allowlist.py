"""Numbers that may stand in public text, such as the office's own telephone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from gongkai.screening.findings import Finding
from gongkai.screening.folding import fold


@runtime_checkable
class Allowlist(Protocol):
    """Says whether a finding is known and allowed.

    A protocol, so that a store of keyed hashes can answer without keeping any number in the clear.
    It is asked only about overridable findings.
    """

    def allows(self, finding: Finding) -> bool:
        """Return True when the finding may go out without a word."""
        ...


class NothingAllowed:
    """The empty allow list."""

    def allows(self, finding: Finding) -> bool:
        """Allow nothing."""
        return False


class ValueAllowlist:
    """An allow list of numbers kept in memory, compared in their normalised form."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = frozenset(normalised_value(value) for value in values)

    def allows(self, finding: Finding) -> bool:
        """Return True when the finding's normalised value is in the list."""
        return finding.value in self._values


def normalised_value(text: str) -> str:
    """Return a number the way ``Finding.value`` has it: half-width, without spaces, hyphens or +86."""
    folded = fold(text).text
    compact = "".join(char for char in folded if char.isalnum()).upper()
    if len(compact) == 13 and compact.startswith("861"):
        return compact[2:]
    return compact
