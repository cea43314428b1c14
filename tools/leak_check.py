"""What no file of the tree may say: a package registry's host, or a path that exists on one machine only.

An organ installs inside a closed network from whatever mirror its own pip is set to; a host written down
here would break that set-up or go round it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tracked import ROOT, tracked_files

# Written so that no pattern matches its own source.
EVERYWHERE = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.|npmmirror\.|unpkg\.|jsdelivr\.|cdnjs\."
    r"|mirrors?\.(?:aliyun|cloud|tuna|ustc|163|huaweicloud)\.|tuna\.tsinghua"
    r"|(?<![\w./:-])/(?:work|root|home)/\w|/opt/(?:pypi|wheels)"
)
IN_REQUIREMENTS = re.compile(r"^-+[A-Za-z].*|https?:/", re.MULTILINE)


def findings(paths: list[Path], root: Path = ROOT) -> Iterator[str]:
    """One line per offence, in the form `path:line: what`. Files that are not UTF-8 text are passed over."""
    for path in paths:
        relative = path.relative_to(root)
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        patterns = [EVERYWHERE, IN_REQUIREMENTS] if relative.parts[0] == "requirements" else [EVERYWHERE]
        for pattern in patterns:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{relative}:{line}: names a host or a machine's path: {match.group()}"


if __name__ == "__main__":
    offences = list(findings(tracked_files()))
    sys.stdout.writelines(f"{line}\n" for line in offences)
    sys.exit(1 if offences else 0)
