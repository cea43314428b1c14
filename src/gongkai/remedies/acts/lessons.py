"""Writing down what was learnt from an answer that was set aside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person
from gongkai.remedies.acts.opening import open_proceeding, record, written
from gongkai.remedies.models import Fault, Lesson, Proceeding

MOST_TEXT = 500
_NO_WHY = "请写明答复为什么被纠正。"
_NO_TODO = "请写明以后怎样做。"


def write_lesson(
    *, actor: Person, proceeding_id: int, fault: str, why: str, todo: str, now: datetime
) -> Lesson:
    """Write or rewrite the lesson of a lost proceeding; outcome and grounds are those of the decision.

    Everybody in the office reads it, so it may hold no personal numbers.
    """
    with transaction.atomic():
        proceeding = open_proceeding(actor, proceeding_id, "lesson").proceeding
        if fault not in Fault.values:
            raise InputRefused("请选择被纠正的原因。", fields={"fault": "请选择"})
        outcome, grounds = answered_with(proceeding)
        lesson, _ = Lesson.objects.update_or_create(
            proceeding=proceeding,
            defaults={
                "organ": proceeding.organ, "outcome": outcome, "grounds": grounds, "fault": fault,
                "why": written(why, field="why", message=_NO_WHY, most=MOST_TEXT),
                "todo": written(todo, field="todo", message=_NO_TODO, most=MOST_TEXT),
                "decided_on": proceeding.decided_on or localdate(now), "written_by": actor, "written_at": now,
            },
        )  # fmt: skip
        record(
            "lesson_written", actor=actor, proceeding=proceeding, now=now,
            detail={"lesson": lesson.pk, "fault": fault},
        )  # fmt: skip
    return lesson


def answered_with(proceeding: Proceeding) -> tuple[str, list[str]]:
    """The outcome of the decision that was challenged and every ground in it; blank for inaction."""
    decision = proceeding.decision
    if decision is None:
        return "", []
    grounds = dict.fromkeys(code for part in decision.parts.all() for code in part.grounds)
    return decision.outcome, list(grounds)
