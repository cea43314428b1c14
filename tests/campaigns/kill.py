"""The kill campaign: an office and a worker at work, killed at random moments, judged after every kill.

`python -m tests.campaigns.kill --kills N --seed S` works on the installation its environment names (new and
empty) and prints a report as JSON; exit code 1 when anything was found amiss.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

RECORD = "redo.json"
#: How long to wait at most, in seconds, after the moment came.
MOST_DELAY = {"writing": 0.05, "moving": 0.005, "act": 0.02}
READ_ONCE = ("gongkai.kernel.worker", "tests.campaigns.judge", "tests.campaigns.office", "tests.factories")


def prepare() -> int:
    """Make the database and a bureau with a person for every role; returns the organ's id."""
    from django.core.management import call_command

    from tests.factories import make_bureau

    call_command("migrate", verbosity=0)
    return make_bureau().organ.pk


class Campaign:
    """All rounds on one installation."""

    def __init__(self, folder: Path, seed: int) -> None:
        from tests.campaigns.processes import answer_of

        self.folder = folder
        self.staging = folder / "release" / "staging"
        self.journal = folder / "journal"
        self.errors = folder / "errors"
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.seed = seed
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.organ: int = answer_of(prepare, self.errors)

    def round(self, number: int) -> None:
        """Let them work, kill, judge."""
        from tests.campaigns.processes import answer_of, kill, spawn

        when = self.chance.choices(("any", *MOST_DELAY), weights=(25, 30, 30, 15))[0]
        whom = self.chance.choices(("both", "worker", "office"), weights=(50, 30, 20))[0]
        office = spawn(lambda: self._work(number), self.errors)
        worker = spawn(self._run_worker, self.errors)
        self._wait(when)
        first, second = (office, worker) if whom == "office" else (worker, office)
        kill(first)
        self._look_at_staging()
        if whom != "both":
            time.sleep(self.chance.uniform(0, 0.2))
        kill(second)
        self.seen[f"kills of {whom}"] += 1
        found = answer_of(lambda: self._judge(number + 1), self.errors)
        self.seen.update(found["seen"])
        self.faults += [f"第 {number + 1} 次（{when}，{whom}）：{fault}" for fault in found["faults"]]

    def _wait(self, when: str) -> None:
        """Until a random moment; one while files are written aside, or moved, or just after an act."""
        if when == "any":
            time.sleep(self.chance.uniform(0, 0.8))
            return
        # The first moments of a round are like those of the last one: let it run for a while.
        time.sleep(self.chance.uniform(0, 0.4))
        size = self._journal_size()
        has_come: Callable[[], bool] = {
            "writing": lambda: bool(self._staged()),
            "moving": lambda: any((staged / RECORD).exists() for staged in self._staged()),
            "act": lambda: self._journal_size() > size,
        }[when]
        ends = time.monotonic() + 5
        while time.monotonic() < ends and not has_come():
            time.sleep(0.0002)
        time.sleep(self.chance.uniform(0, MOST_DELAY[when]))

    def _journal_size(self) -> int:
        return self.journal.stat().st_size if self.journal.exists() else 0

    def _look_at_staging(self) -> None:
        """Count where the worker was hit: before or after the publication was committed to."""
        for left in self._staged():
            is_committed = (left / RECORD).exists()
            self.seen["hit while moving files" if is_committed else "hit while writing aside"] += 1

    def _staged(self) -> list[Path]:
        return list(self.staging.iterdir()) if self.staging.is_dir() else []

    def _work(self, number: int) -> None:
        from gongkai.kernel.models import Organ, OutboxJob
        from tests.campaigns.office import Journal, Office

        office = Office(Organ.objects.get(pk=self.organ), Journal(self.journal), f"{self.seed} {number}")
        office.finish_open_work()
        while True:
            office.act_once()
            # As fast as the worker follows, so that a kill finds both at it.
            while OutboxJob.objects.filter(state="waiting").count() > 10:
                time.sleep(0.02)

    def _run_worker(self) -> None:
        from gongkai.kernel.worker import Worker

        Worker().run()

    def _judge(self, kills: int) -> dict[str, object]:
        from tests.campaigns.judge import Judge

        judge = Judge(self.folder, self.journal, kills=kills)
        return {"faults": judge.faults(), "seen": judge.seen}

    def report(self) -> dict[str, object]:
        """What was done, what was hit, what was found; a traceback of any process counts as a fault."""
        errors = self.errors.read_text() if self.errors.exists() else ""
        if "Traceback" in errors:
            self.faults.append("有进程报错：" + errors[-2000:])
        lines = self.journal.read_text().splitlines() if self.journal.exists() else []
        acts = Counter(json.loads(line)["act"] for line in lines)
        return {"seen": dict(self.seen), "acts": dict(acts), "faults": self.faults}


def main() -> int:
    """Run the rounds; stop at the first that finds something, as the later ones would find it again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    django.setup()
    # Everything the forked processes need is read once, here; no connection is opened here.
    for module in READ_ONCE:
        importlib.import_module(module)
    campaign = Campaign(Path(os.environ["GONGKAI_DIR"]), arguments.seed)
    began = time.monotonic()
    for number in range(arguments.kills):
        campaign.round(number)
        if campaign.faults:
            break
    report = campaign.report() | {"seconds": round(time.monotonic() - began)}
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if campaign.faults else 0


if __name__ == "__main__":
    sys.exit(main())
