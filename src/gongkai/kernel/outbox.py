"""Putting work into the outbox, and the worker's side: claim, run, retry, give up visibly."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models, transaction

from gongkai.kernel.errors import Refused
from gongkai.kernel.models import Organ, OutboxJob
from gongkai.kernel.models.outbox import JobState
from gongkai.kernel.registry import Payload, registry
from gongkai.kernel.transactions import require_act

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(hours=1)
#: Kinds that must succeed in the end, whatever it takes.
NEVER_DISCARDED = frozenset({"release.purge"})
#: A worker that is killed is seldom the job's fault, so that takes as many attempts as several failures.
SETS_OF_DEATHS = 4
_WORKERS_DIED = "执行这项任务的进程多次中断，已停止。请查看日志和内存，排除原因后重试。"
_DISCARDED = "已放弃：{reason}。原来的错误：{error}"


def enqueue(
    kind: str,
    payload: Payload,
    *,
    now: datetime,
    organ: Organ | None = None,
    not_before: datetime | None = None,
) -> OutboxJob:
    """Add a job in the caller's transaction; it runs after commit, not before `not_before`."""
    require_act("the outbox is written in the act's transaction")
    return OutboxJob.objects.create(
        kind=kind, payload=payload, organ=organ, created_at=now, not_before=not_before or now
    )


def claim(*, owner: str, now: datetime) -> list[OutboxJob]:
    """Take the oldest due job, and others of its kind when its handler batches, under a lease.

    Jobs whose lease ran out (their worker died) are due again. Only fresh jobs are batched, so that one
    bad job cannot spoil the retries of its neighbours.
    """
    lease = now + timedelta(seconds=settings.GONGKAI_OUTBOX_LEASE_SECONDS)
    with transaction.atomic():
        due = OutboxJob.objects.filter(
            models.Q(state=JobState.WAITING, not_before__lte=now)
            | models.Q(state=JobState.RUNNING, lease_until__lt=now)
        ).filter(kind__in=registry.handlers)
        first = _locked(due.order_by("not_before", "id")[:1])
        while first and first[0].attempts >= settings.GONGKAI_OUTBOX_MAX_ATTEMPTS * SETS_OF_DEATHS:
            _stop(first[0])
            first = _locked(due.order_by("not_before", "id")[:1])
        if not first:
            return []
        jobs = first
        handler = registry.handlers[first[0].kind]
        if handler.batch > 1 and first[0].attempts == 0:
            more = due.filter(kind=handler.kind, attempts=0).exclude(pk=first[0].pk)
            jobs += _locked(more.order_by("not_before", "id")[: handler.batch - 1])
        for job in jobs:
            job.state, job.lease_owner, job.lease_until = JobState.RUNNING, owner, lease
            job.attempts += 1
        OutboxJob.objects.bulk_update(jobs, ("state", "lease_owner", "lease_until", "attempts"))
    return jobs


def _stop(job: OutboxJob) -> None:
    """Give up a job whose workers died over it each time, so that nobody else dies of it."""
    job.state, job.lease_until, job.last_error = JobState.DEAD, None, _WORKERS_DIED
    job.save(update_fields=("state", "lease_until", "last_error"))


def _locked(query: models.QuerySet[OutboxJob]) -> list[OutboxJob]:
    """Lock rows nobody else holds; SQLite's IMMEDIATE transaction is lock enough."""
    if connection.features.has_select_for_update_skip_locked:
        query = query.select_for_update(skip_locked=True)
    return list(query)


def take_back(*, is_gone: Callable[[str], bool]) -> int:
    """Make the jobs of owners that are gone due again, without waiting for their leases; returns how many."""
    running = OutboxJob.objects.filter(state=JobState.RUNNING)
    gone = [owner for owner in set(running.values_list("lease_owner", flat=True)) if is_gone(owner)]
    return running.filter(lease_owner__in=gone).update(state=JobState.WAITING, lease_until=None)


def run_once(*, owner: str, clock: Callable[[], datetime]) -> int:
    """Claim and run one batch; returns how many jobs were taken (0: nothing due). Never raises for a job."""
    jobs = claim(owner=owner, now=clock())
    if not jobs:
        return 0
    handler = registry.handlers[jobs[0].kind]
    try:
        handler.run([job.payload for job in jobs], clock())
    except Exception as error:
        logger.exception("outbox job %s failed", jobs[0].kind)
        _failed(jobs, owner, error, clock())
    else:
        OutboxJob.objects.filter(pk__in=[job.pk for job in jobs], lease_owner=owner).update(
            state=JobState.DONE, done_at=clock(), lease_until=None, last_error=""
        )
    return len(jobs)


def _failed(jobs: list[OutboxJob], owner: str, error: Exception, now: datetime) -> None:
    message = error.message if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
    for job in jobs:
        dead = job.attempts >= settings.GONGKAI_OUTBOX_MAX_ATTEMPTS
        wait = min(FIRST_RETRY * 2 ** (job.attempts - 1), LONGEST_RETRY)
        OutboxJob.objects.filter(pk=job.pk, lease_owner=owner).update(
            state=JobState.DEAD if dead else JobState.WAITING,
            not_before=now + wait,
            lease_until=None,
            last_error=message[:500],
        )


def retry(*, job_id: int, now: datetime) -> None:
    """Give a stopped job another set of attempts; raises Refused when it is not stopped."""
    changed = OutboxJob.objects.filter(pk=job_id, state=JobState.DEAD).update(
        state=JobState.WAITING, attempts=0, not_before=now
    )
    if not changed:
        raise Refused("这项任务不在“已停止”状态，无需重试。")


def discard(*, job_id: int, reason: str) -> None:
    """Give a stopped job up for good, keeping why; raises Refused when it is not stopped.

    Erasing what leaked is never given up.
    """
    job = OutboxJob.objects.select_for_update().filter(pk=job_id, state=JobState.DEAD).first()
    if job is None:
        raise Refused("这项任务不在“已停止”状态，不能放弃。")
    if job.kind in NEVER_DISCARDED:
        raise Refused("泄露信息的清除任务不能放弃，请排除故障后重试。")
    note = _DISCARDED.format(reason=reason, error=job.last_error)
    OutboxJob.objects.filter(pk=job_id).update(state=JobState.DISCARDED, last_error=note[:500])


@dataclass(frozen=True)
class OutboxState:
    """How the outbox stands, for the desk page and the health check."""

    waiting: int
    running: int
    dead: int
    oldest_due: datetime | None


def state(*, now: datetime) -> OutboxState:
    """Count the open jobs; `oldest_due` is since when the oldest due job has been waiting."""
    open_jobs = OutboxJob.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING, JobState.DEAD))
    counts = dict(open_jobs.values_list("state").annotate(models.Count("id")).order_by())
    oldest = OutboxJob.objects.filter(state=JobState.WAITING, not_before__lte=now).aggregate(
        models.Min("not_before")
    )["not_before__min"]
    return OutboxState(
        waiting=counts.get(JobState.WAITING, 0),
        running=counts.get(JobState.RUNNING, 0),
        dead=counts.get(JobState.DEAD, 0),
        oldest_due=oldest,
    )


def drain(*, owner: str, clock: Callable[[], datetime], limit: int = 100_000) -> int:
    """Run jobs until nothing is due; returns how many were taken."""
    taken = 0
    while taken < limit:
        step = run_once(owner=owner, clock=clock)
        if not step:
            break
        taken += step
    return taken
