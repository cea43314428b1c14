"""Many at once: no deadlock escapes, places and totals of the lists are right, numbers have no gap."""

from __future__ import annotations

import os

import pytest

from tests.campaigns.running import run


def test_a_few_at_once_all_agrees(tmp_path):
    report = run("tests.campaigns.rush", tmp_path, "--offices", "2", "--workers", "2", "--deeds", "12")
    assert report["faults"] == []
    assert report["acts"]["published"] >= 10


@pytest.mark.campaign
def test_a_rush_all_agrees(tmp_path):
    # SQLite has one writer at a time; there the rush is about waiting in line, on PostgreSQL about locks.
    offices, workers = ("6", "3") if os.environ.get("DATABASE_URL") else ("3", "2")
    report = run(
        "tests.campaigns.rush", tmp_path, "--offices", offices, "--workers", workers, "--deeds", "150"
    )
    assert report["faults"] == []
    assert report["acts"]["published"] >= 200
