"""Old office files of a drop through LibreOffice together: one start for several instead of one for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F

from gongkai.documents.filetypes import extension_of
from gongkai.documents.limits import MEGABYTE
from gongkai.documents.office import Handed, Modern, modernise_many
from gongkai.drops.models import DocumentState, Drop, DropDocument
from gongkai.kernel import filestore, incoming

_OLD = frozenset({"doc", "wps"})
#: What one start takes on; two hanging starts still end before the job's lease.
_MOST_FILES = 6
_MOST_BYTES = 30 * MEGABYTE
_SECONDS = 20.0
_FEWEST = 2


@dataclass(frozen=True)
class Kept:
    """A document and its bytes."""

    document: DropDocument
    data: bytes


def converted_together(drop: Drop) -> Mapping[int, bytes]:
    """Waiting documents in old formats as docx, by id; those not in it are read one by one.

    Only documents that no reading began with yet go together. They count as begun while LibreOffice runs, so
    that a file which takes the process with it is alone the next time, and is given up like any other.
    """
    few = list(_few(drop))
    if len(few) < _FEWEST:
        return {}
    begun = DropDocument.objects.filter(pk__in=[one.document.pk for one in few], state=DocumentState.WAITING)
    begun.update(attempts=F("attempts") + 1)
    outcomes = modernise_many(
        [Handed(one.document.name, one.data) for one in few], limits=incoming.upload_limits(),
        seconds=_SECONDS,
    )  # fmt: skip
    begun.update(attempts=F("attempts") - 1)
    return {
        one.document.pk: outcome.data
        for one, outcome in zip(few, outcomes, strict=True)
        if isinstance(outcome, Modern)
    }


def _few(drop: Drop) -> Iterator[Kept]:
    waiting = drop.documents.filter(state=DocumentState.WAITING, attempts=0).select_related("file")
    size = number = 0
    for document in waiting.order_by("position", "id"):
        if extension_of(document.name) not in _OLD or document.file.purged_at:
            continue
        path = filestore.path_of(document.file)
        size, number = size + document.file.size, number + 1
        if size > _MOST_BYTES or number > _MOST_FILES:
            return
        if path.is_file():
            yield Kept(document, path.read_bytes())
