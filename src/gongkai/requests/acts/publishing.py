"""Article 44: what several applicants asked for and may be opened is proposed for publication."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.disclosure.acts.draft import draft
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Organ, Person, Role
from gongkai.kernel.rights import standing_of
from gongkai.requests.acts.opening import record
from gongkai.requests.models import Case, PublicationTask

OPEN_ROWS = ("r.open", "r.partial")


def watch_same_wish(case: Case, *, now: datetime) -> PublicationTask | None:
    """Raise a task when a second applicant was given the same information. Under the case's lock."""
    if case.report_row not in OPEN_ROWS or not case.matter_index:
        return None
    # Two answers served at once would each not see the other; the lock lasts until the act is committed.
    Organ.objects.select_for_update(no_key=True).get(pk=case.organ_id)
    same = Case.objects.filter(
        organ=case.organ_id, matter_index=case.matter_index, report_row__in=OPEN_ROWS
    ).order_by("pk")  # fmt: skip
    if len(set(same.values_list("applicant_index", flat=True))) < 2:
        return None
    return _raised(case, list(same), now)


def propose_publication(*, actor: Person, case_ids: list[int], now: datetime) -> PublicationTask:
    """Raise the task by hand: the office sees that differently worded requests want the same information."""
    with transaction.atomic():
        organs = standing_of(actor).organs(Role.REVIEWER)
        cases = list(Case.objects.filter(pk__in=case_ids, organ__in=organs).order_by("pk"))
        if len(cases) < 2 or len({case.organ_id for case in cases}) != 1:
            raise NotVisible
        if len({case.applicant_index for case in cases}) < 2:
            raise ActRefused("同一申请人的多次申请不适用第四十四条。")
        if any(case.report_row not in OPEN_ROWS for case in cases):
            raise ActRefused("只有已经答复公开的信息才能转为主动公开。")
        task = _raised(cases[0], cases, now)
        if task.settled_at is not None:
            raise ActRefused("这项信息的建议已经处理过，不再重复提出。")
        record("publication_proposed", actor=actor, case=cases[0], now=now, detail={"task": task.pk})
    return task


def publish_wish(
    *, actor: Person, task_id: int, column_id: int, title: str, body_html: str, now: datetime
) -> PublicationTask:
    """Make the information a draft of proactive disclosure, which then passes its own review."""
    with transaction.atomic():
        task = _open_task(actor, task_id)
        formed = min(case.day0 for case in task.cases.all() if case.day0)
        item = draft(
            actor=actor, column_id=column_id, now=now,
            values={"title": title.strip(), "body_html": body_html, "formed_on": formed},
        )  # fmt: skip
        task.item_id, task.settled_at, task.settled_by = item.pk, now, actor
        task.save(update_fields=("item_id", "settled_at", "settled_by"))
        case = task.cases.order_by("pk").first()
        if case is not None:
            record("wish_published", actor=actor, case=case, now=now, detail={"item": item.pk})
    return task


def decline_wish(*, actor: Person, task_id: int, reason: str, now: datetime) -> PublicationTask:
    """Leave it at answering requests, with the reason (the article says «may»)."""
    if not reason.strip():
        raise InputRefused("请写明不转为主动公开的理由。", fields={"reason": "不能为空"})
    with transaction.atomic():
        task = _open_task(actor, task_id)
        task.declined_reason, task.settled_at, task.settled_by = reason.strip()[:300], now, actor
        task.save(update_fields=("declined_reason", "settled_at", "settled_by"))
        case = task.cases.order_by("pk").first()
        if case is not None:
            record("wish_declined", actor=actor, case=case, now=now, detail={"task": task.pk})
    return task


def _raised(case: Case, cases: list[Case], now: datetime) -> PublicationTask:
    task, _ = PublicationTask.objects.get_or_create(
        organ=case.organ, matter_index=case.matter_index,
        defaults={"subject": case.subject, "raised_at": now},
    )  # fmt: skip
    task.cases.add(*cases)
    return task


def _open_task(actor: Person, task_id: int) -> PublicationTask:
    organs = standing_of(actor).organs(Role.REVIEWER)
    task = PublicationTask.objects.select_for_update().filter(pk=task_id, organ__in=organs).first()
    if task is None:
        raise NotVisible
    if task.settled_at is not None:
        raise ActRefused("这项建议已经处理。")
    return task
