"""`gongkai clock` as a process of its own: what it prints, and with which code it ends."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.calendar.notices import notice_to_table
from tests.law.test_clock_new_year import made_up_notice
from tests.support.commands import gongkai
from tests.support.schemas import problems

RECEIVED = "received: {channel: counter, submitted: 2026-02-10}\n"
THIRD_PARTY = """received:
  channel: signed_post
  submitted: 2026-03-02
events:
  - {on: 2026-03-04, type: consultation_sent, id: 甲公司, party: third_party}
  - {on: 2026-03-06, type: consultation_received, id: 甲公司}
  - {on: 2026-03-13, type: consultation_answered, id: 甲公司}
"""
#: The keys the command has promised, whatever else it may tell.
KEYS = {
    "state", "day0", "first_due", "due", "provisional", "used", "remaining", "excluded", "breaches", "trace",
}  # fmt: skip


def run(folder: Path, content: str | bytes, *options: str) -> CompletedProcess[str]:
    """Run the command on a case file with that content."""
    path = folder / "案件.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return gongkai("clock", path, *options)


def told(folder: Path, content: str, *options: str) -> dict[str, Any]:
    """What the command tells as JSON; it must keep to its schema and complain of nothing."""
    done = run(folder, content, "--json", *options)
    assert done.stderr == ""
    table = json.loads(done.stdout)
    assert problems("clock", table) == []
    assert table.keys() >= KEYS
    assert isinstance(table, dict)
    return table


def test_json_has_every_promised_key_and_the_days_of_the_law(tmp_path: Path) -> None:
    table = told(tmp_path, RECEIVED, "--as-of", "2026-02-14")

    assert {key: table[key] for key in KEYS - {"trace"}} == {
        "state": "open", "day0": "2026-02-10", "first_due": "2026-03-16", "due": "2026-03-16",
        "provisional": False, "used": 4, "remaining": 16, "excluded": [], "breaches": [],
    }  # fmt: skip
    assert [set(line) for line in table["trace"]] == [{"date", "text", "basis"}] * 3


def test_days_taken_out_are_shown_with_first_and_last_day(tmp_path: Path) -> None:
    table = told(tmp_path, THIRD_PARTY, "--as-of", "2026-03-16")

    assert (table["due"], table["used"], table["remaining"]) == ("2026-04-09", 3, 17)
    (part,) = table["excluded"]
    assert (part["from"], part["to"], part["working_days"]) == ("2026-03-05", "2026-03-13", 7)
    assert "甲公司" in part["why"]


def test_a_breach_is_code_1_and_named(tmp_path: Path) -> None:
    late = RECEIVED + "events:\n  - {on: 2026-02-27, type: correction_requested, respond_by: 2026-03-20}\n"
    late += "  - {on: 2026-03-03, type: correction_received}\n"
    table = told(tmp_path, late, "--as-of", "2026-03-04")
    done = run(tmp_path, late, "--as-of", "2026-03-04")

    assert [set(breach) for breach in table["breaches"]] == [{"code", "text"}]
    assert table["breaches"][0]["code"] == "correction_notice_late"
    assert (table["due"], table["due_if_restarted"]) == ("2026-03-16", "2026-03-31")
    assert (done.returncode, done.stderr) == (1, "")
    assert "违反规定：补正通知发出过晚" in done.stdout and "另一种算法" in done.stdout


def test_an_impossible_story_is_named_and_counted_all_the_same(tmp_path: Path) -> None:
    backwards = RECEIVED + "events:\n  - {on: 2026-02-12, type: consultation_answered, id: 甲}\n"
    table = told(tmp_path, backwards, "--as-of", "2026-02-14")
    done = run(tmp_path, backwards, "--as-of", "2026-02-14")

    assert table["impossible"][0]["code"] == "answer_without_question"
    assert table["due"] == "2026-03-16"
    assert done.returncode == 1
    assert "不合情理：2026年2月12日（星期四）" in done.stdout


def test_it_speaks_to_people_with_the_day_of_the_week(tmp_path: Path) -> None:
    done = run(tmp_path, RECEIVED, "--as-of", "2026-03-13")

    assert (done.returncode, done.stderr) == (0, "")
    assert "截至2026年3月13日（星期五）：办理中。" in done.stdout
    assert "最迟答复日：2026年3月16日（星期一），即将到期。" in done.stdout
    assert "政府信息公开条例第三十一条" in done.stdout


def test_every_day_can_be_shown_with_its_reason(tmp_path: Path) -> None:
    days = told(tmp_path, THIRD_PARTY, "--as-of", "2026-03-16", "--days")["days"]
    printed = run(tmp_path, THIRD_PARTY, "--as-of", "2026-03-16", "--days").stdout
    by_date = {day["date"]: day for day in days}

    assert (days[0]["date"], days[-1]["date"]) == ("2026-03-03", "2026-04-09")
    assert [day["counted"] for day in days if day["counted"]] == list(range(1, 21))
    assert by_date["2026-03-05"] == {
        "date": "2026-03-05", "counted": None, "why": "征求意见期间，不计入", "provisional": False,
        "source": "政府信息公开条例第三十三条；政府信息公开条例第三十二条",
    }  # fmt: skip
    assert by_date["2026-04-06"]["why"] == "清明节放假"
    assert "清明节放假" in printed and "征求意见期间，不计入" in printed
    assert "days" not in told(tmp_path, THIRD_PARTY, "--as-of", "2026-03-16")


def test_without_a_day_it_reads_as_of_today(tmp_path: Path) -> None:
    today = date.today()  # noqa: DTZ011  # the command itself reads the machine's day
    opened = today - timedelta(days=1)
    table = told(tmp_path, f"received: {{channel: counter, submitted: {opened}}}\n")
    calendar = Calendar.builtin()

    assert table["used"] in (0, 1)
    assert table["due"] == calendar.nth_workday_after(opened, 20).due.isoformat()


def test_a_notice_given_with_it_settles_what_was_provisional(tmp_path: Path) -> None:
    notice = tmp_path / "2027.json"
    notice.write_text(json.dumps(notice_to_table(made_up_notice()), ensure_ascii=False), "utf-8")
    december = "received: {channel: counter, submitted: 2026-12-04}\n"
    before = told(tmp_path, december, "--as-of", "2026-12-04")
    after = told(tmp_path, december, "--as-of", "2026-12-04", "--calendar", str(notice))

    assert (before["due"], before["provisional"]) == ("2027-01-04", True)
    assert (after["due"], after["provisional"]) == ("2027-01-05", False)
    assert "暂定" in run(tmp_path, december, "--as-of", "2026-12-04").stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "文件是空的"),
        ("received: {channel: email}\n", "不认识"),
        (RECEIVED + "events:\n  - {on: 2026-02-30, type: replied}\n", "不是日期"),
        ("a: &a [1]\nb: [*a, *a]\n", "引用"),
        (b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
        (b"a" * 2_000_000, "1兆字节"),
        ("received: {channel: counter, submitted: 9999-12-30}\n", "年"),
        ("received: {channel: counter, submitted: 2018-05-02}\n", "修订以前的条例"),
    ],
    ids=[
        "empty",
        "channel",
        "date",
        "alias",
        "picture",
        "huge",
        "end of the calendar",
        "before the revision",
    ],
)
def test_what_cannot_be_read_or_counted_is_code_2_with_one_line(
    content: str | bytes, says: str, tmp_path: Path
) -> None:
    done = run(tmp_path, content, "--as-of", "2026-03-01")

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


@pytest.mark.parametrize("day", ["2026-2-1", "昨天", "2026-02-30"])
def test_a_wrong_day_is_code_2(day: str, tmp_path: Path) -> None:
    done = run(tmp_path, RECEIVED, "--as-of", day)

    assert done.returncode == 2
    assert "不是日期" in done.stderr


def test_a_file_or_a_notice_that_cannot_be_opened_is_code_2(tmp_path: Path) -> None:
    assert "打不开文件" in gongkai("clock", tmp_path / "没有.yaml").stderr
    assert gongkai("clock", tmp_path).returncode == 2
    assert run(tmp_path, RECEIVED, "--calendar", str(tmp_path / "没有.txt")).returncode == 2
