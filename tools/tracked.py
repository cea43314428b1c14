"""Which files belong to the source tree: what git tracks or would track."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tracked_files(root: Path = ROOT) -> list[Path]:
    """Absolute paths of the tracked and the not ignored files under `root` that exist, in order of name.

    Raises subprocess.CalledProcessError outside a git clone.
    """
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout
    names = sorted(name for name in listing.decode().split("\0") if name)
    return [root / name for name in names if (root / name).is_file()]
