"""Copying the database out of a running installation and back into an empty one, for both databases."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from gongkai.cli.output import CommandFailed

SQLITE_NAME, POSTGRESQL_NAME = "gongkai.sqlite3", "database.sql"


def copy_out(folder: Path) -> Path:
    """Write a consistent copy of the database into a folder; returns the file. Others go on writing."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return _copy_sqlite(Path(str(connection.settings_dict["NAME"])), folder / SQLITE_NAME)
    target = folder / POSTGRESQL_NAME
    _run("pg_dump", "--no-owner", "--no-privileges", "--file", str(target))
    return target


def _copy_sqlite(source: Path, target: Path) -> Path:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as reader, sqlite3.connect(target) as writer:
        reader.backup(writer)
        writer.execute("PRAGMA journal_mode=DELETE")
    reader.close()
    writer.close()
    return target


def copy_in(file: Path) -> None:
    """Load a dump into the empty PostgreSQL database the settings name; all of it or nothing."""
    _run("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file", str(file))


def is_empty() -> bool:
    """Whether the database the settings name holds no table; a SQLite file that is not there is empty."""
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return True
    return not connection.introspection.table_names()


def vendor() -> str:
    """Which database the settings name: sqlite or postgresql."""
    from django.db import connection

    return connection.vendor


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the settings' database; the password goes by the environment."""
    from django.db import connection

    if not shutil.which(program):
        raise CommandFailed(
            f"没有找到 {program}，请先安装 PostgreSQL 客户端：apt install postgresql-client。"
        )
    values = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {key: str(values[name]) for key, name in names.items() if values.get(name)}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise CommandFailed(f"{program} 没有成功：{done.stderr.strip()[:300]}")
