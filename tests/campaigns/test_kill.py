"""kill -9 at any moment leaves every item wholly published or not at all, and nothing accepted is lost."""

from __future__ import annotations

import pytest

from tests.campaigns.running import run


def was_worth_it(report: dict, kills: int) -> None:
    """The campaign killed as often as it should, work was under way, and everything agreed each time.

    How much was published between the kills depends on how busy the machine is: some of it must have been.
    """
    assert report["faults"] == []
    assert sum(count for what, count in report["seen"].items() if what.startswith("kills of")) == kills
    assert report["acts"]["published"] >= 1


def test_killed_a_few_times_all_agrees(tmp_path):
    report = run("tests.campaigns.kill", tmp_path, "--kills", "6", "--seed", "20261123")
    was_worth_it(report, 6)


@pytest.mark.campaign
def test_killed_two_hundred_times_all_agrees(tmp_path):
    report = run("tests.campaigns.kill", tmp_path, "--kills", "200", "--seed", "1")
    was_worth_it(report, 200)
    assert report["acts"]["published"] >= 50
    # A campaign that never hit a publication half-way would prove nothing.
    assert report["seen"]["hit while writing aside"] >= 5
    assert report["seen"]["hit while moving files"] >= 5
    assert report["seen"]["leases of the dead"] >= 20


def served_was_worth_it(report: dict, kills: int) -> None:
    """The same for the whole product with clerks over HTTP."""
    assert report["faults"] == []
    assert sum(count for what, count in report["seen"].items() if what.startswith("kills of")) == kills
    assert report["acts"]["drafted"] >= 1


def test_the_whole_product_killed_twice_all_agrees(tmp_path):
    served_was_worth_it(run("tests.campaigns.served", tmp_path, "--kills", "2", "--seed", "3"), 2)


@pytest.mark.campaign
def test_the_whole_product_killed_sixty_times_all_agrees(tmp_path):
    served_was_worth_it(run("tests.campaigns.served", tmp_path, "--kills", "60", "--seed", "1"), 60)
