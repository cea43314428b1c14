"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How far an issue reaches."""

    BLOCKS = "blocks"
    BLOCKS_APPROVAL = "blocks_approval"
    WARNS = "warns"

    @property
    def order(self) -> int:
        """Gravest first."""
        return list(Level).index(self)

    @property
    def label(self) -> str:
        """The word on the screen."""
        return {"blocks": "必须改正", "blocks_approval": "审核前须处理", "warns": "请留意"}[self.value]


@dataclass(frozen=True)
class Issue:
    """One thing to mend or to know: which field, what to do. `key` names a finding that can be let pass."""

    check: str
    level: Level
    field: str
    message: str
    key: str = ""
    excerpt: str = ""
