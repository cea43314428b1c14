"""Files that want to cost time and memory, and a process with little of both to read them in."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

_MEMORY = 1_200 * 1024 * 1024
_SCRIPT = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from gongkai.reports.reading import ReportUnreadable, read_source
try:
    source = read_source(Path(sys.argv[1]))
    print("read", len(source.blocks))
except ReportUnreadable as refused:
    print(refused.message)
"""


def told_in_a_small_process(path: Path, *, seconds: float = 40) -> str:
    """What the reader says of a file, in a process with an address space of 1.2 GB.

    The process is killed when it takes longer; a lack of memory ends it with a traceback.
    """
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(memory=_MEMORY), str(path)],
        capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def repacked(package: bytes, changed: dict[str, bytes], *, level: int = 9) -> bytes:
    """A package with some members changed or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        members = {name: old.read(name) for name in old.namelist()} | changed
        for name, content in members.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED, level)
    return stream.getvalue()
