"""One file read in a process of its own, which then tells what came of it and what it took.

python -m tests.documents.official.read_alone NAME < file
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from gongkai.documents.errors import FileRefused
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.official import read_official


def main() -> None:
    """Print one JSON line: kind, message, seconds, and the most memory in MB of this and of LibreOffice."""
    data = sys.stdin.buffer.read()
    before = time.perf_counter()
    try:
        reading = read_official(data, sys.argv[1])
        kind, message = "read", "；".join(reading.notes)
    except (FileRefused, ConversionFailed) as refused:
        kind, message = type(refused).__name__, refused.message
    seconds = time.perf_counter() - before
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    said = {
        "kind": kind,
        "message": message,
        "seconds": seconds,
        "own_mb": most_of_own(),
        "office_mb": theirs,
    }
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")


def most_of_own() -> int:
    """The most this process ever held, in MB; unlike ru_maxrss it leaves out the process it was born of."""
    (line,) = (each for each in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in each)
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
