"""What the register keeps of an item that is taken down: that there was a document, not what it said."""

from __future__ import annotations

from datetime import datetime

from gongkai.kernel import search
from gongkai.kernel.models import StoredFile
from gongkai.register import queries
from gongkai.register.models import RegisterEntry

_TAKEN_DOWN = "（已撤下）"


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Take title and remark out of the item's entries; number, dates and attribute stay. No files."""
    entries = RegisterEntry.objects.filter(item_id=item_id)
    for entry_id in entries.values_list("pk", flat=True):
        search.remove(queries.SCOPE, entry_id)
    entries.update(title=_TAKEN_DOWN, remark="", changed_at=now)
    return []
