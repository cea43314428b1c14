"""The outbox as people see it: counts, plain words, trying again, giving up with a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.desk.job_words import in_plain_words
from gongkai.kernel.models import AuditEntry, OutboxJob
from tests.factories import NOW, make_bureau, make_live


def make_job(organ, *, state: str = "dead", error: str = "", kind: str = "release.item", **more) -> OutboxJob:
    return OutboxJob.objects.create(
        kind=kind, payload=more.pop("payload", {"item": 7}), organ=organ, state=state, attempts=8,
        created_at=NOW, not_before=NOW, last_error=error, **more,
    )  # fmt: skip


@pytest.fixture
def stopped(bureau) -> OutboxJob:
    OutboxJob.objects.all().delete()
    return make_job(bureau.organ, error="OSError: [Errno 28] No space left on device")


def test_counts_and_reasons_are_in_plain_words(bureau, signed_in, stopped):
    make_job(bureau.organ, state="waiting")
    make_job(bureau.organ, state="done", done_at=NOW)
    response = signed_in(bureau.reviewer).get("/desk/outbox/")
    assert [(status.label, count) for status, count in response.context["counts"]] == [
        ("等待", 1), ("进行中", 0), ("多次失败，已停止", 1),
    ]  # fmt: skip
    page = response.content.decode()
    assert "磁盘已满" in page and "No space left" in page and "信息 7" in page
    assert len(response.context["lines"]) == 2, "what is done is shown only when asked for"
    assert len(signed_in(bureau.reviewer).get("/desk/outbox/?state=all").context["lines"]) == 3
    assert len(signed_in(bureau.reviewer).get("/desk/outbox/?state=done").context["lines"]) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("", ""),
        ("PermissionError: [Errno 13] Permission denied: '/srv'", "没有写入门户目录的权限"),
        ("OperationalError: database is locked", "数据库正忙"),
        ("编号已经使用过，不能重复使用。", "编号已经使用过，不能重复使用。"),
        ("KeyError: 'x'", "程序出错"),
    ],
)
def test_errors_are_put_into_plain_words(error, words):
    assert in_plain_words(error).startswith(words) and bool(in_plain_words(error)) == bool(words)


def test_a_stopped_job_is_tried_again(bureau, signed_in, stopped):
    client = signed_in(bureau.admin)
    assert client.post(reverse("desk:outbox_retry", args=[stopped.pk])).status_code == 302
    stopped.refresh_from_db()
    assert (stopped.state, stopped.attempts) == ("waiting", 0)
    assert AuditEntry.objects.get(act="kernel.job.retried").subject_id == stopped.pk
    again = client.post(reverse("desk:outbox_retry", args=[stopped.pk]))
    assert again.status_code == 409 and "无需重试" in again.content.decode()


def test_giving_up_asks_for_a_reason_and_keeps_it(bureau, signed_in, stopped):
    client = signed_in(bureau.reviewer)
    url = reverse("desk:outbox_discard", args=[stopped.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).context["form"].errors["reason"]
    client.post(url, {"reason": "栏目已撤销"})
    stopped.refresh_from_db()
    assert stopped.state == "discarded" and "栏目已撤销" in stopped.last_error
    assert AuditEntry.objects.filter(act="kernel.job.discarded").exists()
    waiting = make_job(bureau.organ, state="waiting")
    other = client.post(reverse("desk:outbox_discard", args=[waiting.pk]), {"reason": "不要了"})
    assert "不能放弃" in other.content.decode()


def test_erasing_a_leak_is_never_given_up(bureau, signed_in):
    purge = make_job(bureau.organ, kind="release.purge")
    client = signed_in(bureau.reviewer)
    assert "清除任务不能放弃" in client.get("/desk/outbox/").content.decode()
    response = client.post(reverse("desk:outbox_discard", args=[purge.pk]), {"reason": "算了"})
    purge.refresh_from_db()
    assert purge.state == "dead" and "不能放弃" in response.content.decode()


def test_other_organs_jobs_are_not_there(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    job = make_job(other.organ)
    client = signed_in(bureau.reviewer)
    assert client.post(reverse("desk:outbox_retry", args=[job.pk])).status_code == 404
    assert client.get(reverse("desk:outbox_discard", args=[job.pk])).status_code == 404
    assert job.pk not in [line.job.pk for line in client.get("/desk/outbox/?state=dead").context["lines"]]


def test_the_page_asks_the_same_number_of_questions_at_3_and_30_rows(bureau, signed_in):
    make_live(bureau)
    client = signed_in(bureau.reviewer)

    def questions(more: int) -> int:
        for _ in range(more):
            make_job(bureau.organ)
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/outbox/")
        return len(queries)

    few = questions(3)
    assert questions(27) == few
