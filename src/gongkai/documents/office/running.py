"""Many files through LibreOffice in as few runs as possible; one that hangs does not cost the others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gongkai.documents.letters.converting import run_office, write_profile
from gongkai.documents.letters.errors import ConversionFailed
from gongkai.documents.limits import MEGABYTE

SECONDS = 60.0
SECONDS_EACH = 5.0
#: Larger than any docx an office file becomes; what comes out larger is not taken.
MOST_BYTES = 200 * MEGABYTE
# A file that hangs costs a whole run; a folder of them may not cost the day.
_MOST_HANGS = 2
_MOST_RUNS = 8
_TARGETS = {"doc": "docx", "rtf": "docx", "docx": "docx", "xls": "xlsx", "xlsx": "xlsx"}
_FILTERS = {"docx": "docx", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def is_installed() -> bool:
    """Whether there is a LibreOffice to convert with."""
    return shutil.which("soffice") is not None


def convert_paths(
    endings: Mapping[Path, str],
    folder: Path,
    *,
    seconds: float = SECONDS,
    seconds_each: float = SECONDS_EACH,
    most_bytes: int = MOST_BYTES,
) -> dict[Path, Path]:
    """Make docx or xlsx files in ``folder`` of files that are doc, rtf or xls by content.

    The result tells for each file that was converted where it lies now; a file missing there failed, hung or
    came out larger than ``most_bytes``. A run may take ``seconds`` and ``seconds_each`` for every file in
    it; memory and output are bounded. No process is left over. Nothing is converted without LibreOffice.
    """
    made: dict[Path, Path] = {}
    if not is_installed():
        return made
    for target in dict.fromkeys(_TARGETS[ending] for ending in endings.values()):
        chosen = {path: ending for path, ending in endings.items() if _TARGETS[ending] == target}
        made |= _converted(chosen, folder.resolve(), target, (seconds, seconds_each), most_bytes)
    return made


def _converted(
    endings: Mapping[Path, str], folder: Path, target: str, time: tuple[float, float], most_bytes: int
) -> dict[Path, Path]:
    """Convert until every file is made or was the first one missing after a run: that one is to blame."""
    with tempfile.TemporaryDirectory(prefix="gongkai-office-", dir=folder) as name:
        workplace = Path(name)
        (workplace / "in").mkdir()
        write_profile(workplace)
        sources = {
            path: workplace / "in" / f"{n}.{ending}" for n, (path, ending) in enumerate(endings.items())
        }
        for path, source in sources.items():
            shutil.copyfile(path, source)
        pending = list(sources.values())
        hangs = runs = 0
        while pending and hangs < _MOST_HANGS and runs < _MOST_RUNS:
            seconds = time[0] + time[1] * len(pending)
            hangs += not _ran(workplace, pending, target, seconds)
            runs += 1
            pending = [source for source in pending if not _made(workplace, source, target).exists()][1:]
        made: dict[Path, Path] = {}
        for path, source in sources.items():
            out = _made(workplace, source, target)
            if out.is_file() and 0 < out.stat().st_size <= most_bytes:
                made[path] = out.rename(folder / f"{workplace.name}-{out.name}")
        return made


def _ran(workplace: Path, sources: list[Path], target: str, seconds: float) -> bool:
    """Run LibreOffice over the files; return False when it had to be stopped."""
    program = shutil.which("soffice") or ""
    try:
        run_office(program, workplace, sources, timeout=seconds, target=_FILTERS[target], is_bounded=True)
    except ConversionFailed:
        return False
    return True


def _made(workplace: Path, source: Path, target: str) -> Path:
    return workplace / "out" / f"{source.stem}.{target}"
