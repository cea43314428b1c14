"""The worker's reading of scans: codes found, pages grouped into sheets, each sheet cut out."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.models import Item, PublicState
from gongkai.documents import FileRefused
from gongkai.documents.scans import PageRead, ScanLimits, as_pdf, pages_alone, read_scan
from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused, Refused
from gongkai.kernel.filestore import path_of
from gongkai.kernel.models import StoredFile
from gongkai.kernel.registry import Payload
from gongkai.paper.judging import Judgement, forms_by_code, judge, twice_in_batch, waiting_elsewhere
from gongkai.paper.models import BatchState, PageState, PaperForm, ScanBatch, ScanFile, ScanPage

READ_JOB = "paper.read_scans"
_CUTOUT = "签字件-{code}.pdf"
_PICTURE = "page.jpg"
_BLANK = "空白页，已略过。"
_ERASED = "这个扫描件已随紧急撤下的信息一起清除。请把这张表重新扫描送来。"
_NOTHING_LEFT = 0
_UPRIGHT: Mapping[int, int] = {}


@dataclass
class _Found:
    """A page of the batch on its way into the database."""

    upload: ScanFile
    page: PageRead
    picture: StoredFile | None = None
    group: list[int] = field(default_factory=list)
    follows: PaperForm | None = None
    cutout: StoredFile | None = None


def scan_limits() -> ScanLimits:
    """What the installation reads at most in one scan."""
    return ScanLimits(
        pages=settings.GONGKAI_SCAN_MAX_PAGES, page_seconds=float(settings.GONGKAI_SCAN_PAGE_SECONDS)
    )


def read_scans(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: read each batch once. Halfway, it begins again; read, it stays as it is."""
    for payload in payloads:
        batch = ScanBatch.objects.select_related("organ").filter(pk=int(str(payload["batch"]))).first()
        if batch is not None and batch.state == BatchState.WAITING:
            _read_batch(batch, now)


def cut_out(upload: StoredFile, numbers: Sequence[int], code: str, now: datetime) -> StoredFile:
    """The pages of a scan as a file of their own; raises FileRefused, InputRefused.

    A scan that was erased with what leaked is refused.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-scan-") as name:
        source = _as_pdf_in(upload, Path(name))
        return _kept_cutout(source, numbers, code, now)


def _read_batch(batch: ScanBatch, now: datetime) -> None:
    found: list[_Found] = []
    problems: dict[int, str] = {}
    for upload in batch.files.select_related("file"):
        try:
            found += _read_file(batch, upload, now)
        except (FileRefused, Refused) as refusal:
            problems[upload.pk] = refusal.message[:300]
    with transaction.atomic():
        locked = ScanBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != BatchState.WAITING:
            return
        for upload_id, problem in problems.items():
            ScanFile.objects.filter(pk=upload_id).update(problem=problem)
        _keep_pages(batch, found, now)
        locked.state = BatchState.READ
        locked.save(update_fields=("state",))


def _read_file(batch: ScanBatch, upload: ScanFile, now: datetime) -> list[_Found]:
    with tempfile.TemporaryDirectory(prefix="gongkai-scan-") as name:
        folder = Path(name)
        source = _as_pdf_in(upload.file, folder)
        pages = read_scan(source, folder, limits=scan_limits())
        forms = forms_by_code(batch.organ, {code for page in pages for code in page.codes})
        found = [_Found(upload, page) for page in pages]
        _group(found, forms)
        for one in found:
            code = _own_code(one, forms)
            sheet = one.follows or forms.get(code)
            # What was taken down as a leak is not kept anew from a paper that still lies about.
            if sheet is not None and sheet.item.public_state == PublicState.TAKEN_DOWN:
                continue
            one.picture = _kept_picture(one.page, now)
            if code and one.follows is None:
                turns = dict.fromkeys((one.page.number, *one.group), one.page.turn)
                one.cutout = _kept_cutout(source, [one.page.number, *one.group], code, now, turns)
        return found


def _group(found: list[_Found], forms: dict[str, PaperForm]) -> None:
    """Which pages go on with the sheet before them: as long as it is known to have more.

    Those without a code, and those of an own lay-out that bears the code on every page. Empty backs lie
    between without counting.
    """
    first: _Found | None = None
    last = ""
    missing = _NOTHING_LEFT
    for one in found:
        code = _own_code(one, forms)
        goes_on = code == last if code else not one.page.codes and not one.page.problem
        if one.page.is_blank:
            continue
        if goes_on and missing and first is not None:
            one.follows = forms[last]
            first.group.append(one.page.number)
            missing -= 1
        elif code:
            first, last, missing = one, code, forms[code].pages - 1
        else:
            missing = _NOTHING_LEFT


def _own_code(one: _Found, forms: dict[str, PaperForm]) -> str:
    return next((code for code in one.page.codes if code in forms), "")


def _erase(one: _Found, form: PaperForm, now: datetime) -> None:
    """What was cut out while its item was taken down goes the way of the item's other files."""
    for stored in (one.picture, one.cutout):
        if stored is not None:
            filestore.purge(stored, subject="item", subject_id=form.item_id, now=now)
            transaction.on_commit(partial(filestore.erase_from_disk, stored.digest))


def _keep_pages(batch: ScanBatch, found: list[_Found], now: datetime) -> None:
    codes = {code for one in found for code in one.page.codes}
    known = forms_by_code(batch.organ, codes).values()
    items = Item.objects.filter(pk__in=[form.item_id for form in known]).order_by("pk")
    list(items.select_for_update().values_list("pk", flat=True))
    forms = forms_by_code(batch.organ, codes, for_change=True)
    taken: dict[int, str] = {}
    for one in found:
        verdict = _verdict(batch, one, forms, taken)
        if verdict.form is not None and verdict.form.item.public_state == PublicState.TAKEN_DOWN:
            _erase(one, verdict.form, now)
        if verdict.state == PageState.READY and verdict.form is not None:
            taken[verdict.form.pk] = twice_in_batch(one.upload.name, one.page.number)
            PaperForm.objects.filter(pk=verdict.form.pk).update(scan=one.cutout)
        ScanPage.objects.create(
            batch=batch, upload=one.upload, number=one.page.number, code="；".join(one.page.codes)[:300],
            form=verdict.form, state=verdict.state, problem=verdict.problem[:300], cutout=one.cutout,
            picture=one.picture,
        )  # fmt: skip


def _verdict(batch: ScanBatch, one: _Found, forms: dict[str, PaperForm], taken: dict[int, str]) -> Judgement:
    if one.page.problem:
        return Judgement(PageState.PROBLEM, problem=one.page.problem)
    if one.page.is_blank:
        return Judgement(PageState.DISCARDED, problem=_BLANK)
    if one.follows is not None:
        return Judgement(PageState.FOLLOWS, one.follows)
    verdict = judge(one.page.codes, forms)
    if verdict.state != PageState.READY or verdict.form is None:
        return verdict
    form = verdict.form
    twice = taken.get(form.pk) or waiting_elsewhere(form, batch.pk)
    return Judgement(PageState.PROBLEM, form, twice) if twice else verdict


def _as_pdf_in(upload: StoredFile, folder: Path) -> Path:
    """The scan as a PDF in the folder; raises ActRefused when it was erased with what leaked."""
    if upload.purged_at or not path_of(upload).is_file():
        raise ActRefused(_ERASED)
    target = folder / "scan.pdf"
    target.write_bytes(as_pdf(path_of(upload).read_bytes(), upload.extension, limits=scan_limits()))
    return target


def _kept_cutout(
    source: Path, numbers: Sequence[int], code: str, now: datetime, turns: Mapping[int, int] = _UPRIGHT
) -> StoredFile:
    content = pages_alone(source, numbers, turns)
    return filestore.take_in(name=_CUTOUT.format(code=code), stream=io.BytesIO(content), now=now)


def _kept_picture(page: PageRead, now: datetime) -> StoredFile | None:
    if page.picture is None or not page.picture.is_file():
        return None
    with page.picture.open("rb") as stream:
        return filestore.take_in(name=_PICTURE, stream=stream, now=now)
