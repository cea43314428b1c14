"""Reports read in a process apart, with bounds on time, memory and disk: a hostile file harms only that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
#: LibreOffice reserves far more addresses than it uses.
MEMORY, WRITTEN, MOST_ANSWER = 4096 * MEGABYTE, 200 * MEGABYTE, 30 * MEGABYTE
_GRACE_SECONDS = 3
_PROGRAM = "gongkai.cli.report_apart"
_SLOW = "读取超过 {seconds} 秒，没有读完。请用原软件打开，只保留年度报告本身，另存为 docx 后重试。"
_DIED = "读取时进程中断，没有读完。请用原软件打开，另存为 docx 后重试。"
_LARGE = "文件内容过多，不像一份年度报告，没有读取。请只保留年度报告本身，另存后重试。"
_KEPT_VARIABLES = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL")


@dataclass(frozen=True, slots=True)
class FileHere:
    """A file on disk and the name its owner gave it."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a file: its check and its extract as told to programs, or why it could not be read.

    `is_slow` says that only the time ran out, `previous_error` that the year before could not be read.
    """

    check: dict[str, Any] = field(default_factory=dict)
    extract: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    previous_error: str = ""
    is_slow: bool = False


def read_apart(file: FileHere, previous: FileHere | None = None, *, seconds: float) -> Answer:
    """Read and check a report in a process of its own; nothing it leaves on disk outlives the call."""
    with tempfile.TemporaryDirectory(prefix="gongkai-apart-") as name:
        folder = Path(name)
        asked = {
            "path": str(file.path.resolve()), "name": file.name, "memory": MEMORY, "written": WRITTEN,
            "seconds": int(seconds) + 1,
        }  # fmt: skip
        if previous is not None:
            asked |= {"previous_path": str(previous.path.resolve()), "previous_name": previous.name}
        told = _run(asked, folder, seconds)
    return told if isinstance(told, Answer) else _understood(told)


def _run(asked: dict[str, Any], folder: Path, seconds: float) -> bytes | Answer:
    answer = folder / "answer.json"
    with answer.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  # ourselves, with arguments of ours
            [sys.executable, "-m", _PROGRAM], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL,
            cwd=folder, env=_environment(folder), start_new_session=True,
        )  # fmt: skip
        try:
            process.communicate(json.dumps(asked).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            return Answer(error=_SLOW.format(seconds=int(seconds)), is_slow=True)
        finally:
            _end(process)
    if process.returncode != 0:
        return Answer(error=_DIED)
    if answer.stat().st_size > MOST_ANSWER:
        return Answer(error=_LARGE)
    return answer.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """The reader ends with whatever it started; a conversion runs in a group of its own, which it stops."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the server's secrets: only what a program needs to run, its home being the folder."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"}


def _understood(told: bytes) -> Answer:
    try:
        answer = json.loads(told)
    except ValueError:
        return Answer(error=_DIED)
    return Answer(
        check=answer.get("check", {}), extract=answer.get("extract", {}), error=answer.get("error", ""),
        previous_error=answer.get("previous_error", ""),
    )  # fmt: skip
