"""The demo, built once for a whole run of the suite and copied for each test that changes it."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest

from tests.support.commands import gongkai_ok


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A demo nobody may change; the workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    directory = shared / "demo-once"
    with (shared / "demo-once.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (directory / "demo.json").exists():
            gongkai_ok("demo", "--build-only", "--dir", directory)
    return directory


@pytest.fixture
def demo(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo, this test's own."""
    target = tmp_path / "demo"
    # Readers in other processes come and go, and with them the files SQLite keeps beside a database.
    shutil.copytree(built_demo, target, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    return target
