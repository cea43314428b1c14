"""What the organ's register of documents says of a number."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.kernel.models import Organ
from gongkai.register.queries import entry_by_number


@dataclass(frozen=True)
class Registered:
    """The mode of disclosure entered for a document, and the ground where it is not disclosed."""

    mode: str
    ground: str


def registered(organ: Organ, number: str) -> Registered | None:
    """The register's entry of the number; None where there is none."""
    entry = entry_by_number(organ, number)
    return Registered(entry.mode, entry.ground) if entry is not None and entry.mode else None
