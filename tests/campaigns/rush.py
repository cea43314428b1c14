"""The rush: several offices and several workers at once on the same items, then judged.

`python -m tests.campaigns.rush --offices 4 --workers 3 --deeds 40` works on the installation its environment
names (new and empty, on PostgreSQL) and prints a report as JSON; exit code 1 when anything was found amiss.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

from tests.campaigns.kill import READ_ONCE, prepare
from tests.campaigns.processes import answer_of, kill, spawn


def work(organ: int, journal: Path, seed: str, deeds: int) -> None:
    """An office's day among colleagues: what somebody else has meanwhile done is refused, and it goes on."""
    from gongkai.kernel.errors import NotVisible, Refused
    from gongkai.kernel.models import Organ
    from tests.campaigns.office import Journal, Office

    office = Office(Organ.objects.get(pk=organ), Journal(journal), seed)
    for _ in range(deeds):
        with contextlib.suppress(Refused, NotVisible):
            office.act_once()


def run_worker() -> None:
    """A worker until it is killed."""
    from gongkai.kernel.worker import Worker

    Worker().run()


def wait_until_drained() -> int:
    """Wait until no job is open; returns how many were done."""
    from gongkai.kernel.models import OutboxJob

    ends = time.monotonic() + 120
    while OutboxJob.objects.filter(state__in=("waiting", "running")).exists() and time.monotonic() < ends:
        time.sleep(0.05)
    return OutboxJob.objects.filter(state="done").count()


def judge(folder: Path, journal: Path) -> list[str]:
    """What does not agree."""
    from tests.campaigns.judge import Judge

    return Judge(folder, journal, kills=0).faults()


def main() -> int:
    """Let them all work, wait for the workers, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=4)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--deeds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    django.setup()
    for module in READ_ONCE:
        importlib.import_module(module)
    folder = Path(os.environ["GONGKAI_DIR"])
    journal, errors = folder / "journal", folder / "errors"
    organ = answer_of(prepare, errors)
    began = time.monotonic()
    workers = [spawn(run_worker, errors) for _ in range(arguments.workers)]
    offices = [
        spawn(lambda n=n: work(organ, journal, f"{arguments.seed} {n}", arguments.deeds), errors)
        for n in range(arguments.offices)
    ]
    for office in offices:
        os.waitpid(office, 0)
    done = answer_of(wait_until_drained, errors)
    for worker in workers:
        kill(worker)
    faults = answer_of(lambda: judge(folder, journal), errors)
    if "Traceback" in errors.read_text():
        faults.append("有进程报错：" + errors.read_text()[-3000:])
    acts = Counter(json.loads(line)["act"] for line in journal.read_text().splitlines())
    report = {
        "acts": dict(acts), "jobs": done, "seconds": round(time.monotonic() - began), "faults": faults,
    }  # fmt: skip
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
