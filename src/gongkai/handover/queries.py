"""Reading hand-overs and folders: what one took over, what one administers, the folders of one's office."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.handover.models import Handover, YearFolder
from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import Organ, Role
from gongkai.kernel.rights import Standing

#: Who may have the folder of a year made and take it away.
FOLDER_ROLES = (Role.REVIEWER, Role.OFFICE_HEAD)


def handovers_visible_to(standing: Standing) -> QuerySet[Handover]:
    """Hand-overs to oneself, and those of organs whose office one heads or which one administers."""
    mine = Q(successor=standing.person_id)
    ours = Q(organ__in=standing.organs(Role.ADMIN, Role.OFFICE_HEAD))
    return Handover.objects.filter(mine | ours).select_related("organ", "leaver", "successor", "by")


def visible_handover(standing: Standing, handover_id: int) -> Handover:
    """The hand-over; raises NotVisible."""
    found = handovers_visible_to(standing).filter(pk=handover_id).first()
    if found is None:
        raise NotVisible
    return found


def unseen_by(standing: Standing) -> QuerySet[Handover]:
    """What the person took over and has not yet been through."""
    return Handover.objects.filter(successor=standing.person_id, seen_at=None)


def folder_organs(standing: Standing) -> QuerySet[Organ]:
    """Organs whose year the person may take away."""
    return Organ.objects.filter(pk__in=standing.organs(*FOLDER_ROLES)).order_by("path")


def folders_visible_to(standing: Standing) -> QuerySet[YearFolder]:
    """Folders of those organs, the newest first."""
    return YearFolder.objects.filter(organ__in=standing.organs(*FOLDER_ROLES)).select_related(
        "organ", "asked_by"
    )


def visible_folder(standing: Standing, folder_id: int) -> YearFolder:
    """The folder; raises NotVisible."""
    found = folders_visible_to(standing).filter(pk=folder_id).first()
    if found is None:
        raise NotVisible
    return found
