"""The clerk's work told in clicks and keys: as in the first form of the desk, and now, ending the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.browser.conftest import ROOT
from tests.browser.effort_office import DEPARTMENTS
from tests.browser.effort_papers import NEWS_TEXT, NEWS_TITLE, PAPER_TITLE, READING_TITLE
from tests.browser.effort_returned import ANSWERS, ITEM
from tests.browser.effort_table import COUNTS, MONTH, SENDING, SENDING_COUNTS

_DOCUMENT = ROOT / "docs" / "effort.md"


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both ways gone by the command that the document names, with what it printed."""
    path = tmp_path_factory.mktemp("effort") / "ways.json"
    command = [sys.executable, "-m", "bench.bench_effort", "--json", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told | {"printed": done.stdout}


def _counts(way: dict[str, Any], task: str) -> tuple[int, int]:
    effort = way["efforts"][task]
    return effort["clicks"], effort["keys"]


@pytest.mark.parametrize("task", COUNTS)
def test_a_task_costs_what_is_written_down(ways, task):
    assert (_counts(ways["first"], task), _counts(ways["new"], task)) == COUNTS[task]


def test_sending_the_forms_out_costs_a_click_for_each_department(ways):
    assert _counts(ways["new"], SENDING) == SENDING_COUNTS == (len(DEPARTMENTS), 0)


@pytest.mark.parametrize("task", COUNTS)
def test_the_new_way_costs_fewer_clicks_and_fewer_keys(ways, task):
    (clicks, keys), (clicks_now, keys_now) = _counts(ways["first"], task), _counts(ways["new"], task)
    if task == MONTH:
        clicks_now += SENDING_COUNTS[0]
    assert clicks_now < clicks
    assert keys_now < keys


def _without_names(items: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {title: {**item, "drafter": ""} for title, item in items.items()}


def test_both_ways_end_in_the_same_items(ways):
    first, new = ways["first"]["state"], ways["new"]["state"]
    assert _without_names(first["items"]) == _without_names(new["items"])
    assert len(new["items"]) == 3 + sum(answer.kind == ITEM for answer in ANSWERS.values())
    assert {item["work_state"] for item in new["items"].values()} == {"in_review"}


def test_the_items_hold_what_the_files_hold(ways):
    items = ways["new"]["state"]["items"]
    assert items[NEWS_TITLE]["text"] == list(NEWS_TEXT)
    assert len(set(items[NEWS_TITLE]["pictures"])) == 2
    assert items[READING_TITLE]["interprets"] == [PAPER_TITLE]
    assert len(items[PAPER_TITLE]["attachments"]) == 1


def test_the_review_forms_print_filled_in_and_alike(ways):
    first, new = ways["first"]["state"]["sheets"], ways["new"]["state"]["sheets"]
    assert first == new
    printed = "\n".join(new[PAPER_TITLE])
    for words in (PAPER_TITLE, "文工信发〔", "主动公开", "工业", "绿色工厂认定申请表"):
        assert words in printed


def test_clerks_own_papers_stand_in_her_name_either_way(ways):
    for way in ("first", "new"):
        items = ways[way]["state"]["items"]
        own = [items[title] for title in (NEWS_TITLE, PAPER_TITLE, READING_TITLE)]
        assert all(item["drafter"] == item["entered_by"] for item in own)


def test_a_month_stands_in_the_contacts_names_only_the_new_way(ways):
    filings = ways["new"]["state"]["filings"]
    assert {line: kind for line, kind, _ in filings} == {name: one.kind for name, one in ANSWERS.items()}
    contacts = {line: contact for line, _, contact in filings}
    for _, department, lines in DEPARTMENTS:
        assert len({contacts[line] for line in lines}) == 1, department
    filed = [item for item in ways["new"]["state"]["items"].values() if item["column"].startswith("重点")]
    assert all(item["drafter"] in contacts.values() for item in filed)
    assert ways["first"]["state"]["filings"] == []


def test_the_document_quotes_the_counts(ways):
    quoted = _DOCUMENT.read_text("utf-8")
    for task, ways_of in COUNTS.items():
        row = next(line for line in quoted.splitlines() if line.startswith(f"| {task} |"))
        assert tuple(int(one) for one in re.findall(r"(\d+) 次", row)) == sum(ways_of, ())
        assert task in ways["printed"]
    assert "python -m bench.bench_effort" in quoted
