"""Files that are given out: which copy goes, and what screening found in it."""

from __future__ import annotations

from gongkai.kernel import private
from gongkai.kernel.models import PrivateFile
from gongkai.requests.models import GivenFile


def name_of(file: GivenFile) -> str:
    """What the file is called, for people."""
    return private.unseal_text(file.case.key, file.sealed_name, context="given")


def prepared_by(file: GivenFile, person_id: int) -> bool:
    """Whether the person added or redacted the file, and so may not be its second person."""
    return person_id in {file.added_by_id, file.redacted_by_id}


def outgoing(file: GivenFile) -> PrivateFile:
    """The copy that goes out: the redacted one where there is one."""
    return file.redacted or file.source


def open_findings(file: GivenFile) -> list[dict[str, object]]:
    """What screening found in the outgoing copy and nobody let pass."""
    passed = set(file.passed)
    return [
        dict(finding)
        for finding in outgoing(file).findings
        if finding.get("severity") == "block" and finding.get("key") not in passed
    ]
