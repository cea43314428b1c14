"""Taking forms back: read at once, or by the worker where old Word and WPS files must be converted first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.duty_list import queries
from gongkai.duty_list.acts.opening import kept_organ, record
from gongkai.duty_list.models import DutyImport, DutyImportRow, ImportKind, ImportState
from gongkai.duty_list.returned_files import GivenFile, Pool, converted, is_old, unpacked
from gongkai.duty_list.returned_judging import ReturnedJudge
from gongkai.duty_list.returned_reading import ReturnedRow, is_form_name, read_form
from gongkai.kernel import filestore, outbox
from gongkai.kernel.errors import InputRefused, NotVisible, Refused
from gongkai.kernel.models import Organ, Person, StoredFile
from gongkai.kernel.registry import Payload
from gongkai.kernel.rights import standing_of

#: The outbox job that converts and reads the files of an upload.
READ = "duty_list.returned.read"
#: An upload over which the worker died so often is given up.
MOST_ATTEMPTS = 3
#: So many old files to one upload: LibreOffice takes its time over each.
MOST_OLD = 60
_NO_FORM = (
    "没有找到填报单。请上传从本系统下载、填好的填报单（xlsx、xls、et、docx、doc、wps），或者装着它们的 zip。"
)
_UNREAD = "“{name}”没有读：{reason}"
_BROKE = "读取时多次中断，没有读出。请用 Word 或 WPS 打开，另存为 docx 以后重新上传。"
_GONE = "文件的内容已经清除，读不出来，请重新上传。"
_TOO_MANY = "旧版 Word、WPS 文件太多，请分几次上传，每次不超过 60 个。"
_Forms = list[tuple[GivenFile, list[ReturnedRow]]]


def stage_returned(
    *, actor: Person, organ_id: int, files: Sequence[tuple[str, bytes]], now: datetime
) -> DutyImport:
    """Read forms of any number of departments, with the files they name (loose or in zips).

    After it: an upload whose rows are ready, empty or refused with the reason; nothing is entered yet. With
    a doc, wps or rtf among the files the upload waits for the worker, which converts them. Raises
    InputRefused when no file is a form.
    """
    if not queries.may_keep(standing_of(actor), organ_id):
        raise NotVisible
    given = unpacked(files)
    old = [one for one in given if is_old(one.name)]
    if len(old) > MOST_OLD:
        raise InputRefused(_TOO_MANY)
    if old:
        return _held(actor, organ_id, given, now)
    forms, notes = _forms(given)
    if not forms:
        raise InputRefused(" ".join((_NO_FORM, *notes))[:600])
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        upload = _created(organ, actor, given, ImportState.READ, now)
        upload.notes = notes
        rows = _judged(upload, given, forms, now)
        record(
            act="duty_list.returned.staged", actor=actor, organ=organ, subject="duty_import",
            subject_id=upload.pk, now=now, detail={"rows": rows},
        )  # fmt: skip
    return upload


def _created(
    organ: Organ, actor: Person, given: Sequence[GivenFile], state: ImportState, now: datetime
) -> DutyImport:
    likely = [one.short_name for one in given if is_form_name(one.name) or is_old(one.name)]
    return DutyImport.objects.create(
        organ=organ, kind=ImportKind.RETURNED, staged_by=actor, staged_at=now, state=state,
        name="、".join(likely)[:300],
    )  # fmt: skip


def _held(actor: Person, organ_id: int, given: Sequence[GivenFile], now: datetime) -> DutyImport:
    """Keep the files for the worker; each was judged by kind, size and secrecy marks as it was taken in."""
    with transaction.atomic():
        organ = kept_organ(actor, organ_id)
        upload = _created(organ, actor, given, ImportState.READING, now)
        for one in given:
            try:
                stored = filestore.take_in(name=one.short_name, stream=[one.data], now=now)
            except Refused as refusal:
                if refusal.code == "secrecy_mark":
                    raise
                upload.notes.append(_UNREAD.format(name=one.short_name[-60:], reason=refusal.message))
                continue
            upload.held.append([one.name, one.package, stored.pk])
        if not upload.held:
            raise InputRefused(" ".join(upload.notes)[:600])
        upload.save(update_fields=("held", "notes"))
        outbox.enqueue(READ, {"upload": upload.pk}, now=now, organ=organ)
        record(
            act="duty_list.returned.staged", actor=actor, organ=organ, subject="duty_import",
            subject_id=upload.pk, now=now, detail={"files": len(upload.held)},
        )  # fmt: skip
    return upload


def read_held(payloads: Sequence[Payload], now: datetime) -> None:
    """The worker's part: convert and read what an upload holds; safe to run again and by two at once."""
    for payload in payloads:
        upload_id = int(str(payload["upload"]))
        if DutyImport.objects.filter(pk=upload_id, state=ImportState.READING).exists():
            _read_upload(upload_id, now)


def _read_upload(upload_id: int, now: datetime) -> None:
    with transaction.atomic():
        upload = _locked(upload_id)
        if upload is None:
            return
        upload.attempts += 1
        upload.save(update_fields=("attempts",))
    if upload.attempts > MOST_ATTEMPTS:
        return _settle(upload_id, [], [], [_BROKE], now)
    given, notes = converted(_of_store(upload))
    forms, more = _forms(given)
    _settle(upload_id, given, forms, [*upload.notes, *notes, *more], now)


def _locked(upload_id: int) -> DutyImport | None:
    rows = DutyImport.objects.select_for_update(of=("self",)).select_related("organ")
    return rows.filter(pk=upload_id, state=ImportState.READING).first()


def _of_store(upload: DutyImport) -> list[GivenFile]:
    kept = {one.pk: one for one in StoredFile.objects.filter(pk__in=[row[2] for row in upload.held])}
    given = []
    for name, package, stored_id in upload.held:
        stored = kept.get(stored_id)
        if stored is not None and stored.purged_at is None:
            given.append(GivenFile(name, filestore.path_of(stored).read_bytes(), package))
    return given


def _settle(
    upload_id: int, given: Sequence[GivenFile], forms: _Forms, notes: Sequence[str], now: datetime
) -> None:
    """Put rows and state on the upload, while it still waits."""
    with transaction.atomic():
        upload = _locked(upload_id)
        if upload is None:
            return
        upload.notes = list(notes)
        if not given and not notes:
            upload.notes.append(_GONE)
        elif not forms:
            upload.notes.insert(0, _NO_FORM)
        upload.state = ImportState.READ if forms else ImportState.UNREAD
        upload.save(update_fields=("state", "notes"))
        if forms:
            _judged(upload, given, forms, now)


def _judged(upload: DutyImport, given: Sequence[GivenFile], forms: _Forms, now: datetime) -> int:
    """Judge the rows of the forms and keep them with the upload's notes; returns how many there are."""
    known = [form for form, _ in forms]
    judge = ReturnedJudge(upload.organ, Pool(one for one in given if one not in known), now)
    rows = [judge.judge(row, form.package) for form, found in forms for row in found]
    for place, row in enumerate(rows, start=1):
        row.upload, row.place = upload, place
    DutyImportRow.objects.bulk_create(rows, batch_size=200)
    upload.name = "、".join(one.short_name for one in known)[:300]
    upload.save(update_fields=("name", "notes"))
    return len(rows)


def _forms(given: Sequence[GivenFile]) -> tuple[_Forms, list[str]]:
    forms: _Forms = []
    notes: list[str] = []
    for one in given:
        if not is_form_name(one.reads_as):
            continue
        try:
            rows = read_form(one.reads_as, one.readable)
        except InputRefused as refusal:
            notes.append(_UNREAD.format(name=one.short_name[-60:], reason=refusal.message))
            continue
        if rows:
            forms.append((one, rows))
    return forms, notes
