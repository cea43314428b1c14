"""Reading the duty list: every list starts at visible_to."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.disclosure.models import Item, PublicState
from gongkai.duty_list.models import DutyCall, DutyFiling, DutyImport, DutyLine
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import Standing, standing_of

#: Who sees the whole of an organ's list, and who may change it.
SEES_ALL = (Role.REVIEWER, Role.OFFICE_HEAD, Role.SIGNER)
KEEPS = Role.REVIEWER
FILES = (Role.DRAFTER, Role.HEAD)


def visible_to(standing: Standing) -> QuerySet[DutyLine]:
    """Lines of one's departments; the organ's whole list for office and signers."""
    return DutyLine.objects.filter(
        Q(organ__in=standing.organs(*SEES_ALL)) | Q(department__in=standing.departments(*FILES))
    ).select_related("organ", "department", "contact", "column")


def visible_line(standing: Standing, line_id: int) -> DutyLine:
    """The line; raises NotVisible."""
    line = visible_to(standing).filter(pk=line_id).first()
    if line is None:
        raise NotVisible
    return line


def in_force(lines: QuerySet[DutyLine]) -> QuerySet[DutyLine]:
    """Lines that were not retired, in the order of the list."""
    return lines.filter(active_until__isnull=True).order_by("organ", "position", "id")


def may_keep(standing: Standing, organ_id: int) -> bool:
    """Whether the person keeps the organ's list."""
    return organ_id in standing.organs(KEEPS)


def may_file(standing: Standing, line: DutyLine) -> bool:
    """Whether the person may answer for the line: its department, or the office."""
    return may_keep(standing, line.organ_id) or line.department_id in standing.departments(*FILES)


def kept_organs(standing: Standing) -> QuerySet[Organ]:
    """Organs whose list the person keeps."""
    return Organ.objects.filter(pk__in=standing.organs(KEEPS), merged_into=None)


def organs_with_duties(standing: Standing) -> QuerySet[Organ]:
    """Organs whose month the person has a part in."""
    mine = Q(pk__in=standing.organs(*SEES_ALL)) | Q(departments__in=standing.departments(*FILES))
    return Organ.objects.filter(mine, merged_into=None).distinct()


def imports_visible_to(standing: Standing) -> QuerySet[DutyImport]:
    """Uploads of organs whose list one keeps, newest first."""
    uploads = DutyImport.objects.filter(organ__in=standing.organs(KEEPS))
    return uploads.select_related("organ", "staged_by", "confirmed_by").order_by("-id")


def filings_of(lines: list[DutyLine], periods: set[str]) -> QuerySet[DutyFiling]:
    """What was filed for any of the lines in any of the periods."""
    filings = DutyFiling.objects.filter(line__in=[line.pk for line in lines], period__in=periods)
    return filings.select_related("item", "by", "on_behalf_of")


def calls_of(standing: Standing, organ: Organ) -> QuerySet[DutyCall]:
    """Reminders the office sent, to the departments the person may see, newest first."""
    calls = DutyCall.objects.filter(organ=organ).select_related("by", "department")
    if organ.pk in standing.organs(*SEES_ALL):
        return calls
    return calls.filter(department__in=standing.departments(*FILES))


def candidates_for(line: DutyLine) -> QuerySet[Item]:
    """Items of the line's department that are public or under way and might answer for it, newest first."""
    items = Item.objects.filter(organ=line.organ_id, mode="proactive").exclude(
        public_state__in=(PublicState.WITHHELD, PublicState.TAKEN_DOWN)
    )
    items = items.exclude(public_state=PublicState.NONE, work_state="idle")
    if line.department_id:
        items = items.filter(department=line.department_id)
    if line.column_id:
        items = items.filter(column=line.column_id)
    return items.order_by("-id")


def contact_of(line: DutyLine) -> Person | None:
    """In whose name the office files: the line's contact, else the department's first drafter or head."""
    if line.department_id is None:
        return None
    people = Person.objects.filter(
        is_active=True, grants__department=line.department_id, grants__ended_at=None,
        grants__role__in=FILES,
    ).distinct().order_by("pk")  # fmt: skip
    known = list(people)
    return next((one for one in known if one.pk == line.contact_id), known[0] if known else None)


def behalf_of(actor: Person, line: DutyLine) -> Person | None:
    """In whose name the actor answers for the line: None for the own, which people of its department use."""
    if line.department_id in standing_of(actor).departments(*FILES):
        return None
    contact = contact_of(line)
    return None if contact is None or contact.pk == actor.pk else contact


def template_choices(line: DutyLine) -> QuerySet[Item]:
    """What the next issue of the line may start from: published items of its column and department."""
    items = Item.objects.filter(organ=line.organ_id, public_state=PublicState.LIVE)
    if line.column_id:
        items = items.filter(column=line.column_id)
    if line.department_id:
        items = items.filter(department=line.department_id)
    return items.order_by("-published_at", "-id")


def last_issue(line: DutyLine) -> tuple[Item, str] | None:
    """The newest item filed for the line with its period; else its template, with no period."""
    filing = (
        DutyFiling.objects.filter(line=line, item__isnull=False)
        .exclude(item__public_state=PublicState.TAKEN_DOWN)
        .select_related("item")
        .order_by("-due_on", "-id")
        .first()
    )
    if filing is not None and filing.item is not None:
        return filing.item, filing.period
    return (line.template, "") if line.template is not None else None
