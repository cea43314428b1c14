"""What drops keep of an item that is taken down: the original, what was read of it, what lay beside it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from gongkai.drops.models import DocumentState, DropDocument, DropFile
from gongkai.kernel.models import StoredFile

_TAKEN_DOWN = "（已撤下）"
_GONE = "同一份文件的信息已经撤下，这里读出的内容也已清除，不能再用。"
_EMPTY: dict[str, object] = {
    "name": _TAKEN_DOWN, "folder": "", "proposal": {}, "body_html": "", "pictures": [], "listed": [],
    "notes": [], "reason": "",
}  # fmt: skip


def purge(item_id: int, now: datetime) -> list[StoredFile]:
    """Empty the documents the item was made of, and give their files, pictures and attachments.

    The same file dropped another time is emptied as well, and no item can be made of it any more.
    """
    made = DropDocument.objects.filter(item_id=item_id)
    of = {*made.values_list("file_id", flat=True)}
    of |= {*DropFile.objects.filter(document__in=made).values_list("file_id", flat=True)} - {None}
    twins = DropDocument.objects.filter(file_id__in=of).exclude(state=DocumentState.MADE)
    again = list(twins.values_list("pk", flat=True))
    documents = DropDocument.objects.filter(Q(item_id=item_id) | Q(pk__in=again))
    pictures = {pk for kept in documents.values_list("pictures", flat=True) for pk in kept}
    DropFile.objects.filter(Q(document__in=made) | Q(file_id__in=of)).update(
        name=_TAKEN_DOWN, folder="", how="", note=""
    )
    documents.update(**_EMPTY)
    DropDocument.objects.filter(pk__in=again).update(
        state=DocumentState.DISMISSED, reason=_GONE, settled_at=now
    )
    return list(StoredFile.objects.filter(pk__in=of | pictures))
