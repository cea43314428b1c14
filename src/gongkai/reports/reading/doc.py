"""Old Word and WPS files and rich text, made docx by LibreOffice and then read; many in one run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai.documents import FileRefused, sniff
from gongkai.documents.office import convert_paths
from gongkai.documents.ole import SIGNATURE
from gongkai.reports.reading.docx import read_docx
from gongkai.reports.reading.limits import LIMITS
from gongkai.reports.reading.refusals import ReportUnreadable
from gongkai.reports.source import Source

SECONDS = 60
_SECONDS_EACH = 5
_RICH_TEXT = b"{\\rtf"
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
        made = _converted({path: ending}, Path(folder))
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
    return _converted({path: _ending(path) for path in paths if _may_be_converted(path)}, folder)


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


def _converted(endings: Mapping[Path, str], folder: Path) -> dict[Path, Path]:
    kinds = {path: ending.removeprefix(".") for path, ending in endings.items()}
    return convert_paths(kinds, folder, seconds=SECONDS, seconds_each=_SECONDS_EACH)
