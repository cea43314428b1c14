"""What a drop keeps of an item that is taken down: the original, what was read of it, what lay beside it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gongkai.drops.models import DropDocument, DropFile
from gongkai.kernel.models import StoredFile

_TAKEN_DOWN = "（已撤下）"


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Empty the documents the item was made of, and give their files, pictures and attachments."""
    documents = DropDocument.objects.filter(item_id=item_id)
    beside = DropFile.objects.filter(document__in=documents)
    pictures = {pk for kept in documents.values_list("pictures", flat=True) for pk in kept}
    files = Q(pk__in=documents.values("file_id")) | Q(pk__in=beside.values("file_id"))
    found = list(StoredFile.objects.filter(files | Q(pk__in=pictures)))
    beside.update(name=_TAKEN_DOWN, folder="", how="", note="")
    documents.update(
        name=_TAKEN_DOWN, folder="", proposal={}, body_html="", pictures=[], listed=[], notes=[], reason=""
    )
    return found
