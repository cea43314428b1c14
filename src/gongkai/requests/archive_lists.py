"""Lists of the archive: all entries, what is to be handed over, cleared, or due for destruction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.rights import Standing
from gongkai.requests.models import ArchiveEntry, CaseStage
from gongkai.requests.queries import OFFICE_ROLES

Narrow = Callable[[QuerySet[ArchiveEntry], date], QuerySet[ArchiveEntry]]


def entries_visible_to(standing: Standing) -> QuerySet[ArchiveEntry]:
    """Archived cases of the organs whose office or leader the person is."""
    return ArchiveEntry.objects.filter(
        case__organ__in=standing.organs(*OFFICE_ROLES), case__stage=CaseStage.ARCHIVED
    ).select_related("case__organ")


#: The lists by their key in the address.
LISTS: dict[str, Narrow] = {
    "all": lambda entries, today: entries,
    "transfer": lambda entries, today: entries.filter(transferred_on=None, destroyed_at=None),
    "clear": lambda entries, today: entries.filter(cleared_at=None, destroyed_at=None, package__isnull=False),
    "destroy": lambda entries, today: entries.filter(destroyed_at=None, retain_until__lt=today),
}
