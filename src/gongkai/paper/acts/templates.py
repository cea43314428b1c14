"""An organ's own lay-out of a sheet: taken in and checked, put in use, given up for the standard one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction

from gongkai.kernel import filestore
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.layouts import require_sound, sample_of
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.paper.acts.opening import record
from gongkai.paper.models import FormKind, PaperTemplate

_NOT_WORD = "版式请用 Word 的 docx 格式；WPS 文件请另存为 docx。"
_NO_CODE = "版式里没有二维码字段“form_qr”，扫描件就找不到这条信息。请把它放在第一页。"


def upload_layout(
    *, actor: Person, organ_id: int, kind: str, name: str, stream: BinaryIO | Iterable[bytes], now: datetime
) -> PaperTemplate:
    """Take in a lay-out and check it; it is not in use before somebody has looked at it.

    Raises InputRefused whose fields name every fault; then no row is kept.
    """
    organ = _managed(actor, organ_id)
    if kind not in FormKind.values:
        raise NotVisible
    stored = filestore.take_in(name=name, stream=stream, now=now)
    if stored.extension != "docx":
        raise InputRefused(_NOT_WORD, fields={"file": _NOT_WORD})
    require_sound(stored, kind, partial(_without_code, kind))
    with transaction.atomic():
        layout = PaperTemplate.objects.create(
            organ=organ, kind=kind, file=stored, since=now, until=now, by=actor
        )
        _note(layout, "layout_uploaded", actor, now)
    return layout


def activate_layout(*, actor: Person, layout_id: int, now: datetime) -> PaperTemplate:
    """Put a lay-out in the place of the one in use. Sheets that were printed stay as they are."""
    with transaction.atomic():
        organs = standing_of(actor).organs(Role.OFFICE_HEAD)
        found = PaperTemplate.objects.filter(pk=layout_id, organ__in=organs)
        organ_id = found.values_list("organ_id", flat=True).first()
        if organ_id is None:
            raise NotVisible
        Organ.objects.select_for_update().get(pk=organ_id)
        layout = PaperTemplate.objects.select_related("organ", "file").get(pk=layout_id)
        if layout.until is None:
            raise ActRefused("这个版式正在使用。")
        _end_current(layout.organ, layout.kind, now)
        if layout.until > layout.since:
            layout = PaperTemplate(organ=layout.organ, kind=layout.kind, file=layout.file)
        layout.since, layout.until, layout.by = now, None, actor
        layout.save()
        _note(layout, "layout_activated", actor, now)
    return layout


def use_standard_layout(*, actor: Person, organ_id: int, kind: str, now: datetime) -> PaperTemplate:
    """Go back to the standard lay-out; the organ's own one is kept."""
    with transaction.atomic():
        organ = _managed(actor, organ_id)
        Organ.objects.select_for_update().get(pk=organ.pk)
        layout = _end_current(organ, kind, now)
        if layout is None:
            raise ActRefused("现在用的就是标准版式。")
        _note(layout, "layout_ended", actor, now)
    return layout


def _without_code(kind: str, content: bytes) -> list[str]:
    return [] if _draws_code(content, kind) else [_NO_CODE]


def _draws_code(content: bytes, kind: str) -> bool:
    """Whether filling the lay-out in adds a picture: the code by which a scan is found again."""
    return _pictures(sample_of(content, kind)) > _pictures(content)


def _pictures(docx: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return sum(name.startswith("word/media/") for name in archive.namelist())


def _managed(actor: Person, organ_id: int) -> Organ:
    organ = Organ.objects.filter(pk=organ_id, pk__in=standing_of(actor).organs(Role.OFFICE_HEAD)).first()
    if organ is None:
        raise NotVisible
    return organ


def _end_current(organ: Organ, kind: str, now: datetime) -> PaperTemplate | None:
    current = PaperTemplate.objects.filter(organ=organ, kind=kind, until=None).first()
    if current is not None:
        current.until = now
        current.save(update_fields=("until",))
    return current


def _note(layout: PaperTemplate, act: str, actor: Person, now: datetime) -> None:
    record(
        act, actor=actor, organ=layout.organ, subject="organ", subject_id=layout.organ_id, now=now,
        detail={"kind": layout.kind, "file": layout.file.digest},
    )  # fmt: skip
