"""Stored files that nothing refers to any more: their row and their bytes go, everything else stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import ForeignKey, Model, ProtectedError

from gongkai.disclosure.models.importing import ImportRow
from gongkai.drops.models import Drop, DropDocument
from gongkai.duty_list.models import DutyImport, DutyImportRow
from gongkai.kernel import filestore
from gongkai.kernel.models import StoredFile


def files_of(drop: Drop) -> set[int]:
    """The files of what clearing takes out of the drop: documents not made, pictures, what lay beside."""
    documents = DropDocument.objects.filter(drop=drop).exclude(state="made")
    found = set(documents.values_list("file_id", flat=True))
    found |= {int(pk) for kept in documents.values_list("pictures", flat=True) for pk in kept}
    return found | {pk for pk in drop.files.values_list("file_id", flat=True) if pk is not None}


def erase_unreferred(file_ids: Collection[int]) -> int:
    """Erase those of the files to which no row of any table refers; returns how many.

    For a caller inside a transaction. Each file's row is locked, and deleted before its bytes: what comes in
    at the same time with the same content waits for the row and is then kept anew. A purged file keeps its
    row.
    """
    erased = 0
    named = set(_named_in_lists()) if file_ids else set()
    for pk in sorted(set(file_ids) - named):
        with transaction.atomic():
            stored = StoredFile.objects.select_for_update().filter(pk=pk, purged_at=None).first()
            if stored is None or _is_referred(stored):
                continue
            digest = stored.digest
            try:
                stored.delete()
            except ProtectedError:
                continue
            filestore.erase_from_disk(digest)
            erased += 1
    return erased


def _is_referred(stored: StoredFile) -> bool:
    """Whether a row of any app refers to the file, however its deletion would be handled."""
    for relation in StoredFile._meta.related_objects:
        model: type[Model] = relation.related_model
        field = relation.field
        assert isinstance(field, ForeignKey)  # noqa: S101 - nothing refers to stored files otherwise
        if model._base_manager.filter(**{field.name: stored.pk}).exists():
            return True
    return False


def _named_in_lists() -> Iterator[int]:
    """Files that rows name in lists, where no foreign key protects them."""
    for pictures in DropDocument.objects.exclude(pictures=[]).values_list("pictures", flat=True):
        yield from (int(pk) for pk in pictures)
    rows = (ImportRow.objects, DutyImportRow.objects)
    for files in (one for row in rows for one in row.exclude(files=[]).values_list("files", flat=True)):
        yield from (int(file[1]) for file in files)
    for held in DutyImport.objects.exclude(held=[]).values_list("held", flat=True):
        yield from (int(file[2]) for file in held)
