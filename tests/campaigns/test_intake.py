"""The intake under fire: malformed submissions, and a server that dies while requests are being sent."""

from __future__ import annotations

import pytest

from gongkai.requests.models import Case
from tests.campaigns.intake_fuzz import Fuzz
from tests.campaigns.intake_state import chain_faults, half_written, left_behind
from tests.campaigns.running import run
from tests.request_factories import make_office


@pytest.fixture
def office(db, gongkai_dir, settings, monkeypatch):
    """An office whose door counts nothing, so that the fuzz gets as far as it can."""
    settings.GONGKAI_GATE_DIFFICULTY = 10
    settings.GONGKAI_INTAKE_PER_HOUR = 10**9
    settings.GONGKAI_GATE_QUESTIONS_PER_HOUR = 10**9
    monkeypatch.setattr("gongkai.portal.requests.door.DRAFTS_PER_HOUR", 10**9)
    monkeypatch.setattr("gongkai.portal.requests.door.TRACKS_PER_HOUR", 10**9)
    return make_office()


def fire(office, count: int, seed: int) -> Fuzz:
    """Send so many things; nothing may break, nothing may be left half-written."""
    fuzz = Fuzz(office.organ.code, seed)
    for _ in range(count):
        fuzz.once()
    assert fuzz.faults == []
    assert half_written() == []
    assert left_behind() == 0
    assert chain_faults() == []
    return fuzz


def test_three_hundred_malformed_submissions_break_nothing(office):
    fuzz = fire(office, 300, 20261126)

    # A fuzz of which nothing ever comes through would not reach what lies behind the checks.
    assert Case.objects.exists()
    assert any(name.startswith("form 422") for name in fuzz.seen)


@pytest.mark.campaign
def test_five_thousand_malformed_submissions_break_nothing(office):
    fuzz = fire(office, 5000, 1)

    print(dict(sorted(fuzz.seen.items())))
    assert Case.objects.count() >= 50


def was_worth_it(report: dict, kills: int) -> None:
    """Every receipt seen exists, none twice; the server really was killed at work."""
    assert report["faults"] == []
    assert report["kills"] == kills
    assert report["receipts"] >= kills // 5


def test_killed_five_times_every_receipt_seen_exists(tmp_path):
    was_worth_it(run("tests.campaigns.intake_kill", tmp_path, "--kills", "5", "--seed", "7"), 5)


@pytest.mark.campaign
def test_killed_two_hundred_times_every_receipt_seen_exists(tmp_path):
    report = run("tests.campaigns.intake_kill", tmp_path, "--kills", "200", "--seed", "1")
    was_worth_it(report, 200)
    # A campaign that never hit a submission half-way would prove nothing.
    assert report["cut_off"] >= 50
    assert report["sent_again"] >= 20
