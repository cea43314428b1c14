"""The real annual report, where it lies beside the project, offered for an upload by hand."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "GONGKAI_SEED_DIR"
_PROJECT = Path(__file__).resolve().parents[3]


def seed_report() -> Path | None:
    """The report as a text file, from GONGKAI_SEED_DIR or from shared/data/seed beside the project."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else _PROJECT.parent / "shared" / "data" / "seed"
    return next(iter(sorted(folder.glob("*.txt"))), None) if folder.is_dir() else None
