"""Checking a report for the public: the commands' own JSON, a page without scripts, and limits that hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.kernel.models import StoredFile
from gongkai.portal import report_check
from gongkai.reporting import apart
from gongkai.reporting.models import CheckedFile
from gongkai.reports.writing import to_docx
from tests.documents.samples import PNG
from tests.portal.site import Page
from tests.reports.writing.contents import content
from tests.support.schemas import problems

pytestmark = pytest.mark.django_db
CHECK, EXTRACT, PAGE = "/api/report/check", "/api/report/extract", "/report/check/"


@pytest.fixture(autouse=True)
def _installation(bureau):
    """A site of the test's own, with its keys."""


def faulty(year: int = 2024) -> bytes:
    """A report whose total of new requests does not add up."""
    cells = dict(content(year).cells)
    cells[next(cell for cell in cells if str(cell) == "table3/new/total")] = 5
    return to_docx(content(year, cells=cells))


def send(url: str, data: bytes | None = None, name: str = "年报.docx", **more: Any) -> Any:
    """POST a file as a program or a form does."""
    files = {} if data is None else {"file": SimpleUploadedFile(name, data)}
    return Client(REMOTE_ADDR=more.pop("address", "192.0.2.30"), enforce_csrf_checks=True).post(
        url, files | more
    )


def test_the_answer_is_what_the_commands_say(tmp_path: Path):
    (tmp_path / "年报.docx").write_bytes(faulty())
    for url, command in ((CHECK, "check"), (EXTRACT, "extract")):
        told = subprocess.run(
            [sys.executable, "-m", "gongkai.cli.main", "report", command, "年报.docx", "--json"],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        answer = send(url, faulty())
        assert answer.status_code == 200
        assert answer.json() == json.loads(told.stdout)
        assert problems(f"report_{command}", answer.json()) == []
        assert answer["Cache-Control"] == "no-store" and not answer.cookies
    assert not CheckedFile.objects.exists() and not StoredFile.objects.exists()


def test_the_year_before_is_compared_and_its_faults_are_said():
    last = SimpleUploadedFile("去年.docx", to_docx(content(2023)))
    told = send(CHECK, faulty(), previous=last).json()
    assert {one["result"] for one in told[0]["checks"] if one["check"] == "E5"} == {"pass"}
    refused = send(CHECK, faulty(), previous=SimpleUploadedFile("去年.txt", "不是".encode()))
    assert refused.status_code == 422
    assert refused.json()["error"]["message"].startswith("上一年的年报没有读出：")


@pytest.mark.parametrize(
    ("status", "code", "name", "data"),
    [
        (400, "no_file", "", None),
        (415, "other_kind", "年报.exe", b"MZ"),
        (415, "other_kind", "年报", b"abc"),
        (422, "unread", "年报.docx", PNG),
        (422, "unread", "随笔.txt", "今天天气不错。".encode()),
        (422, "unread", "年报.pdf", b"%PDF-1.7 broken"),
    ],
    ids=("none", "program", "no ending", "picture", "no report", "broken"),
)
def test_what_cannot_be_checked_is_said_with_its_status(status, code, name, data):
    answer = send(CHECK, data, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"].endswith("。")


def test_other_ways_of_asking_are_refused():
    client = Client()
    assert client.get(CHECK).status_code == 405 and client.get(CHECK)["Allow"] == "POST"
    assert client.post(CHECK, b"{}", content_type="application/json").status_code == 400
    broken = client.post(CHECK, b"x", content_type="multipart/form-data; boundary=")
    assert (broken.status_code, broken.json()["error"]["code"]) == (400, "malformed")
    two = [SimpleUploadedFile("一.docx", b"x"), SimpleUploadedFile("二.docx", b"x")]
    assert client.post(CHECK, {"file": two}).status_code == 400


def test_a_large_body_is_turned_away_before_it_is_read(monkeypatch):
    assert send(CHECK, b"x" * (21 * 1024 * 1024)).status_code == 413
    monkeypatch.setattr(report_check, "_ENVELOPE", 100 * 1024 * 1024)  # its length was a lie
    assert send(CHECK, b"x" * (21 * 1024 * 1024)).status_code == 413


def test_an_address_may_ask_only_so_often(settings):
    settings.GONGKAI_REPORT_CHECKS_PER_HOUR = 2
    statuses = [send(CHECK, b"MZ", "随笔.txt").status_code for _ in range(3)]
    assert statuses == [422, 422, 429]
    answer = send(CHECK, b"MZ", "随笔.txt")
    assert answer["Retry-After"] and "一小时后再试" in answer.json()["error"]["message"]
    assert send(PAGE, b"MZ", "随笔.txt").status_code == 429
    assert send(CHECK, b"MZ", "随笔.txt", address="192.0.2.31").status_code == 422


def test_when_every_turn_is_taken_the_next_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(report_check, "TURN_SECONDS", 0.05)
    monkeypatch.setattr(report_check, "_turns", threading.BoundedSemaphore(1))
    with report_check._turn():
        answer = send(CHECK, faulty())
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "busy")
    assert answer["Retry-After"] == "20"
    monkeypatch.setattr(report_check, "_line", threading.BoundedSemaphore(1))
    monkeypatch.setattr(report_check, "TURN_SECONDS", 600)  # the line being full, nobody waits at all
    with report_check._turn():
        assert send(CHECK, faulty()).status_code == 503
    assert send(CHECK, faulty()).status_code == 200


def test_time_and_memory_are_bounded_and_nothing_is_left_on_disk(settings, monkeypatch, tmp_path: Path):
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    settings.GONGKAI_REPORT_CHECK_SECONDS = 0.05
    slow = send(CHECK, faulty())
    assert slow.status_code == 422 and "没有读完" in slow.json()["error"]["message"]
    settings.GONGKAI_REPORT_CHECK_SECONDS = 45
    monkeypatch.setattr(apart, "MEMORY", 40 * apart.MEGABYTE)
    heavy = send(CHECK, faulty())
    assert heavy.status_code == 422
    assert list(passing.iterdir()) == []


def test_the_reader_knows_nothing_of_the_servers_secrets(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:hidden@host/name")
    assert "hidden" not in str(apart._environment(tmp_path)) and os.environ["GONGKAI_SECRET_KEY"]


def test_the_page_works_without_scripts_and_shows_what_was_found():
    empty = Client().get(PAGE)
    assert Page(empty.content.decode()).faults == []
    assert 'enctype="multipart/form-data"' in empty.content.decode()
    answer = send(PAGE, faulty(), name='"><b>年报.docx')
    page = answer.content.decode()
    assert answer.status_code == 200 and Page(page).faults == []
    assert "清河县自然资源和规划局" in page and "2024 年" in page and "处错误" in page
    assert "<b>年报" not in page and "&gt;&lt;b&gt;年报.docx" in page
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_page_says_what_is_wrong_and_offers_the_form_again():
    for data, name, status in ((None, "", 400), (b"MZ", "a.exe", 415), ("天气".encode(), "随笔.txt", 422)):
        answer = send(PAGE, data, name)
        assert answer.status_code == status
        page = answer.content.decode()
        assert 'role="alert"' in page and "选择文件" in page and Page(page).faults == []
