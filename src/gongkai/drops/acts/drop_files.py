"""Dropping files in: taken, kept, and given to the worker to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.drops import queries
from gongkai.drops.models import Drop, DropDocument, DropFile
from gongkai.drops.reading import READ
from gongkai.drops.taking import Taken, take_all
from gongkai.drops.unpacking import Dropped
from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of

_NOTHING = "没有选文件。请选择一个或几个文件，或者把文件夹压缩成一个 zip。"
_ALL_REFUSED = "没有能收下的文件。"


def drop_files(*, actor: Person, department_id: int, files: Sequence[Dropped], now: datetime) -> Drop:
    """Take the files in and leave the reading to the worker.

    Each file is judged by itself: type, size, harm, secrecy marks; a refused one says why in the drop and the
    others go on. After it: a drop whose documents wait to be read. Raises InputRefused when there is nothing
    to take or too much of it, and NotVisible for a department that is not the actor's.
    """
    department = queries.departments_of(standing_of(actor)).filter(pk=department_id).first()
    if department is None:
        raise NotVisible
    if not files:
        raise InputRefused(_NOTHING, fields={"upload": _NOTHING})
    taken = take_all(files, now=now)
    if not any(one.stored for one in taken):
        reasons = " ".join(f"“{one.name}”：{one.refusal}" for one in taken[:5])
        raise InputRefused(f"{_ALL_REFUSED}{reasons}", fields={"upload": reasons}, code="all_refused")
    with transaction.atomic():
        drop = Drop.objects.create(organ=department.organ, department=department, by=actor, at=now)
        _lay_down(drop, taken)
        outbox.enqueue(READ, {"drop": drop.pk}, now=now, organ=drop.organ)
        audit.record(
            organ=drop.organ, actor=actor, act="drops.dropped", subject="drop", subject_id=drop.pk, now=now,
            detail={"taken_files": sum(1 for one in taken if one.stored), "refused_files": _refused(taken)},
        )  # fmt: skip
    return drop


def _refused(taken: Sequence[Taken]) -> int:
    return sum(1 for one in taken if one.stored is None)


def _lay_down(drop: Drop, taken: Sequence[Taken]) -> None:
    """Documents by their kind; where there is none, the first file stands for one without text."""
    kept = [one for one in taken if one.stored]
    documents = [one for one in kept if one.may_be_document] or kept[:1]
    for place, one in enumerate(taken, start=1):
        if one.stored is not None and one in documents:
            DropDocument.objects.create(
                drop=drop, file=one.stored, name=one.name, folder=one.folder, position=place
            )
        else:
            DropFile.objects.create(
                drop=drop, file=one.stored, name=one.name, folder=one.folder, position=place,
                refusal=one.refusal,
            )  # fmt: skip
