"""The release of a measured installation: baked once, so that publications and requests find it there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.installation import ROOT, start_django

MARK = "baked"


def bake_once(values: dict[str, str]) -> None:
    """See that the installation's release is there; baked by another process the first time."""
    if not (Path(values["GONGKAI_DIR"]) / MARK).exists():
        subprocess.run([sys.executable, "-m", "bench.baking"], env=values, cwd=ROOT, check=True)


def main() -> None:
    """Bake the installation that the environment names."""
    start_django()
    from gongkai.portal.publication import bake_all

    bake_all()
    (Path(os.environ["GONGKAI_DIR"]) / MARK).touch()


if __name__ == "__main__":
    main()
