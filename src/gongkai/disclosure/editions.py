"""Making an edition: the one place where anything becomes public in the database."""

from __future__ import annotations

from datetime import datetime

from gongkai.disclosure import listing, queries
from gongkai.disclosure.fingerprint import ALGORITHM, content_digest
from gongkai.disclosure.index_numbers import draw_index_number
from gongkai.disclosure.models import (
    Edition,
    EditionAttachment,
    Item,
    Outlet,
    PublicState,
    WorkKind,
    WorkState,
)
from gongkai.disclosure.models.item import TEXT_FIELDS
from gongkai.disclosure.screening import forget_settled
from gongkai.kernel import search
from gongkai.kernel.models import Person


def make_edition(
    item: Item, *, kind: str, publisher: Person, now: datetime, reason: str = "",
    published_at: datetime | None = None,
) -> tuple[Edition, list[tuple[str, int]]]:  # fmt: skip
    """Freeze the working copy as the next edition and make it live; returns it and the list places touched.

    The publication date is `now`; only the import of old stock passes another. Requirements and reviews are
    the calling act's business, and so are audit and outbox.
    """
    if not item.index_number:
        item.index_number = draw_index_number(item, now=now)
    edition = Edition.objects.create(
        item=item, number=item.editions.count() + 1, kind=kind, organ_name=item.organ.name,
        department=item.department, department_name=item.department.name, column=item.column,
        index_number=item.index_number,
        published_at=published_at or now, reason=reason[:300], publisher=publisher,
        digest=content_digest(item), algorithm=ALGORITHM, body_html=item.body_html,
        **{name: getattr(item, name) for name in TEXT_FIELDS},
    )  # fmt: skip
    _carry_files(item, edition)
    forget_settled(item)
    item.live_edition = edition
    item.public_state = PublicState.LIVE
    item.published_at = edition.published_at
    item.first_published_at = item.first_published_at or edition.published_at
    end_round(item, now=now)
    item.save()
    search.index(
        queries.PUBLIC_SCOPE,
        item.pk,
        (item.title, item.doc_number, item.index_number, item.summary, item.keywords),
    )
    index_for_desk(item)
    # What goes out elsewhere alone takes no place in the lists of this portal, and leaves those it had.
    return edition, listing.hide(item) if item.outlet == Outlet.THERE else listing.show(item)


def _carry_files(item: Item, edition: Edition) -> None:
    rows = [
        EditionAttachment(edition=edition, file_id=file_id, name=name, position=position)
        for position, (file_id, name) in enumerate(item.attachments.values_list("file_id", "name"), start=1)
    ]
    used = used_pictures(item)
    rows += [
        EditionAttachment(edition=edition, file_id=file_id, position=1000 + n, is_picture=True)
        for n, file_id in enumerate(used)
    ]
    EditionAttachment.objects.bulk_create(rows)


def used_pictures(item: Item) -> list[int]:
    """The files of the item's own pictures that its body shows; somebody else's are never carried."""
    return [
        file_id
        for file_id, digest in item.pictures.values_list("file_id", "file__digest")
        if f"picture:{digest}" in item.body_html
    ]


def end_round(item: Item, *, now: datetime) -> None:
    """No work is open on the item any more; the caller saves."""
    item.work_state, item.work_kind = WorkState.IDLE, WorkKind.FIRST
    item.review_step = item.returned_reason = item.work_reason = item.approved_digest = ""
    item.schedule_error = ""
    item.scheduled_for = item.submitted_at = None
    item.changed_at = now
    item.revision += 1


def index_for_desk(item: Item) -> None:
    """Make the working copy findable at the desk."""
    search.index(queries.DESK_SCOPE, item.pk, (item.title, item.doc_number, item.index_number, item.summary))
