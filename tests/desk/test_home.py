"""The first screen: what waits for me, what is due, whether the machine runs; and the rail."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.deadlines import deadlines_of
from gongkai.kernel.models import OutboxJob, WorkerBeat
from gongkai.kernel.rights import standing_of
from gongkai.kernel.worker import Worker
from tests.factories import NOW, later, make_approved, make_draft, make_submitted


@pytest.fixture
def at_noon():
    """The doors' clock stands at noon of the factories' day."""
    with time_machine.travel(NOW.replace(hour=12), tick=False):
        yield NOW.replace(hour=12)


def home(client) -> str:
    return client.get("/desk/").content.decode()


def test_each_sees_what_waits_for_him(bureau, signed_in, at_noon):
    make_submitted(bureau)
    make_approved(bureau)
    make_draft(bureau)
    returned = make_submitted(bureau)
    return_(actor=bureau.reviewer, item_id=returned.pk, reason="请补文号", now=NOW)
    reviewer, drafter = home(signed_in(bureau.reviewer)), home(signed_in(bureau.drafter))
    assert "等我审核" in reviewer and "?view=review" in reviewer and "已通过、等待发布" in reviewer
    assert "退回给我修改" in drafter and "我的草稿" in drafter and "?view=publish" not in drafter
    assert "今天没有等您办的事" in home(signed_in(bureau.auditor))


def test_whoever_may_draft_begins_on_the_first_screen(bureau, signed_in, at_noon):
    for person in (bureau.drafter, bureau.head, bureau.reviewer):
        assert 'href="/desk/items/new/">起草信息' in home(signed_in(person))
    for person in (bureau.signer, bureau.admin, bureau.auditor):
        assert "/desk/items/new/" not in home(signed_in(person))


def test_the_rail_carries_the_same_counts_on_every_page(bureau, signed_in, at_noon):
    make_submitted(bureau)
    client = signed_in(bureau.reviewer)
    rail = client.get("/desk/account/").context["rail"]
    counts = {link.label: link.count for group in rail for link in group.links}
    assert counts["等我审核"] == 1
    assert client.get("/desk/outbox/").content.decode().count('aria-current="page"') >= 3


def test_items_are_shown_by_their_last_day(bureau, signed_in, at_noon):
    make_draft(bureau, title="快到期的一条", formed_on=date(2026, 2, 10))
    make_draft(bureau, title="不急的一条", formed_on=date(2026, 2, 27))
    make_draft(bureau, title="逾期的一条", formed_on=date(2025, 12, 1))
    make_draft(bureau, title="很久以前的一条", formed_on=date(2019, 6, 3))
    make_draft(bureau, title="没有日期的一条", formed_on=None)
    page = home(signed_in(bureau.drafter))
    order = [page.index(title) for title in ("很久以前的一条", "逾期的一条", "快到期的一条")]
    assert order == sorted(order)
    assert "不急的一条" not in page and "另有 1 条" in page
    assert "没有日期的一条" not in page and "逾期一年以上" in page
    assert page.count("逾期") == 3


def test_twenty_working_days_are_counted_as_the_calendar_says(bureau):
    """Formed on Friday 27 February 2026; 28 February is a working Saturday by the year's notice."""
    make_draft(bureau, formed_on=date(2026, 2, 27))
    (row,) = deadlines_of(standing_of(bureau.drafter), today=date(2026, 3, 2))
    assert row.due == date(2026, 3, 26) and row.left == 18 and not row.is_overdue


def test_a_silent_worker_and_stopped_jobs_are_told_to_the_office(bureau, signed_in, at_noon):
    OutboxJob.objects.update(state="dead")
    for person, told in ((bureau.admin, True), (bureau.reviewer, True), (bureau.drafter, False)):
        page = home(signed_in(person))
        assert ("后台任务没有在运行" in page) == told
        assert ("已经停止" in page) == told
    Worker(clock=lambda: at_noon).beat()
    assert WorkerBeat.objects.get().at == at_noon
    assert "后台任务没有在运行" not in home(signed_in(bureau.admin))
    with time_machine.travel(at_noon + timedelta(seconds=61), tick=False):
        assert "后台任务没有在运行" in home(signed_in(bureau.admin))


def test_the_heart_beats_every_few_seconds_only(bureau):
    moments = iter([later(seconds=second) for second in (0, 1, 1, 4, 6, 6, 6, 6, 6)])
    worker = Worker(clock=lambda: next(moments))
    worker.beat()
    worker.beat()
    assert WorkerBeat.objects.get().at == later(seconds=0)
    worker.beat()
    worker.beat()
    assert WorkerBeat.objects.get().at == later(seconds=0)
    worker.beat()
    assert WorkerBeat.objects.get().at == later(seconds=6)


def test_the_home_page_asks_the_same_number_of_questions_at_3_and_30_items(bureau, signed_in, at_noon):
    client = signed_in(bureau.reviewer)

    def questions(more: int) -> int:
        for _ in range(more):
            make_submitted(bureau)
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/")
        return len(queries)

    few = questions(3)
    assert questions(27) == few
