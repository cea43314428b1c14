"""The lessons of lost cases by the outcome and the grounds of the answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.desk.pages import StaffRequest, staff_page
from gongkai.desk.remedies.access import require_office
from gongkai.law.catalogue import GROUNDS
from gongkai.law.outcomes import OUTCOMES
from gongkai.remedies import queries
from gongkai.remedies.models import Lesson

_INACTION = "逾期不答复等"
MOST = 500


@dataclass(frozen=True)
class LessonGroup:
    """Lessons of one outcome or ground, with how often each fault came up."""

    key: str
    label: str
    lessons: list[Lesson]
    faults: list[tuple[str, int]]


@staff_page
def remedy_lessons(request: StaffRequest) -> HttpResponse:
    """Every lesson under each ground it is about; those without a ground under the answer's outcome."""
    require_office(request)
    lessons = list(queries.lessons_visible_to(request.standing)[:MOST])
    groups = groups_of(lessons)
    chosen = request.GET.get("ground", "")
    shown = [group for group in groups if group.key == chosen] or groups
    context = {
        "groups": groups, "shown": shown, "chosen": shown[0].key if len(shown) == 1 and chosen else "",
        "unlearnt": queries.without_lesson(request.standing).count(), "most": MOST,
        "is_cut": len(lessons) == MOST,
    }  # fmt: skip
    return render(request, "desk/remedies/lessons.html", context)


def groups_of(lessons: list[Lesson]) -> list[LessonGroup]:
    """The groups, the largest first."""
    found: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        for key in lesson.grounds or [lesson.outcome]:
            found.setdefault(key, []).append(lesson)
    groups = [
        LessonGroup(key or "none", ground_label(key), rows, _faults(rows)) for key, rows in found.items()
    ]
    return sorted(groups, key=lambda group: -len(group.lessons))


def _faults(lessons: list[Lesson]) -> list[tuple[str, int]]:
    return Counter(lesson.get_fault_display() for lesson in lessons).most_common()


def ground_label(code: str) -> str:
    """The ground, or the outcome of an answer that had none."""
    if code in GROUNDS:
        return GROUNDS.label(code)
    return OUTCOMES.label(code) if code in OUTCOMES else _INACTION
