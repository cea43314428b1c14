"""Reading the register: every list starts at visible_to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.kernel import search as kernel_search
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Organ
from gongkai.kernel.rights import Standing
from gongkai.register.attributes import PROACTIVE
from gongkai.register.import_dates import NO_YEAR_WORDS
from gongkai.register.models import AttributeDecision, RegisterBatch, RegisterEntry, RowState
from gongkai.register.numbers import normalised
from gongkai.register.rules import KEEPERS, OFFICE_ROLES, WRITERS

#: The scope of kernel.search in which entries lie.
SCOPE = "register"
#: An entry of which something was published, here or elsewhere.
PUBLISHED = Q(published_on__isnull=False) | Q(item__first_published_at__isnull=False)


def visible_to(standing: Standing) -> QuerySet[RegisterEntry]:
    """Entries the person may read: the organ's for its office and leaders, their departments' for others.

    Void ones are among them. An authority sees counts only (figures.supervised_counts).
    """
    return RegisterEntry.objects.filter(
        Q(organ__in=standing.organs(*OFFICE_ROLES)) | Q(department__in=standing.departments(*WRITERS))
    )


def standing_entries(standing: Standing) -> QuerySet[RegisterEntry]:
    """The visible ones that are not void."""
    return visible_to(standing).filter(voided_at=None)


def visible_entry(standing: Standing, entry_id: int) -> RegisterEntry:
    """The entry with what its page needs; raises NotVisible."""
    rows = visible_to(standing).select_related(
        "organ", "department", "item__column", "registered_by", "minder", "voided_by"
    )  # fmt: skip
    found = rows.filter(pk=entry_id).first()
    if found is None:
        raise NotVisible
    return found


def entry_by_number(organ: Organ, doc_number: str) -> RegisterEntry | None:
    """The standing entry of the organ with that number, however it is written; None for a blank one."""
    number = normalised(doc_number)
    if not number:
        return None
    return RegisterEntry.objects.filter(organ=organ, doc_number=number, voided_at=None).first()


def undetermined(standing: Standing) -> QuerySet[RegisterEntry]:
    """Entries whose attribute is still open, or which lack the day they were formed."""
    return standing_entries(standing).filter(Q(mode="") | Q(formed_on=None))


def unpublished(standing: Standing) -> QuerySet[RegisterEntry]:
    """Entries to be published of the organ's own accord of which nothing is public yet."""
    return standing_entries(standing).filter(mode=PROACTIVE).exclude(PUBLISHED)


def to_reassess(standing: Standing, *, today: date) -> QuerySet[RegisterEntry]:
    """Withheld entries whose second look is due (article 18), for who keeps the register."""
    return standing_entries(standing).filter(
        organ__in=standing.organs(*KEEPERS), reassess_on__isnull=False, reassess_on__lte=today
    )


def found_by(entries: QuerySet[RegisterEntry], words: str) -> QuerySet[RegisterEntry]:
    """Entries that hold the words in title, number or remark: white space separates, all must match."""
    for word in words.replace("\0", "").split()[:5]:
        entries = entries.filter(*kernel_search.matching(SCOPE, word))
    return entries


def search(
    standing: Standing,
    words: str,
    *,
    since: date | None = None,
    until: date | None = None,
    department_id: int | None = None,
    mode: str | None = None,
) -> QuerySet[RegisterEntry]:
    """Standing entries the person may read, by words, span of formation, department, attribute.

    `mode` «» means still open, None any; newest formation first.
    """
    entries = found_by(standing_entries(standing), words)
    if since is not None:
        entries = entries.filter(formed_on__gte=since)
    if until is not None:
        entries = entries.filter(formed_on__lte=until)
    if department_id is not None:
        entries = entries.filter(department=department_id)
    if mode is not None:
        entries = entries.filter(mode=mode)
    return entries.select_related("department", "item__column").order_by("-formed_on", "-pk")


def decisions_of(entry: RegisterEntry) -> QuerySet[AttributeDecision]:
    """What was decided about its attribute, newest first."""
    return entry.decisions.select_related("by").order_by("-pk")


def timeline_of(entry: RegisterEntry) -> QuerySet[AuditEntry]:
    """What was done to the entry, newest first."""
    return AuditEntry.objects.filter(subject="register_entry", subject_id=entry.pk).order_by("-id")


def batches_visible_to(standing: Standing) -> QuerySet[RegisterBatch]:
    """Imports of the organs whose register the person keeps."""
    batches = RegisterBatch.objects.filter(organ__in=standing.organs(*KEEPERS))
    return batches.select_related("organ", "staged_by", "entered_by")


def visible_batch(standing: Standing, batch_id: int) -> RegisterBatch:
    """The import; raises NotVisible."""
    found = batches_visible_to(standing).filter(pk=batch_id).first()
    if found is None:
        raise NotVisible
    return found


def lack_a_year(batch: RegisterBatch) -> bool:
    """Whether rows were refused because nobody says of which year their days are."""
    return batch.rows.filter(state=RowState.REFUSED, reason__contains=NO_YEAR_WORDS).exists()
