"""A worker that was killed holds nothing up: the next one on the machine takes its jobs back at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import transaction

from gongkai.kernel import outbox
from gongkai.kernel.models import OutboxJob
from gongkai.kernel.registry import Handler, registry
from gongkai.kernel.worker import Worker, is_gone, owner_name
from tests.factories import NOW

HOST = socket.gethostname()[:30]


def ended_process() -> int:
    """The id of a process that has just ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.fixture
def done(monkeypatch) -> list[object]:
    """Payloads a handler of this test's own has run."""
    ran: list[object] = []
    handler = Handler("test.dead", lambda payloads, now: ran.extend(payloads), "试验")
    monkeypatch.setitem(registry.handlers, "test.dead", handler)
    monkeypatch.setattr(registry, "ticks", {})
    return ran


def leased_to(owner: str) -> OutboxJob:
    """A job taken a moment ago by somebody."""
    with transaction.atomic():
        job = outbox.enqueue("test.dead", {"n": 1}, now=NOW)
    OutboxJob.objects.filter(pk=job.pk).update(
        state="running", lease_owner=owner, lease_until=NOW + timedelta(seconds=120), attempts=1
    )
    return job


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_run_by_the_next_one_at_once(done):
    job = leased_to(f"{HOST}-{ended_process()}-12345")
    Worker(clock=lambda: NOW + timedelta(seconds=1)).step()
    assert done == [{"n": 1}]
    assert OutboxJob.objects.get(pk=job.pk).state == "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("owner", ["elsewhere-99999999-1", "myself", "bench", "a-b"])
def test_the_job_of_one_who_lives_or_may_live_waits_for_its_lease(done, owner):
    leased_to(owner_name() if owner == "myself" else owner)
    worker = Worker(clock=lambda: NOW + timedelta(seconds=1))
    worker.step()
    assert done == []
    worker.clock = lambda: NOW + timedelta(seconds=121)
    worker.step()
    assert done == [{"n": 1}]


def test_a_worker_of_another_account_lives():
    assert os.getpid() != 1
    assert not is_gone(f"{HOST}-1-1")
