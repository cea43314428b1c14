"""LibreOffice turning many files at once into PDF or the old format of Word."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


def convert(files: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """Convert all in one run; the new files bear the old names with another ending."""
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)], capture_output=True, text=True, timeout=600
    )
    made = [folder / f"{file.stem}.{to.partition(':')[0]}" for file in files]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, (missing, done.stderr[-2000:])
    return made
