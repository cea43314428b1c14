"""Runs a campaign's command on a new, empty installation, on the kind of database this test run uses."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def new_database() -> Iterator[dict[str, str]]:
    """DATABASE_URL of a database of this campaign's own; nothing for SQLite, which lies in the folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield {}
        return
    name = f"gongkai_campaign_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(module: str, folder: Path, *arguments: str) -> dict[str, Any]:
    """Run the command and return its report. Raises AssertionError with its words when it printed none."""
    with new_database() as database:
        values = os.environ | database
        values |= {"DJANGO_SETTINGS_MODULE": "tests.campaigns.settings", "GONGKAI_DIR": str(folder)}
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True)
    assert done.stdout.startswith("{"), done.stderr[-3000:]
    report = json.loads(done.stdout)
    print(done.stdout)
    return report
