"""Reading items: every list starts at visible_to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_

from django.db.models import F, Q, QuerySet

from gongkai.disclosure.index_numbers import bearer_of
from gongkai.disclosure.models import (
    AllowedValue,
    Column,
    Edition,
    Expedited,
    ImportBatch,
    Item,
    Outlet,
    PublicState,
    WorkState,
)  # fmt: skip
from gongkai.disclosure.rules import STEP_ROLES, Step
from gongkai.kernel import search
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Role
from gongkai.kernel.models.people import DEPARTMENT_ROLES
from gongkai.kernel.rights import Standing

#: The search scopes: working copies for the desk, live editions for the public.
DESK_SCOPE = "item"
PUBLIC_SCOPE = "public"


def visible_to(standing: Standing) -> QuerySet[Item]:
    """Items the person may see.

    One's departments; the whole organ for office and signers; what is public in one's organs and in those
    one supervises. What was taken down is seen by those who may take down, in their organ.
    """
    office = standing.organs(Role.REVIEWER, Role.SIGNER)
    own = Q(department__in=standing.departments(Role.DRAFTER, Role.HEAD)) & ~Q(
        public_state=PublicState.TAKEN_DOWN
    )
    shown = Q(
        organ__in=standing.home_organs | standing.supervised_organs,
        public_state__in=(PublicState.LIVE, PublicState.WITHDRAWN),
    )
    leaks = Q(organ__in=standing.organs(Role.SECURITY), public_state=PublicState.TAKEN_DOWN)
    # All of these lie in organs one belongs to or supervises; said once for all, an index can be used.
    somewhere = Q(organ__in=standing.home_organs | standing.supervised_organs)
    return Item.objects.filter(somewhere, own | Q(organ__in=office) | shown | leaks)


def works_on(standing: Standing) -> Q:
    """Items whose working copy (not only the public one) the person may read."""
    return Q(organ__in=standing.organs(Role.REVIEWER, Role.SIGNER)) | Q(
        department__in=standing.departments(Role.DRAFTER, Role.HEAD)
    )


def visible_item(standing: Standing, item_id: int) -> Item:
    """The item with what its page needs; raises NotVisible."""
    query = visible_to(standing).select_related(
        "organ", "department", "column", "drafter", "last_editor", "live_edition"
    )
    item = query.filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    return item


def may_read_work(standing: Standing, item: Item) -> bool:
    """Whether drafts, reviews and private files of the item are open to the person."""
    return item.organ_id in standing.organs(
        Role.REVIEWER, Role.SIGNER
    ) or item.department_id in standing.departments(Role.DRAFTER, Role.HEAD)


def found_by(items: QuerySet[Item], words: str, *, scope: str = DESK_SCOPE) -> QuerySet[Item]:
    """Items whose title, numbers or summary hold the words: white space separates, all must match."""
    for word in words.split()[:5]:
        items = items.filter(*_matching(scope, word))
    return items


def _matching(scope: str, word: str) -> list[Q]:
    """A whole index number is looked up as such: what pairs it is made of, every number has."""
    bearer = bearer_of(word) if any(character.isdigit() for character in word) else None
    return [Q(pk=bearer)] if bearer else search.matching(scope, word)


def found_at_desk(items: QuerySet[Item], words: str, standing: Standing) -> QuerySet[Item]:
    """As found_by, for items of mixed standing: what the person may not work on is found by its public text.

    Otherwise a search would tell outsiders what a draft says.
    """
    inside = works_on(standing)
    for word in words.split()[:5]:
        drafts = reduce(and_, _matching(DESK_SCOPE, word), inside)
        public = reduce(and_, _matching(PUBLIC_SCOPE, word), ~inside)
        items = items.filter(drafts | public)
    return items


def waiting_for_review(standing: Standing) -> QuerySet[Item]:
    """Items in review whose present step the person may take as second person."""
    mine = Q(pk__in=[])
    for step, roles in STEP_ROLES.items():
        departments = standing.departments(*(roles & DEPARTMENT_ROLES))
        organs = standing.organs(*(roles - DEPARTMENT_ROLES))
        mine |= Q(review_step=step) & (Q(department__in=departments) | Q(organ__in=organs))
    me = standing.person_id
    others = Item.objects.exclude(drafter=me).exclude(last_editor=me).exclude(entered_by=me)
    return others.filter(mine, pk__in=_open_work(standing, WorkState.IN_REVIEW))


def _open_work(standing: Standing, state: WorkState) -> QuerySet[Item, int]:
    """Ids of the few items in a state of work in one's organs, for a query to begin with.

    SQLite knows of a state only how many items it has on average, and would rather read all of a drafter's.
    """
    at_work = Item.objects.filter(organ__in=standing.home_organs, work_state=state)
    return at_work.values_list("pk", flat=True)


def waiting_for_publication(standing: Standing) -> QuerySet[Item]:
    """Approved items of organs whose office the person works for."""
    return Item.objects.filter(organ__in=standing.organs(Role.REVIEWER), work_state=WorkState.APPROVED)


def returned_to(standing: Standing) -> QuerySet[Item]:
    """The person's own drafts that came back with a reason."""
    return Item.objects.filter(
        pk__in=_open_work(standing, WorkState.DRAFT),
        drafter=standing.person_id,
        department__in=_own_departments(standing),
    ).exclude(returned_reason="")


def drafts_of(standing: Standing) -> QuerySet[Item]:
    """The person's own drafts."""
    return Item.objects.filter(
        Q(drafter=standing.person_id) | Q(last_editor=standing.person_id),
        works_on(standing),
        pk__in=_open_work(standing, WorkState.DRAFT),
    )


def _own_departments(standing: Standing) -> frozenset[int]:
    return standing.departments(Role.DRAFTER, Role.HEAD)


def failed_schedules(standing: Standing) -> QuerySet[Item]:
    """Items whose timed publication did not happen."""
    return waiting_for_publication(standing).exclude(schedule_error="")


def papers_due(standing: Standing) -> QuerySet[Expedited]:
    """Publications approved by word of mouth that still need their paper: the office's and the approver's."""
    return Expedited.objects.filter(
        Q(item__organ__in=standing.organs(Role.REVIEWER)) | Q(approver=standing.person_id), settled_at=None
    ).select_related("item", "approver")


def allowed_values_visible_to(standing: Standing) -> QuerySet[AllowedValue]:
    """The allow-lists one keeps, newest first."""
    organs = standing.organs(Role.REVIEWER, Role.SECURITY)
    return AllowedValue.objects.filter(organ__in=organs).select_related("organ", "by").order_by("-id")


def to_reassess(standing: Standing, *, today: date) -> QuerySet[Item]:
    """Undisclosed items whose second look is due within thirty days (article 18)."""
    return Item.objects.filter(
        organ__in=standing.organs(Role.REVIEWER),
        public_state=PublicState.WITHHELD,
        work_state=WorkState.IDLE,
        reassess_on__lte=today + timedelta(days=30),
    )


def unpublished_by_formation(standing: Standing) -> QuerySet[Item]:
    """Items on their way to first publication that bear a date of formation, oldest first (article 26)."""
    return Item.objects.filter(
        works_on(standing), public_state=PublicState.NONE, mode="proactive", formed_on__isnull=False
    ).exclude(work_state=WorkState.IDLE).order_by("formed_on", "id")  # fmt: skip


def columns_visible_to(standing: Standing) -> QuerySet[Column]:
    """Columns of organs one works in."""
    return Column.objects.filter(organ__in=standing.home_organs).select_related("organ", "parent")


def columns_administered_by(standing: Standing) -> QuerySet[Column]:
    """Columns one may change."""
    return Column.objects.filter(organ__in=standing.organs(Role.ADMIN)).select_related("organ", "parent")


def editions_of(item: Item) -> QuerySet[Edition]:
    """The item's editions, newest first."""
    return item.editions.select_related("publisher", "column").order_by("-number")


def timeline_of(item: Item) -> QuerySet[AuditEntry]:
    """What was done to the item, newest first; for those who may read its working copy."""
    return AuditEntry.objects.filter(subject="item", subject_id=item.pk).order_by("-id")


def batches_visible_to(standing: Standing) -> QuerySet[ImportBatch]:
    """Import batches of organs whose office one works for, and those one staged in an organ of one's own."""
    mine = Q(staged_by=standing.person_id, organ__in=standing.home_organs)
    batches = ImportBatch.objects.filter(Q(organ__in=standing.organs(Role.REVIEWER)) | mine)
    return batches.select_related("organ", "staged_by", "approved_by")


def live_items() -> QuerySet[Item]:
    """What the public sees on this portal, with its edition."""
    return with_page().filter(public_state=PublicState.LIVE).select_related("live_edition", "organ")


def with_page() -> QuerySet[Item]:
    """Items that have a page on this portal: live or withdrawn, and not gone out elsewhere alone."""
    shown = (PublicState.LIVE, PublicState.WITHDRAWN)
    items = Item.objects.filter(public_state__in=shown, first_published_at__isnull=False)
    return items.exclude(live_edition__outlet=Outlet.THERE)


def has_page(item: Item) -> bool:
    """Whether the item has a page on this portal."""
    edition = item.live_edition
    return item.public_state in (PublicState.LIVE, PublicState.WITHDRAWN) and not (
        edition is not None and edition.outlet == Outlet.THERE
    )


def due_to_expire(*, today: date) -> QuerySet[Item]:
    """Live items whose stated last day has passed and which are not yet marked.

    Where nobody works on an item its working copy says what the live edition says; the others wait.
    """
    return Item.objects.filter(
        public_state=PublicState.LIVE, work_state=WorkState.IDLE, expires_on__lt=today
    ).exclude(validity__in=("expired", "repealed"))  # fmt: skip


def published_in_year(organ_id: int, start: datetime, end: datetime) -> QuerySet[Item]:
    """Items first published in the span and still public, counted once each.

    What was withdrawn or taken down since is not part of the year's count.
    """
    return Item.objects.filter(
        organ=organ_id,
        public_state=PublicState.LIVE,
        first_published_at__gte=start,
        first_published_at__lt=end,
    ).exclude(live_edition__statistical_category="not_counted")


def step_is_for(item: Item, standing: Standing) -> bool:
    """Whether the present step is the person's to take."""
    roles = STEP_ROLES[Step(item.review_step)]
    return any(
        standing.holds(role, organ_id=item.organ_id, department_id=item.department_id) for role in roles
    )


def ordered_by_publication(items: QuerySet[Item]) -> QuerySet[Item]:
    """Newest publication first; drafts, which have no date, go by their id."""
    return items.order_by(F("published_at").desc(nulls_first=True), "-id")
