"""Having any report checked: the file is taken in and kept private, read apart, and what was found kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from gongkai.disclosure.screening import refuse_secrecy_marks
from gongkai.documents import Limits
from gongkai.documents.charset import decode_text
from gongkai.documents.filetypes import extension_of
from gongkai.kernel import audit, filestore, incoming, outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.incoming import Stream
from gongkai.kernel.models import Organ, Person, StoredFile
from gongkai.kernel.registry import Payload
from gongkai.kernel.rights import standing_of
from gongkai.reporting import checked_files
from gongkai.reporting.apart import Answer, FileHere, read_apart
from gongkai.reporting.models import CheckedFile

KIND = "reporting.check_file"
#: Read while the page is waited for; everything else, and what takes longer, is left to the worker.
QUICK_KINDS, QUICK_BYTES, QUICK_SECONDS = frozenset({"docx", "xlsx", "txt"}), 5 * 1024 * 1024, 12
PAGE_KINDS = frozenset({"html", "htm"})
KINDS = (*sorted(QUICK_KINDS), "doc", "wps", "xls", "et", "pdf", *sorted(PAGE_KINDS))
#: How long the worker leaves a file to the request that brought it.
_AHEAD = timedelta(seconds=QUICK_SECONDS + 8)
_TAGS = re.compile(r"<[^<>]*>")
_MOST_NAME, _MOST_ERROR = 150, 300
_OTHER_KIND = "不是可以核对的文件类型。可以核对 docx、doc、wps、xlsx、xls、et、pdf、html、txt。"
_LAST = "上一年的年报：{reason}"
_PREVIOUS = "上一年的年报“{name}”没有读出，跨年的检查没有做：{error}"
_NO_FILE = "网页文件不保存原件，请重新上传。"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in: its name and its bytes."""

    name: str
    stream: Stream


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that passed the gates. A web page is not kept: `stored` is None and `path` soon gone."""

    name: str
    path: Path
    stored: StoredFile | None

    @property
    def here(self) -> FileHere:
        """The file for its reader."""
        return FileHere(self.name, self.path)

    @property
    def is_quick(self) -> bool:
        """Whether its page can be waited for."""
        return self.stored is None or is_quick(self.stored)


def check_file(
    *, actor: Person, organ_id: int, upload: Upload, previous: Upload | None = None, waits: bool = True,
    now: datetime,
) -> CheckedFile:  # fmt: skip
    """Take a report in, with that of the year before if it is at hand, and have it checked.

    `waits` says that the caller waits for a file of a quick kind. Raises NotVisible and, for a file that
    is not taken in, InputRefused; then nothing of it is kept.
    """
    if organ_id not in checked_files.organs_of(standing_of(actor)):
        raise NotVisible
    with tempfile.TemporaryDirectory(prefix="gongkai-check-") as folder:
        file = _taken(upload, Path(folder) / "1", now)
        last = _taken_along(file, previous, Path(folder) / "0", now) if previous else None
        given = [one for one in (last, file) if one]
        must_read = any(one.stored is None for one in given)
        answers = _read_now(file, last) if must_read else [None] * len(given)
        waits = waits and not must_read and all(one.is_quick for one in given)
        with transaction.atomic():
            made: list[CheckedFile] = []
            for one, answer in zip(given, answers, strict=True):
                before = made[-1] if made else None
                made.append(_entered(actor, organ_id, one, before, answer, waits=waits, now=now))
    if waits:
        for row in reversed(made):
            work_off(row, seconds=QUICK_SECONDS, now=now)
    return made[-1]


def check_again(
    *, actor: Person, checked_id: int, with_year_before: bool = False, now: datetime
) -> CheckedFile:
    """Read the kept file anew: what people judged stays with the findings that are found again.

    `with_year_before` sets the report on the year before beside it, when that was checked here too.
    """
    standing = standing_of(actor)
    with transaction.atomic():
        checked = checked_files.visible_file(standing, checked_id)
        if checked.file is None or checked.file.purged_at is not None:
            raise InputRefused(_NO_FILE)
        if with_year_before:
            checked.previous = checked_files.year_before(checked) or checked.previous
        beside = checked.previous.file if checked.previous else None
        waits = is_quick(checked.file) and (beside is None or is_quick(beside))
        checked.extracted, checked.findings, checked.error = {}, [], ""
        checked.checked_by, checked.checked_at = actor, now
        checked.save()
        _enqueue(checked, now=now, not_before=now + _AHEAD if waits else now)
        _record("checked_again", actor, checked, now)
    if waits:
        work_off(checked, seconds=QUICK_SECONDS, now=now)
    return checked


def run_checks(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: read what still waits; safe to run twice."""
    for payload in payloads:
        checked = CheckedFile.objects.select_related("file", "previous__file").get(pk=int(str(payload["id"])))
        work_off(checked, seconds=settings.GONGKAI_REPORT_CHECK_SECONDS, now=now, is_last=True)


def work_off(checked: CheckedFile, *, seconds: float, now: datetime, is_last: bool = False) -> None:
    """Read a waiting file and keep what came of it; out of time, it waits on unless this is the last try."""
    if not checked_files.is_waiting(checked) or checked.file is None:
        return
    last = checked.previous.file if checked.previous else None
    answer = read_apart(
        FileHere(checked.name, filestore.path_of(checked.file)),
        FileHere(checked.previous.name, filestore.path_of(last)) if checked.previous and last else None,
        seconds=seconds,
    )
    if answer.is_slow and not is_last:
        return
    _tell(checked, answer)
    checked.checked_at = now
    checked.save()


def is_quick(stored: StoredFile) -> bool:
    """Whether a file is of a kind and size that is read while somebody waits."""
    return stored.extension in QUICK_KINDS and stored.size <= QUICK_BYTES


def _taken(upload: Upload, place: Path, now: datetime) -> _Taken:
    """The file through the gates; a web page is screened too, and lies at `place` while it is read."""
    name = upload.name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "").strip()[-_MOST_NAME:]
    extension = extension_of(name)
    if extension not in KINDS:
        raise InputRefused(_OTHER_KIND)
    refuse_secrecy_marks(name)
    if extension not in PAGE_KINDS:
        stored = filestore.take_in(name=name, stream=upload.stream, now=now)
        return _Taken(name, filestore.path_of(stored), stored)
    with place.open("wb") as file:
        incoming.receive(upload.stream, file, Limits(max_bytes=QUICK_BYTES))
    markup = decode_text(place.read_bytes()) or ""
    refuse_secrecy_marks(markup, unescape(_TAGS.sub("", markup)))
    return _Taken(name, place, None)


def _taken_along(file: _Taken, previous: Upload, place: Path, now: datetime) -> _Taken:
    """The report on the year before through the gates; when it is refused, the file goes with it."""
    try:
        return _taken(previous, place, now)
    except InputRefused as refused:
        if file.stored is not None and file.stored.stored_at == now:
            _forget(file.stored)
        said = _LAST.format(reason=refused.message)
        raise InputRefused(said, fields={"previous": refused.message}, code=refused.code) from None


def _forget(stored: StoredFile) -> None:
    """Take back a file that only just came in, unless something else holds the same content."""
    try:
        stored.delete()
    except ProtectedError:
        return
    filestore.erase_from_disk(stored.digest)


def _read_now(file: _Taken, last: _Taken | None) -> list[Answer | None]:
    """The answers for the year before, if it is at hand, and for the file."""
    seconds = settings.GONGKAI_REPORT_CHECK_SECONDS
    answers: list[Answer | None] = [read_apart(last.here, seconds=seconds)] if last else []
    return [*answers, read_apart(file.here, last.here if last else None, seconds=seconds)]


def _entered(
    actor: Person, organ_id: int, file: _Taken, previous: CheckedFile | None, answer: Answer | None, *,
    waits: bool, now: datetime,
) -> CheckedFile:  # fmt: skip
    checked = CheckedFile(
        organ=Organ.objects.get(pk=organ_id), name=file.name, file=file.stored, previous=previous,
        checked_by=actor, checked_at=now,
    )  # fmt: skip
    if answer is not None:
        _tell(checked, answer)
    checked.save()
    if answer is None:
        _enqueue(checked, now=now, not_before=now + _AHEAD if waits else now)
    _record("checked", actor, checked, now)
    return checked


def _tell(checked: CheckedFile, answer: Answer) -> None:
    if answer.error:
        checked.error = answer.error[:_MOST_ERROR]
        return
    extracted = {**answer.extract, checked_files.SUMMARY: answer.check["summary"]}
    if answer.previous_error and checked.previous:
        said = _PREVIOUS.format(name=checked.previous.name, error=answer.previous_error)
        extracted["gaps"] = [said, *extracted["gaps"]]
    checked.extracted, checked.findings = extracted, answer.check["checks"]
    checked.reported_organ = str(answer.extract["report"]["organ"])[:100]
    year = answer.extract["report"]["year"]
    checked.reported_year = year if year and 0 < year < 10_000 else None


def _enqueue(checked: CheckedFile, *, now: datetime, not_before: datetime) -> None:
    outbox.enqueue(KIND, {"id": checked.pk}, organ=checked.organ, now=now, not_before=not_before)


def _record(act: str, actor: Person, checked: CheckedFile, now: datetime) -> None:
    audit.record(
        organ=checked.organ, actor=actor, act=f"reporting.file.{act}", subject="checked_file",
        subject_id=checked.pk, now=now,
    )  # fmt: skip
