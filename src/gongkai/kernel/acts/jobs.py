"""What people may do with outbox jobs that stopped: try again, or give up and say why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import InputRefused, NotVisible
from gongkai.kernel.models import OutboxJob, Person
from gongkai.kernel.queries import jobs_visible_to
from gongkai.kernel.rights import standing_of


def retry_job(*, actor: Person, job_id: int, now: datetime) -> None:
    """Give a stopped job of the actor's organ another set of attempts."""
    with transaction.atomic():
        job = _visible_job(actor, job_id)
        outbox.retry(job_id=job.pk, now=now)
        audit.record(
            organ=job.organ, actor=actor, act="kernel.job.retried", subject="job", subject_id=job.pk,
            now=now, detail={"kind": job.kind},
        )  # fmt: skip


def discard_job(*, actor: Person, job_id: int, reason: str, now: datetime) -> None:
    """Give a stopped job of the actor's organ up; the reason stays with the job."""
    with transaction.atomic():
        job = _visible_job(actor, job_id)
        if not reason.strip():
            raise InputRefused("请写明放弃的理由。", fields={"reason": "例如：该栏目已经撤销"})
        outbox.discard(job_id=job.pk, reason=reason.strip()[:200])
        audit.record(
            organ=job.organ, actor=actor, act="kernel.job.discarded", subject="job", subject_id=job.pk,
            now=now, detail={"kind": job.kind},
        )  # fmt: skip


def _visible_job(actor: Person, job_id: int) -> OutboxJob:
    job = jobs_visible_to(standing_of(actor)).select_related("organ").filter(pk=job_id).first()
    if job is None:
        raise NotVisible
    return job
