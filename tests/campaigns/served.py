"""The kill campaign on the whole product: `gongkai serve`, clerks over HTTP, SIGKILL to its processes.

`python -m tests.campaigns.served --kills N --seed S` works on the installation its environment names (new and
empty) and prints a report as JSON; exit code 1 when anything was found amiss.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

from tests.campaigns.clerk import Desk
from tests.campaigns.kill import READ_ONCE
from tests.campaigns.processes import answer_of

START_SECONDS = 120


def prepare() -> dict[str, object]:
    """Make the database, a bureau, and a session each for its drafter and its reviewer."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils.timezone import localdate, now

    from tests.factories import make_bureau

    call_command("migrate", verbosity=0)
    bureau = make_bureau()
    people = {}
    for role in ("drafter", "reviewer"):
        session = SessionStore()
        session[SESSION_KEY] = str(bureau.people[role].pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = bureau.people[role].get_session_auth_hash()
        session.create()
        people[role] = session.session_key
    columns = [bureau.columns[code].pk for code in ("tzgg", "gzdt")]
    return {"people": people, "columns": columns, "today": localdate(now()).isoformat()}


def judge(folder: Path, kills: int) -> dict[str, object]:
    """What does not agree, and what was seen."""
    from tests.campaigns.judge import Judge

    found = Judge(folder, folder / "journal", kills=kills)
    return {"faults": found.faults(), "seen": found.seen}


def family(process: int) -> Iterator[int]:
    """A process and all below it, the parents first."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


class Service:
    """`gongkai serve` as a tree of processes."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [sys.executable, "-m", "gongkai.cli.main", "serve", "--port", str(port)]
        with (folder / "served.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def kill(self, chance: random.Random) -> str:
        """SIGKILL to one kind of its processes, then to all that is left; returns which came first."""
        everyone = list(family(self.process.pid))
        workers = [pid for pid in everyone if "worker" in _command_of(pid)[3:5]]
        web = [pid for pid in everyone[1:] if pid not in workers]
        first, names = chance.choice(
            ((everyone, "everything"), (workers, "worker"), (web, "web server"), (everyone[:1], "supervisor"))
        )
        _kill(first)
        if names != "everything":
            # What lives on does so beside the dead for a while: restarts it, or ends in good order.
            time.sleep(chance.uniform(0, 2.0))
        _kill([*family(self.process.pid), *everyone])
        self.process.wait()
        return names


def _command_of(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _kill(processes: list[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def play_round(folder: Path, made: dict, chance: random.Random, seen: Counter[str]) -> None:
    """Start, let the clerks work, kill at a random moment."""
    from tests.campaigns.office import Journal

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    service = Service(folder, port)
    desk = Desk(port, made["people"], made["columns"], made["today"])
    ends = time.monotonic() + START_SECONDS
    while not desk.is_there():
        if time.monotonic() > ends or service.process.poll() is not None:
            raise RuntimeError("服务没有启动：" + (folder / "served.log").read_text()[-2000:])
        time.sleep(0.05)
    journal = Journal(folder / "journal")
    refused: list[str] = []

    def work() -> None:
        try:
            desk.work(journal, random.Random(chance.random()))  # noqa: S311 - no secret
        except ValueError as error:
            refused.append(str(error))

    clerks = threading.Thread(target=work)
    clerks.start()
    time.sleep(chance.uniform(0.2, 2.5))
    seen[f"kills of {service.kill(chance)} first"] += 1
    clerks.join(60)
    if refused:
        raise RuntimeError(refused[0])


def main() -> int:
    """Run the rounds; stop at the first that finds something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("GONGKAI_SECRET_KEY", secrets.token_urlsafe(50))
    django.setup()
    for module in READ_ONCE:
        importlib.import_module(module)
    folder, chance = Path(os.environ["GONGKAI_DIR"]), random.Random(arguments.seed)  # noqa: S311 - no secret
    made = answer_of(prepare, folder / "errors")
    seen: Counter[str] = Counter()
    faults: list[str] = []
    began = time.monotonic()
    for number in range(1, arguments.kills + 1):
        play_round(folder, made, chance, seen)
        found = answer_of(lambda n=number: judge(folder, n), folder / "errors")
        seen.update(found["seen"])
        faults += [f"第 {number} 次：{fault}" for fault in found["faults"]]
        if faults:
            break
    acts = Counter(json.loads(line)["act"] for line in (folder / "journal").read_text().splitlines())
    report = {
        "seen": seen, "acts": acts, "faults": faults, "seconds": round(time.monotonic() - began),
    }  # fmt: skip
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
