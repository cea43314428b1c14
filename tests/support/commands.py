"""Running `gongkai` as a process of its own, as an administrator would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.tracked import ROOT

COMMAND = [sys.executable, "-m", "gongkai.cli.main"]
SECONDS = 240


def environment(**extra: str) -> dict[str, str]:
    """The environment of a fresh shell: no settings chosen, no database named."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GONGKAI_") and name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    return kept | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | extra


def gongkai(*arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; the environment may be added to."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True, text=True, env=environment(**extra), timeout=SECONDS, cwd=ROOT,
    )  # fmt: skip


def gongkai_ok(*arguments: str | Path, **extra: str) -> str:
    """Run the command, which must end with code 0; returns what it printed."""
    done = gongkai(*arguments, **extra)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
