"""Reading proceedings and lessons: every list starts at visible_to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from gongkai.kernel.errors import NotVisible
from gongkai.kernel.models import AuditEntry, Role
from gongkai.kernel.rights import Standing
from gongkai.law.remedies import ResultColumn
from gongkai.remedies.models import Lesson, Proceeding, Stage
from gongkai.requests.models import Case
from gongkai.requests.queries import OFFICE_ROLES

_OPEN = (Stage.FILED, Stage.ANSWERING, Stage.HEARING)


def visible_to(standing: Standing) -> QuerySet[Proceeding]:
    """Proceedings of the organs whose disclosure office or leader the person is."""
    return Proceeding.objects.filter(organ__in=standing.organs(*OFFICE_ROLES))


def visible_proceeding(standing: Standing, proceeding_id: int) -> Proceeding:
    """The proceeding with what its page needs; raises NotVisible."""
    rows = visible_to(standing).select_related(
        "organ", "case__organ", "case__key", "decision__letter", "handler", "after", "registered_by"
    )
    found = rows.filter(pk=proceeding_id).first()
    if found is None:
        raise NotVisible
    return found


def of_case(standing: Standing, case: Case) -> QuerySet[Proceeding]:
    """The proceedings over a case, the oldest first."""
    return visible_to(standing).filter(case=case).order_by("pk")


def open_proceedings(standing: Standing) -> QuerySet[Proceeding]:
    """Those that are not decided."""
    return visible_to(standing).filter(stage__in=_OPEN)


def pressing(standing: Standing, *, today: date) -> QuerySet[Proceeding]:
    """Those whose next day is near or past."""
    return visible_to(standing).filter(amber_on__lte=today)


def without_lesson(standing: Standing) -> QuerySet[Proceeding]:
    """Set aside and nothing learnt yet."""
    return visible_to(standing).filter(
        organ__in=standing.organs(Role.REVIEWER, Role.OFFICE_HEAD), stage=Stage.DECIDED,
        result_column=ResultColumn.CORRECTED, lesson=None,
    )  # fmt: skip


def lessons_visible_to(standing: Standing) -> QuerySet[Lesson]:
    """The lessons of the person's organs, the newest first."""
    return Lesson.objects.filter(organ__in=standing.organs(*OFFICE_ROLES)).select_related(
        "proceeding__case", "organ", "written_by"
    )


def lessons_on(organ_id: int, *, outcome: str, grounds: tuple[str, ...] = ()) -> list[Lesson]:
    """What the organ learnt from answers of that outcome, and of one of those grounds where they are told."""
    rows = Lesson.objects.filter(organ=organ_id, outcome=outcome).select_related("proceeding")
    return [row for row in rows if not grounds or set(row.grounds) & set(grounds)]


def timeline_of(proceeding: Proceeding) -> QuerySet[AuditEntry]:
    """What was done to the proceeding, newest first."""
    return AuditEntry.objects.filter(subject="proceeding", subject_id=proceeding.pk).order_by("-id")


#: The lists behind the counts of the home page, by the name of their view.
QUEUES: dict[str, Callable[[Standing, date], QuerySet[Proceeding]]] = {
    "pressing": lambda standing, today: pressing(standing, today=today),
    "lessons": lambda standing, today: without_lesson(standing),
}
