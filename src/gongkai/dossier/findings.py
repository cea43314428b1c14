"""What the proof of a package finds: departures, and remarks that are none."""

from dataclasses import dataclass, field
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    MISSING = "missing"
    FOREIGN = "foreign"
    MANIFEST = "manifest"
    ARCHIVE = "archive"
    SIGNATURE = "signature"
    CLOCK = "clock"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure: the file's name in the package, the kind, a sentence."""

    where: str
    kind: FindingKind
    message: str


@dataclass(slots=True)
class Report:
    """Everything found. `notes` are remarks that do not count as departures."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    number: str = ""
    digest: str = ""

    def add(self, where: str, kind: FindingKind, message: str) -> None:
        """Note a departure, once."""
        found = Finding(where, kind, message)
        if found not in self.findings:
            self.findings.append(found)

    @property
    def is_proved(self) -> bool:
        """Whether nothing departs from the manifest."""
        return not self.findings
