"""Asking for the folder of a year, and deciding how long a column's information is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.models import Column
from gongkai.handover.folder import KIND
from gongkai.handover.models import ColumnRetention, FolderState, YearFolder
from gongkai.handover.queries import FOLDER_ROLES, folder_organs
from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.law.archive import RETENTIONS

_NO_YEAR = "年度须在{first}年到今年之间。"
FIRST_YEAR = 2008


def ask_folder(*, actor: Person, organ_id: int, year: int, now: datetime) -> YearFolder:
    """Have the folder of a year made; while one is being made, that one is given back.

    The Regulation came into force in 2008, before which there was nothing to disclose under it.
    """
    with transaction.atomic():
        organ = folder_organs(standing_of(actor)).select_for_update().filter(pk=organ_id).first()
        if organ is None:
            raise NotVisible
        if not FIRST_YEAR <= year <= localdate(now).year:
            message = _NO_YEAR.format(first=FIRST_YEAR)
            raise InputRefused(message, fields={"year": message})
        waiting = YearFolder.objects.filter(organ=organ, year=year, state=FolderState.WAITING).first()
        if waiting is not None:
            return waiting
        folder = YearFolder.objects.create(organ=organ, year=year, asked_by=actor, asked_at=now)
        outbox.enqueue(KIND, {"folder": folder.pk}, now=now, organ=organ)
        audit.record(
            organ=organ, actor=actor, act="handover.folder.asked", subject="year_folder",
            subject_id=folder.pk, now=now, detail={"year": year},
        )  # fmt: skip
    return folder


def take_away(*, actor: Person, folder: YearFolder, now: datetime) -> None:
    """Keep on record that the folder was downloaded."""
    with transaction.atomic():
        audit.record(
            organ=folder.organ, actor=actor, act="handover.folder.taken", subject="year_folder",
            subject_id=folder.pk, now=now, detail={"year": folder.year},
        )  # fmt: skip


def set_retention(*, actor: Person, column_id: int, retention: str, now: datetime) -> None:
    """Decide how long the column's information is kept; empty takes the default of the law's table again."""
    with transaction.atomic():
        organs = standing_of(actor).organs(*FOLDER_ROLES)
        column = Column.objects.filter(pk=column_id, organ__in=organs).select_related("organ").first()
        if column is None:
            raise NotVisible
        if retention and retention not in RETENTIONS:
            raise InputRefused("请选择保管期限。", fields={"retention": "请从给定的选项中选择"})
        present = ColumnRetention.objects.filter(column=column).first()
        if (present.retention if present else "") == retention:
            return
        if retention:
            ColumnRetention.objects.update_or_create(column=column, defaults={"retention": retention})
        else:
            ColumnRetention.objects.filter(column=column).delete()
        audit.record(
            organ=column.organ, actor=actor, act="handover.retention.set", subject="column",
            subject_id=column.pk, now=now, detail={"retention": retention},
        )  # fmt: skip
