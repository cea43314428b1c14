"""Reading drops: every list starts at visible_to."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from gongkai.disclosure.models import Item, PublicState, WorkState
from gongkai.drops.models import DocumentState, Drop, DropDocument, DropFile
from gongkai.drops.rules import OPEN
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Department, Role
from gongkai.kernel.rights import Standing


def _theirs(standing: Standing, prefix: str = "") -> Q:
    return Q(**{f"{prefix}organ__in": standing.organs(Role.REVIEWER)}) | Q(
        **{f"{prefix}department__in": standing.departments(Role.DRAFTER, Role.HEAD)}
    )


def visible_to(standing: Standing) -> QuerySet[Drop]:
    """Drops of one's departments; all of the organ for its office."""
    return Drop.objects.filter(_theirs(standing)).select_related("organ", "department", "by")


def with_counts(drops: QuerySet[Drop]) -> QuerySet[Drop]:
    """Drops with how many documents they hold: all, still being read, still to be confirmed."""
    return drops.annotate(
        all_documents=Count("documents"),
        being_read=Count("documents", filter=Q(documents__state=DocumentState.WAITING)),
        to_confirm=Count("documents", filter=Q(documents__state__in=OPEN)),
        made=Count("documents", filter=Q(documents__state=DocumentState.MADE)),
    )


def visible_drop(standing: Standing, drop_id: int) -> Drop:
    """The drop; raises NotVisible."""
    drop = visible_to(standing).filter(pk=drop_id).first()
    if drop is None:
        raise NotVisible
    return drop


def documents_visible_to(standing: Standing) -> QuerySet[DropDocument]:
    """Documents of those drops."""
    return DropDocument.objects.filter(_theirs(standing, "drop__")).select_related(
        "drop__organ", "drop__department", "drop__by", "file", "column", "item", "settled_by"
    )


def visible_document(standing: Standing, document_id: int) -> DropDocument:
    """The document with its drop; raises NotVisible."""
    document = documents_visible_to(standing).filter(pk=document_id).first()
    if document is None:
        raise NotVisible
    return document


def visible_file(standing: Standing, file_id: int) -> DropFile:
    """A file beside the documents; raises NotVisible."""
    files = DropFile.objects.filter(_theirs(standing, "drop__")).select_related("drop", "file", "document")
    found = files.filter(pk=file_id).first()
    if found is None:
        raise NotVisible
    return found


def to_confirm(standing: Standing) -> QuerySet[DropDocument]:
    """Documents that wait for one's look."""
    return documents_visible_to(standing).filter(state__in=OPEN)


def departments_of(standing: Standing) -> QuerySet[Department]:
    """Departments one may drop for."""
    departments = Department.objects.filter(is_active=True, organ__merged_into=None).filter(
        Q(pk__in=standing.departments(Role.DRAFTER, Role.HEAD)) | Q(organ__in=standing.organs(Role.REVIEWER))
    )
    return departments.select_related("organ").order_by("organ_id", "position", "id")


def twins_of(
    organ_id: int, *, titles: Collection[str], numbers: Collection[str], besides: Collection[int] = ()
) -> list[Item]:
    """Items of the organ that bear one of the titles or numbers already; given up ones do not count."""
    wanted = Q(title__in=[title for title in titles if title])
    wanted |= Q(doc_number__in=[number for number in numbers if number])
    items = Item.objects.filter(wanted, organ=organ_id).exclude(pk__in=besides)
    items = items.exclude(public_state=PublicState.NONE, work_state=WorkState.IDLE)
    return list(items.order_by("-id")[:50])
