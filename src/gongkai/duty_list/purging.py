"""What a returned form keeps of an item that is taken down: what stood in its row, and the files it named."""

from __future__ import annotations

from datetime import datetime

from gongkai.duty_list.models import DutyImport, DutyImportRow
from gongkai.kernel.models import StoredFile


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Empty the rows the item was drafted from; give the files they named, and the forms that were kept."""
    rows = DutyImportRow.objects.filter(result__item=item_id)
    named = {int(file[1]) for files in rows.values_list("files", flat=True) for file in files}
    uploads = DutyImport.objects.filter(pk__in=list(rows.values_list("upload", flat=True)))
    named |= {int(file[2]) for held in uploads.values_list("held", flat=True) for file in held}
    uploads.update(held=[])
    rows.update(values={}, files=[], doubts=[], reason="")
    return list(StoredFile.objects.filter(pk__in=named))
