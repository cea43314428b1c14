"""Keeping child processes alive: started together, restarted when one dies, stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

from gongkai.cli.output import complain

FIRST_PAUSE = 0.5  # seconds before the first restart; doubled each time
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a child counts as healthy again
POLL = 0.2
GRACE = 15.0  # seconds to finish what has begun
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)

_DIED = "{name}意外停止（代码 {code}），{pause:g} 秒后重新启动。"


@dataclass
class Child:
    """A process that should run: its name for people, its command, and how often it fell lately."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0

    def start(self, now: float) -> None:
        """Start it in a process group of its own, so that whatever it starts can be ended with it."""
        # The commands are our own; nothing of them comes from outside.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603
        self.started = now

    def look(self, now: float) -> None:
        """Start or restart it when its time has come."""
        if self.process is None:
            if now >= self.due:
                self.start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal(signal.SIGKILL)
        if now - self.started >= STEADY:
            self.pause = FIRST_PAUSE
        complain(_DIED.format(name=self.name, code=code, pause=self.pause))
        self.process, self.due = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: int) -> None:
        """Send a signal to the process and all it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


@dataclass
class Supervisor:
    """Runs until SIGTERM or SIGINT; then no child is left."""

    children: list[Child]
    _stopped: bool = field(default=False, init=False)

    def run(self) -> None:
        """Keep the children alive until told to stop, then stop them."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            while not self._stopped:
                for child in self.children:
                    child.look(time.monotonic())
                time.sleep(POLL)
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopped = True

    def _end(self) -> None:
        running = [child for child in self.children if child.process is not None]
        for child in running:
            if child.process is not None:
                child.process.terminate()
        ends = time.monotonic() + GRACE
        for child in running:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()
            # Whatever it started and left behind.
            child.signal(signal.SIGKILL)


def _die_with_parent() -> None:
    """Runs in the child: when the supervisor is killed outright, the child is told to stop as well."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
