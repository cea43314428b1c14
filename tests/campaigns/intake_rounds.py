"""The rounds of the intake campaign: a server on a socket, citizens at work, the kill, the judgement."""

from __future__ import annotations

import json
import random
import socket
import socketserver
import threading
import time
from collections import Counter
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from tests.campaigns.intake_citizen import Browser, Gone, Journal, Program, Wire
from tests.campaigns.processes import answer_of, kill, spawn

CITIZENS = 4


def prepare() -> str:
    """Make the database and an office; returns the organ's code."""
    from django.core.management import call_command

    from gongkai.kernel import keys
    from tests.request_factories import make_office

    keys.make_keys()
    call_command("migrate", verbosity=0)
    return make_office().organ.code


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """Serves each question in a thread of its own, on a socket that outlives it."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: only tracebacks belong to the errors."""


def serve(listener: socket.socket) -> None:
    """The application on a socket that the parent opened; ends only by being killed."""
    from config.wsgi import application

    server = _Server(listener.getsockname(), _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.server_name, server.server_port = listener.getsockname()
    server.setup_environ()
    server.set_app(application)
    server.serve_forever(poll_interval=0.05)


class Campaign:
    """All rounds on one installation."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.errors = folder, folder / "errors"
        self.journal = Journal(folder / "receipts")
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.open: list[Program | Browser] = []
        self.organ: str = answer_of(prepare, self.errors)

    def round(self, number: int) -> None:
        """Serve, let the citizens send, kill, judge."""
        with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
            port = listener.getsockname()[1]
            server = spawn(lambda: serve(listener), self.errors)
        stop = threading.Event()
        # What was cut off in the round before is sent again first.
        pending, self.open = self.open, []
        shares = [pending[place::CITIZENS] for place in range(CITIZENS)]
        citizens = [
            threading.Thread(target=self._send, args=(port, stop, f"{number}-{place}", share))
            for place, share in enumerate(shares)
        ]
        self._await(port)
        for one in citizens:
            one.start()
        time.sleep(self.chance.uniform(0.1, 1.5))
        kill(server)
        stop.set()
        for one in citizens:
            one.join()
        self.seen["kills"] += 1
        found = answer_of(self._judge, self.errors)
        self.faults += [f"第 {number + 1} 次：{fault}" for fault in found]

    def _await(self, port: int) -> None:
        """Until the server has answered once, so that the kill finds it at work and not at its start."""
        for _ in range(3):
            try:
                Wire(port).ask("GET", f"/requests/new/{self.organ}/")
                return
            except Gone:
                continue
        raise RuntimeError(self.errors.read_text()[-2000:])

    def _send(self, port: int, stop: threading.Event, name: str, share: list[Program | Browser]) -> None:
        count = 0
        while not stop.is_set():
            again = bool(share)
            mark = f"M{name}-{count}"
            kinds = (Program, Browser)
            sending = share.pop() if share else kinds[count % 2](self.organ, mark)
            count += 1
            try:
                receipt = sending.send(port)
            except Gone:
                self.seen["cut_off"] += 1
                self.open.append(sending)
                break
            except ValueError as error:
                self.faults.append(f"{sending.mark}：{error}")
                break
            if receipt is not None:
                self.journal.note(mark=sending.mark, number=receipt[0], code=receipt[1])
                self.seen["receipts"] += 1
                self.seen["sent_again"] += again
        self.open += share

    def _judge(self) -> list[str]:
        from gongkai.requests import queries
        from gongkai.requests.acts.intake import code_hash
        from gongkai.requests.personal import asked_of
        from tests.campaigns.intake_state import chain_faults, half_written, twice

        faults = half_written() + twice() + chain_faults()
        text = self.journal.path.read_text() if self.journal.path.exists() else ""
        for line in text.splitlines():
            told = json.loads(line)
            case = queries.by_tracking(told["number"], code_hash(told["number"], told["code"]))
            if case is None or asked_of(case).description.split()[0] != told["mark"]:
                faults.append(f"receipt {told['number']} of {told['mark']} is not there")
        return faults

    def report(self) -> dict[str, object]:
        """What was done and found; a traceback of any process counts as a fault."""
        errors = self.errors.read_text() if self.errors.exists() else ""
        if "Traceback" in errors and "BrokenPipeError" not in errors:
            self.faults.append("有进程报错：" + errors[-2000:])
        kept = {"kills": 0, "receipts": 0, "cut_off": 0, "sent_again": 0} | dict(self.seen)
        return kept | {"faults": self.faults}
