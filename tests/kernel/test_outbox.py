"""The outbox: leases, retries, giving up visibly, batches, several workers."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from gongkai.kernel import outbox
from gongkai.kernel.errors import Refused
from gongkai.kernel.models import OutboxJob
from gongkai.kernel.registry import Handler, registry
from tests.factories import NOW


@pytest.fixture
def seen() -> Iterator[list]:
    """Payloads that the test handlers were given, batch by batch."""
    batches: list[list[dict]] = []

    def take(payloads, now):
        batches.append(list(payloads))
        if any(payload.get("bad") for payload in payloads):
            raise ValueError("坏了")

    registry.add_handler(Handler("test.one", take, "试"))
    registry.add_handler(Handler("test.many", take, "试", batch=10))
    yield batches
    del registry.handlers["test.one"], registry.handlers["test.many"]


def _put(kind: str, **payload) -> OutboxJob:
    with transaction.atomic():
        return outbox.enqueue(kind, payload, now=NOW)


def _run(after: timedelta = timedelta(0)) -> int:
    return outbox.run_once(owner="w", clock=lambda: NOW + after)


@pytest.mark.django_db
def test_a_job_runs_once_and_is_done(seen):
    job = _put("test.one", n=1)
    assert _run() == 1
    assert _run() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, seen) == ("done", 1, [[{"n": 1}]])


@pytest.mark.django_db
def test_a_job_of_a_rolled_back_act_never_runs(seen):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.enqueue("test.one", {}, now=NOW)
        raise RuntimeError
    assert _run() == 0


@pytest.mark.django_db
def test_a_failing_job_waits_longer_each_time_then_stops_visibly(seen, settings):
    settings.GONGKAI_OUTBOX_MAX_ATTEMPTS = 3
    job = _put("test.one", bad=True)
    waits = []
    after = timedelta(0)
    for _ in range(3):
        assert _run(after) == 1
        job.refresh_from_db()
        waits.append(job.not_before - (NOW + after))
        assert _run(after) == 0, "not before its time"
        after += waits[-1]
    assert waits == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert (job.state, "坏了" in job.last_error) == ("dead", True)
    assert _run(after + timedelta(days=1)) == 0
    outbox.retry(job_id=job.pk, now=NOW + timedelta(days=1))
    assert _run(timedelta(days=1)) == 1
    with pytest.raises(Refused):
        outbox.retry(job_id=job.pk, now=NOW)


@pytest.mark.django_db
def test_the_lease_of_a_dead_worker_runs_out(seen):
    job = _put("test.one", n=1)
    assert [j.pk for j in outbox.claim(owner="dead", now=NOW)] == [job.pk]
    assert _run(timedelta(seconds=60)) == 0
    assert _run(timedelta(seconds=121)) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_does_not_mark_the_job(seen):
    job = _put("test.one", n=1)

    def slow(payloads, now):
        OutboxJob.objects.filter(pk=job.pk).update(lease_owner="another")

    registry.handlers["test.one"] = Handler("test.one", slow, "试")
    _run()
    job.refresh_from_db()
    assert job.state == "running"


@pytest.mark.django_db
def test_fresh_jobs_of_a_kind_go_together_and_a_bad_one_spoils_no_retry(seen):
    for n in range(3):
        _put("test.many", n=n)
    _put("test.many", bad=True)
    assert _run() == 4
    assert OutboxJob.objects.filter(state="waiting").count() == 4
    for _ in range(4):
        assert _run(timedelta(seconds=5)) == 1
    assert OutboxJob.objects.filter(state="done").count() == 3


@pytest.mark.django_db
def test_a_job_waits_for_its_hour(seen):
    with transaction.atomic():
        outbox.enqueue("test.one", {}, now=NOW, not_before=NOW + timedelta(hours=1))
    assert _run() == 0
    assert outbox.state(now=NOW).oldest_due is None
    assert _run(timedelta(hours=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_work_without_doubling_it():
    done: list[int] = []
    lock = threading.Lock()

    def take(payloads, now):
        with lock:
            done.extend(payload["n"] for payload in payloads)

    registry.add_handler(Handler("test.shared", take, "试", batch=3))
    for n in range(40):
        _put("test.shared", n=n)

    def work() -> None:
        try:
            outbox.drain(owner=f"w{threading.get_ident()}", clock=lambda: NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    del registry.handlers["test.shared"]
    assert sorted(done) == list(range(40))
