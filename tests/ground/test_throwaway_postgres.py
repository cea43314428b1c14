"""The throw-away PostgreSQL serves its command and leaves nothing behind, even when killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.support.postgres import main, throwaway_cluster
from tools.tracked import ROOT

PATIENCE_SECONDS = 20


def is_gone(directory: Path) -> bool:
    """Whether the cluster's folder disappears within the time allowed."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while directory.exists() and time.monotonic() < ends:
        time.sleep(0.05)
    return not directory.exists()


def data_directory(url: str) -> Path:
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row
    return Path(row[0]).parent


def test_the_cluster_answers_and_is_removed():
    with throwaway_cluster() as url:
        directory = data_directory(url)
        assert directory.exists()

    assert not directory.exists()


def test_a_killed_runner_leaves_no_server_and_no_files():
    print_and_wait = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.support.postgres", "--", sys.executable, "-c", print_and_wait],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert runner.stdout
    directory = data_directory(runner.stdout.readline().strip())

    os.killpg(runner.pid, signal.SIGKILL)
    runner.wait()
    runner.stdout.close()

    assert is_gone(directory)


def test_the_exit_code_is_the_commands(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@example.invalid/theirs")
    says_whose = "import os, sys; sys.exit(7 if 'theirs' in os.environ['DATABASE_URL'] else 1)"

    assert main(["--", sys.executable, "-c", says_whose]) == 7
