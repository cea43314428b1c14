"""SQLite is told the sizes of its tables when a worker starts and every hour after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from gongkai.kernel import statistics
from gongkai.kernel.models import OutboxJob
from gongkai.kernel.registry import registry
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_tables_are_counted_on_sqlite_and_left_to_postgresql():
    OutboxJob.objects.create(kind="test", created_at=NOW, not_before=NOW)
    counted = statistics.refresh(NOW)
    if connection.vendor != "sqlite":
        assert counted == 0
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        known = {row[0] for row in cursor.fetchall()}
    assert counted > 20
    assert "kernel_outboxjob" in known
    assert not known & statistics.LEFT_OUT


def test_the_worker_does_it_every_hour():
    tick = registry.ticks["kernel.statistics"]
    assert (tick.run, tick.every) == (statistics.refresh, timedelta(hours=1))
