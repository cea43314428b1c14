"""Old Word and WPS files and rich text, made docx by LibreOffice and then read; many in one run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai.documents import FileRefused, sniff
from gongkai.documents.letters import ConversionFailed
from gongkai.documents.letters.converting import run_office, write_profile
from gongkai.documents.ole import SIGNATURE
from gongkai.reports.reading.docx import read_docx
from gongkai.reports.reading.limits import LIMITS
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Source

SECONDS = 60
_SECONDS_EACH = 5
_RICH_TEXT = b"{\\rtf"
# A file that hangs costs a whole run; a folder of them may not cost the day.
_MOST_HANGS = 2
_ABSENT = (
    "这是旧版 Word 或 WPS 文件，读取它需要 LibreOffice，而本机没有安装。"
    "请安装 libreoffice-writer-nogui，或者用 Word、WPS 另存为 docx 后重试。"
)
_FAILED = "旧版 Word 或 WPS 文件无法转换，没有读取。请用 Word 或 WPS 打开，另存为 docx 后重试。"


def read_doc(path: Path) -> Source:
    """Read a doc, wps or rtf file.

    Raises FileRefused or ReportUnreadable when it is locked, has macros, is damaged, or when LibreOffice is
    missing, fails or takes too long.
    """
    ending = _ending(path)
    if ending == ".doc":
        sniff("report.doc", path, limits=LIMITS)
    if shutil.which("soffice") is None:
        raise ReportUnreadable(_ABSENT)
    with tempfile.TemporaryDirectory(prefix="gongkai-doc-") as folder:
        made = _converted([path], Path(folder))
        if path not in made:
            raise ReportUnreadable(_FAILED)
        return read_docx(made[path], file_type=ending.removeprefix("."))


def convert_many(paths: Sequence[Path], folder: Path) -> Mapping[Path, Path]:
    """Make docx files of all the doc, wps and rtf files among ``paths`` in as few runs as possible.

    The result tells for each file that was converted where its docx lies in ``folder``. Whatever is missing
    was of another kind, was refused or failed; reading it by itself tells why.
    """
    if shutil.which("soffice") is None:
        return {}
    return _converted([path for path in paths if _may_be_converted(path)], folder.resolve())


def _may_be_converted(path: Path) -> bool:
    try:
        ending = _ending(path)
        if ending == ".doc":
            sniff("report.doc", path, limits=LIMITS)
    except (OSError, FileRefused):
        return False
    return ending != ""


def _ending(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(len(SIGNATURE))
    if head == SIGNATURE:
        return ".doc"
    return ".rtf" if head.startswith(_RICH_TEXT) else ""


def _converted(paths: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Convert until every file is made or was the first one missing after a run: that one is to blame."""
    with tempfile.TemporaryDirectory(prefix="gongkai-office-", dir=folder) as name:
        workplace = Path(name)
        (workplace / "in").mkdir()
        write_profile(workplace)
        sources = {
            path: workplace / "in" / f"{n}{_ending(path)}" for n, path in enumerate(dict.fromkeys(paths))
        }
        for path, source in sources.items():
            shutil.copyfile(path, source)
        pending = list(sources.values())
        hangs = 0
        while pending and hangs < _MOST_HANGS:
            hangs += not _ran(workplace, pending)
            pending = [source for source in pending if not _docx(workplace, source).exists()][1:]
        made: dict[Path, Path] = {}
        for path, source in sources.items():
            docx = _docx(workplace, source)
            if docx.exists():
                made[path] = docx.rename(folder / f"{workplace.name}-{docx.name}")
        return made


def _ran(workplace: Path, sources: Sequence[Path]) -> bool:
    """Run LibreOffice over the files; return False when it had to be stopped."""
    seconds = SECONDS + _SECONDS_EACH * len(sources)
    try:
        run_office(shutil.which("soffice") or "", workplace, sources, timeout=seconds, target="docx")
    except ConversionFailed:
        return False
    return True


def _docx(workplace: Path, source: Path) -> Path:
    return workplace / "out" / f"{source.stem}.docx"
