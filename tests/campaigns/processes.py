"""Processes that can be killed: forked from one that has read all code and holds no connection.

A fork takes milliseconds where a start takes a second, and SIGKILL does to it what it does to any process.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


def spawn(work: Callable[[], Any], errors: Path) -> int:
    """Run `work` in a child whose standard error goes to the end of `errors`; returns its process id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        log = os.open(errors, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(log, sys.stderr.fileno())
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a child ends here whatever happened, and says so
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def kill(child: int) -> None:
    """SIGKILL, and wait until the process is gone; one that has ended by itself is no error."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def answer_of(work: Callable[[], Any], errors: Path) -> Any:
    """Run `work` in a child to its end and return what it returned (as JSON tells it).

    Raises RuntimeError with the child's words when it did not end well.
    """
    reader, writer = os.pipe()

    def tell() -> None:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            json.dump(work(), pipe)

    child = spawn(tell, errors)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(errors.read_text()[-3000:])
    return json.loads(text)
