"""Checking a report for the public: how much, how often, how many at once; nothing of the file is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from gongkai.kernel import gate
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.portal.requests.door import address_of
from gongkai.portal.requests.uploads import MOST_BYTES, SealedUploads
from gongkai.reporting.apart import Answer, FileHere, read_apart

PURPOSE = "report.check"
#: How many one process of the server reads at the same time, how many more may stand in line, and how long.
#: Whoever waits holds a thread of the server, which has eight.
AT_ONCE, IN_LINE, TURN_SECONDS = 2, 2, 3.0
ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xls", ".et", ".ods", ".html", ".htm", ".pdf", ".txt")
FIELDS = ("file", "previous")
#: What surrounds the files in the body.
_ENVELOPE = 64 * 1024
_MOST_NAME = 150
_TOO_LARGE = "文件合计超过 20 MB，没有核对。请压缩其中的图片，或者只保留年度报告本身后重试。"
_NO_FILE = (
    "没有收到文件。请用 multipart/form-data 上传，年报放在 file 一项，上一年的年报可以放在 previous 一项。"
)
_SEVERAL = "每次核对一份年报，上一年的年报也只能有一份。"
_OTHER_KIND = "“{name}”不是可以核对的文件。可以核对 docx、doc、wps、rtf、xlsx、xls、et、ods、html、pdf、txt。"
_OFTEN = "这个网络地址核对得太频繁，请一小时后再试；自己的电脑上也可以用命令 gongkai report check 核对。"
_BUSY = "正在核对的文件较多，请过一会儿再试。"
_PREVIOUS = "上一年的年报没有读出：{error}"
_turns, _line = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE + IN_LINE)


class Unread(Refused):
    """The report could not be read, or took too long."""

    code = "unread"


def checked(request: HttpRequest, uploads: SealedUploads, now: datetime) -> tuple[str, Answer]:
    """The posted report's name and what came of it.

    Raises Refused with one of the codes too_large, no_file, other_kind, too_often, busy, unread.
    """
    file, previous = _files(request, uploads)
    if not gate.allow(
        PURPOSE, address_of(request), limit=settings.GONGKAI_REPORT_CHECKS_PER_HOUR,
        per=timedelta(hours=1), now=now,
    ):  # fmt: skip
        raise Refused(_OFTEN, code="too_often")
    with _turn(), tempfile.TemporaryDirectory(prefix="gongkai-public-") as folder:
        here = _put(file, Path(folder) / "1")
        last = _put(previous, Path(folder) / "0") if previous else None
        answer = read_apart(here, last, seconds=settings.GONGKAI_REPORT_CHECK_SECONDS)
    if answer.error:
        raise Unread(answer.error)
    if answer.previous_error:
        raise Unread(_PREVIOUS.format(error=answer.previous_error))
    return here.name, answer


def refuse_large(request: HttpRequest) -> None:
    """Turn a body away by its declared length, before any of it is read; raises InputRefused."""
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not told.isdigit() or int(told) > MOST_BYTES + _ENVELOPE:
        raise InputRefused(_TOO_LARGE, code="too_large")


def _files(request: HttpRequest, uploads: SealedUploads) -> tuple[UploadedFile, UploadedFile | None]:
    given = {name: [one for one in request.FILES.getlist(name) if one.name] for name in FIELDS}
    if uploads.overfull:
        raise InputRefused(_TOO_LARGE, code="too_large")
    if any(len(files) > 1 for files in given.values()):
        raise InputRefused(_SEVERAL, code="no_file")
    if not given["file"]:
        raise InputRefused(_NO_FILE, code="no_file")
    for files in given.values():
        for one in files:
            if PurePosixPath(name_of(one)).suffix.lower() not in ENDINGS:
                raise InputRefused(_OTHER_KIND.format(name=name_of(one)[-40:]), code="other_kind")
    return given["file"][0], next(iter(given["previous"]), None)


def name_of(file: UploadedFile) -> str:
    """The name its owner gave the file, as it is told back."""
    kept = "".join(char for char in str(file.name) if char.isprintable()).replace("\\", "/")
    return kept.rsplit("/", 1)[-1].strip()[-_MOST_NAME:]


def _put(file: UploadedFile, place: Path) -> FileHere:
    with place.open("wb") as out:
        for chunk in file.chunks():
            out.write(chunk)
    return FileHere(name_of(file), place)


@contextmanager
def _turn() -> Iterator[None]:
    if not _line.acquire(blocking=False):
        raise Refused(_BUSY, code="busy")
    try:
        if not _turns.acquire(timeout=TURN_SECONDS):
            raise Refused(_BUSY, code="busy")
        try:
            yield
        finally:
            _turns.release()
    finally:
        _line.release()
