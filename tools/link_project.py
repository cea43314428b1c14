"""Makes this clone importable in an environment without a build backend, and gives it the `gongkai` command.

The run-time requirements hold no build backend, so `pip install -e .` would have to fetch one. A path file
and a launcher are all that an editable install amounts to.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Begun by the shell, because the path of the interpreter may be too long, or hold a space, for a `#!` line.
LAUNCHER = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys
from gongkai.cli.main import main
if __name__ == "__main__":
    sys.exit(main())
"""


def link(root: Path, site_packages: Path, scripts: Path) -> None:
    """Write `gongkai-clone.pth` and `bin/gongkai` for the clone at `root`; safe to repeat."""
    (site_packages / "gongkai-clone.pth").write_text(f"{root / 'src'}\n{root}\n", encoding="utf-8")
    launcher = scripts / "gongkai"
    launcher.write_text(LAUNCHER.format(python=scripts / "python"), encoding="utf-8")
    launcher.chmod(0o755)


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("请用 .venv/bin/python 运行本程序。")
    link(ROOT, Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("scripts")))
