"""Large registers: the worker goes through the rows; neither a second run nor a death doubles anything."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.register.acts import import_rows
from gongkai.register.acts.import_register import confirm_register, drop_register, stage_register, tell_year
from gongkai.register.acts.import_rows import AT_ONCE, GO_ON, done_of, run_jobs
from gongkai.register.models import RegisterBatch, RegisterEntry
from tests.factories import NOW, Bureau, make_bureau

pytestmark = pytest.mark.django_db
LARGE = AT_ONCE * 2 + 50


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


def table_of(rows: int, *, of: Callable[[int], str] | None = None) -> io.BytesIO:
    def line(n: int) -> str:
        return f"关于第{n}件事的通知,海工信发〔2025〕{n}号,2025-03-{n % 28 + 1:02d},主动,企业科"

    lines = ["标题,文号,成文日期,公开属性,主办科室", *((of or line)(n) for n in range(1, rows + 1))]
    return io.BytesIO("\n".join(lines).encode())


def staged(bureau: Bureau, table: io.BytesIO) -> RegisterBatch:
    return stage_register(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, name="登记簿.csv", table=table, now=NOW
    )


def worked_off() -> None:
    outbox.drain(owner="test", clock=lambda: NOW)


def confirmed(bureau: Bureau, batch: RegisterBatch) -> RegisterBatch:
    return confirm_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)


def test_a_large_register_is_judged_and_entered_by_the_worker(bureau: Bureau) -> None:
    batch = staged(bureau, table_of(LARGE))
    assert (batch.state, batch.total, done_of(batch)) == ("judging", LARGE, AT_ONCE)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == "checked" and batch.rows.filter(state="ready").count() == LARGE
    batch = confirmed(bureau, batch)
    assert (batch.state, RegisterEntry.objects.count()) == ("entering", AT_ONCE)
    worked_off()
    batch.refresh_from_db()
    assert (batch.state, batch.added, RegisterEntry.objects.count()) == ("entered", LARGE, LARGE)
    entry = RegisterEntry.objects.order_by("pk").last()
    assert entry is not None and (entry.registered_by, entry.department) == (bureau.reviewer, bureau.business)
    acts = AuditEntry.objects.filter(subject="register_batch").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["register.import.staged", "register.import.confirmed", "register.import.entered"]


def test_a_job_that_runs_twice_enters_nothing_twice(bureau: Bureau) -> None:
    batch = staged(bureau, table_of(LARGE))
    worked_off()
    confirmed(bureau, batch)
    payload = OutboxJob.objects.filter(kind=GO_ON, state="waiting").get().payload
    for _ in range(3):
        run_jobs([payload], NOW)
    assert RegisterEntry.objects.count() == AT_ONCE * 2
    assert OutboxJob.objects.filter(kind=GO_ON, state="waiting").count() == 2
    worked_off()
    run_jobs([payload], NOW)
    assert RegisterEntry.objects.count() == LARGE == RegisterEntry.objects.values("number").distinct().count()


def test_a_job_that_is_killed_leaves_nothing_of_its_rows(bureau: Bureau) -> None:
    batch = staged(bureau, table_of(LARGE))
    worked_off()
    confirmed(bureau, batch)
    payload = OutboxJob.objects.filter(kind=GO_ON, state="waiting").get().payload
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        run_jobs([payload], NOW)
        raise KeyboardInterrupt
    assert RegisterEntry.objects.count() == AT_ONCE
    worked_off()
    assert RegisterEntry.objects.count() == LARGE


def test_a_number_that_comes_again_far_below_is_refused_and_says_where(bureau: Bureau) -> None:
    def line(n: int) -> str:
        return f"通知{n},海工信发〔2025〕{7 if n == LARGE else n}号,2025-03-05,主动,企业科"

    batch = staged(bureau, table_of(LARGE, of=line))
    worked_off()
    last = batch.rows.last()
    assert last is not None and last.state == "refused" and "第 8 行重复" in last.reason


def test_the_good_row_is_taken_where_the_one_before_with_its_number_was_refused(bureau: Bureau) -> None:
    def line(n: int) -> str:
        day = "2025-13-40" if n == 7 else "2025-03-05"
        return f"通知{n},海工信发〔2025〕{7 if n == LARGE else n}号,{day},主动,企业科"

    batch = staged(bureau, table_of(LARGE, of=line))
    worked_off()
    last = batch.rows.last()
    assert last is not None and last.state == "ready"
    assert batch.rows.filter(state="refused").count() == 1


def test_the_year_that_was_told_holds_for_all_rows_of_a_large_register(bureau: Bureau) -> None:
    def line(n: int) -> str:
        return f"通知{n},海工信发〔2025〕{n}号,5月8日,主动,企业科"

    batch = staged(bureau, table_of(LARGE, of=line))
    worked_off()
    assert batch.rows.filter(state="refused").count() == LARGE
    tell_year(actor=bureau.reviewer, batch_id=batch.pk, year=2025, now=NOW)
    worked_off()
    assert batch.rows.filter(state="ready").count() == LARGE


def test_while_the_worker_is_at_it_nothing_else_is_done_with_the_batch(bureau: Bureau) -> None:
    batch = staged(bureau, table_of(LARGE))
    with pytest.raises(ActRefused, match="正在试读"):
        confirmed(bureau, batch)
    worked_off()
    confirmed(bureau, batch)
    with pytest.raises(ActRefused, match="正在登记"):
        confirmed(bureau, batch)
    with pytest.raises(ActRefused, match="正在登记"):
        drop_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    with pytest.raises(NotVisible):
        confirm_register(actor=bureau.drafter, batch_id=batch.pk, now=NOW)


def test_a_batch_given_up_while_it_is_read_stays_given_up(bureau: Bureau) -> None:
    batch = staged(bureau, table_of(LARGE))
    drop_register(actor=bureau.reviewer, batch_id=batch.pk, now=NOW)
    worked_off()
    batch.refresh_from_db()
    assert batch.state == "dropped"
    assert not batch.rows.exclude(raw={}).exists() and not batch.rows.exclude(doc_number="").exists()


def test_a_step_asks_the_same_number_of_questions_however_large_the_batch(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_rows, "AT_ONCE", 20)
    counts = []
    for rows in (60, 600):
        batch = staged(bureau, table_of(rows))
        with CaptureQueriesContext(connection) as caught:
            run_jobs([{"batch": batch.pk, "reached": batch.reached}], NOW)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_twenty_thousand_rows_are_read_and_judged_in_bounded_memory(bureau: Bureau) -> None:
    table = table_of(20_000)
    tracemalloc.start()
    batch = staged(bureau, table)
    _, reading = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    run_jobs([{"batch": batch.pk, "reached": batch.reached}], NOW)
    _, stepping = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert batch.total == 20_000
    assert reading < 120 * 1024 * 1024
    assert stepping - before < 20 * 1024 * 1024
