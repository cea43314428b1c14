"""Files given out with the reply: taken in, redacted where needed, looked at by a second person."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from gongkai.documents import FileRefused
from gongkai.documents.letters import LetterError, to_pdf
from gongkai.documents.pictures import PICTURE_EXTENSIONS, pictures_to_pdf
from gongkai.documents.redaction import Box, RedactionFailed, RedactionReport, redact
from gongkai.kernel import private
from gongkai.kernel.errors import InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Person, PrivateFile
from gongkai.requests.acts.opening import open_case, record
from gongkai.requests.given import name_of, open_findings, prepared_by
from gongkai.requests.models import Case, GivenFile

#: What LibreOffice turns into PDF pages before redaction.
CONVERTED = frozenset({"docx", "doc", "wps", "odt", "rtf"})


def add_given_file(
    *, actor: Person, case_id: int, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> GivenFile:
    """Take in a file that is to be given to the applicant. It goes out only after a second person's look."""
    with transaction.atomic():
        key = open_case(actor, case_id, "give_file").case.key
    source = private.take_in(key=key, name=name, stream=stream, now=now)
    try:
        with transaction.atomic():
            case = open_case(actor, case_id, "give_file").case
            display = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-150:]
            given = GivenFile.objects.create(
                case=case, source=source, added_by=actor, added_at=now,
                sealed_name=private.seal_text(case.key, display, context="given"),
            )  # fmt: skip
            record("file_given", actor=actor, case=case, now=now, detail={"given": given.pk})
    except BaseException:
        private.erase(source, now=now)
        raise
    return given


def remove_given_file(*, actor: Person, case_id: int, given_id: int, now: datetime) -> GivenFile:
    """Take a file out of the reply again; the record of it stays."""
    with transaction.atomic():
        case = open_case(actor, case_id, "give_file").case
        given = given_of(case, given_id)
        given.removed_at = now
        given.save(update_fields=("removed_at",))
        record("given_removed", actor=actor, case=case, now=now, detail={"given": given.pk})
    return given


def redact_given_file(
    *, actor: Person, case_id: int, given_id: int, boxes: Sequence[Box], now: datetime
) -> GivenFile:
    """Make the redacted copy: what lies under the boxes is really gone, and so are metadata and attachments.

    An earlier look at the file no longer counts.
    """
    return redact_and_report(actor=actor, case_id=case_id, given_id=given_id, boxes=boxes, now=now).given


@dataclass(frozen=True)
class Redacted:
    """A file with its redacted copy, and what the redaction did."""

    given: GivenFile
    report: RedactionReport


def redact_and_report(
    *, actor: Person, case_id: int, given_id: int, boxes: Sequence[Box], now: datetime
) -> Redacted:
    """As redact_given_file, and tell what was done: pages, characters taken out, what still stands elsewhere.

    Raises InputRefused when the copy could not be made or did not pass its own check; nothing changes then.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "give_file").case
        given = given_of(case, given_id)
    redacted, report = _redacted(given, boxes, now)
    try:
        with transaction.atomic():
            case = open_case(actor, case_id, "give_file").case
            given = given_of(case, given_id)
            old, given.redacted = given.redacted, redacted
            given.boxes, given.redacted_by = [_kept(box) for box in boxes], actor
            given.looked_by, given.looked_at, given.passed = None, None, []
            given.save()
            if old is not None:
                private.erase(old, now=now)
            record(
                "given_redacted", actor=actor, case=case, now=now,
                detail={"given": given.pk, "boxes": len(boxes), "file": redacted.digest},
            )  # fmt: skip
    except BaseException:
        private.erase(redacted, now=now)
        raise
    return Redacted(given, report)


def look_at_given_file(
    *, actor: Person, case_id: int, given_id: int, passed: Sequence[str] = (), reason: str = "", now: datetime
) -> GivenFile:
    """A second person's look at what goes out: every finding is redacted, or let pass with the reason.

    `passed` names the findings by their keys.
    """
    with transaction.atomic():
        case = open_case(actor, case_id, "look_at_file").case
        given = given_of(case, given_id)
        if prepared_by(given, actor.pk):
            raise SamePersonMayNotApprove("添加或者遮盖文件的人不能复核，请由另一人办理。")
        if passed and not reason.strip():
            raise InputRefused("放行个人信息须写明理由。", fields={"reason": "不能为空"})
        given.passed = sorted({*given.passed, *passed})
        left = open_findings(given)
        if left:
            raise InputRefused(
                "还有 {count} 处个人信息没有遮盖，也没有放行，例如：{one}。".format(
                    count=len(left), one=left[0]["masked"]
                ),
                code="open_findings",
            )
        given.looked_by, given.looked_at = actor, now
        given.save(update_fields=("passed", "looked_by", "looked_at"))
        record(
            "given_looked_at", actor=actor, case=case, now=now,
            detail={"given": given.pk, "passed": len(passed)},
        )  # fmt: skip
    return given


def as_pdf(file: PrivateFile, folder: Path) -> Path:
    """The file as PDF in the folder, converted where it is not one; raises InputRefused if it cannot be."""
    with private.open_plain(file) as plain:
        content = Path(plain).read_bytes()
    source = folder / f"source.{file.extension}"
    source.write_bytes(content)
    if file.extension == "pdf":
        return source
    target = folder / "converted.pdf"
    try:
        if file.extension in PICTURE_EXTENSIONS:
            pictures_to_pdf(source, target)
        elif file.extension in CONVERTED:
            to_pdf(source, target)
        else:
            raise InputRefused("这种文件不能在系统里遮盖，请转换成 PDF 后重新上传。")
    except (LetterError, FileRefused) as error:
        raise InputRefused(str(error)) from None
    return target


def _redacted(given: GivenFile, boxes: Sequence[Box], now: datetime) -> tuple[PrivateFile, RedactionReport]:
    with tempfile.TemporaryDirectory(prefix="gongkai-redact-") as folder:
        source, target = as_pdf(given.source, Path(folder)), Path(folder) / "redacted.pdf"
        try:
            report = redact(source, target, list(boxes))
        except (RedactionFailed, FileRefused) as error:
            raise InputRefused(error.message) from None
        stem = name_of(given).rsplit(".", 1)[0]
        with target.open("rb") as stream:
            kept = private.take_in(key=given.case.key, name=f"{stem}.pdf", stream=stream, now=now)
    return kept, report


def _kept(box: Box) -> dict[str, object]:
    return {
        "page": box.page, "x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1, "reason": box.reason,
    }  # fmt: skip


def given_of(case: Case, given_id: int) -> GivenFile:
    """The case's file of that id, not removed; raises NotVisible."""
    given = case.given_files.filter(pk=given_id, removed_at=None).select_related("source", "redacted").first()
    if given is None:
        raise NotVisible
    given.case = case
    return given
