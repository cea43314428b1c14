"""The same commands with DATABASE_URL: everything but the database lies in the directory."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.cli.conftest import ORGAN
from tests.support.commands import gongkai, gongkai_ok


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """Two empty databases beside the suite's own, by address; gone afterwards."""
    server = os.environ["DATABASE_URL"]
    names = [f"cli_{uuid.uuid4().hex[:12]}" for _ in range(2)]
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield [f"{server.rsplit('/', 1)[0]}/{name}" for name in names]
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_set_up_backup_and_restore(databases: list[str], tmp_path: Path):
    here, there = tmp_path / "here", tmp_path / "there"
    one = {"DATABASE_URL": databases[0], "GONGKAI_DIR": str(here)}
    two = {"DATABASE_URL": databases[1], "GONGKAI_DIR": str(there)}
    gongkai_ok("init", *ORGAN, **one)
    gongkai_ok("organ", "add", "gxj", "某局", "--admin", "gxjadmin", **one)
    gongkai_ok("worker", "--once", **one)
    assert not (here / "gongkai.sqlite3").exists()
    people = gongkai_ok("user", "list", "--json", **one)
    assert '"gxjadmin"' in people

    gongkai_ok("backup", tmp_path / "b.tar.gz", **one)
    printed = gongkai_ok("restore", tmp_path / "b.tar.gz", **two)

    assert "审计记录核对无误" in printed
    assert gongkai_ok("user", "list", "--json", **two) == people
    assert (here / "keys/release.key").read_bytes() == (there / "keys/release.key").read_bytes()


def test_a_database_in_use_is_not_restored_into(databases: list[str], tmp_path: Path):
    one = {"DATABASE_URL": databases[0], "GONGKAI_DIR": str(tmp_path / "here")}
    gongkai_ok("init", *ORGAN, **one)
    gongkai_ok("backup", tmp_path / "b.tar", **one)

    done = gongkai("restore", tmp_path / "b.tar", DATABASE_URL=databases[0], GONGKAI_DIR=str(tmp_path / "x"))

    assert done.returncode == 2
    assert "已经有表" in done.stderr


def test_a_backup_of_the_other_database_is_refused(databases: list[str], tmp_path: Path):
    gongkai_ok("init", "--dir", tmp_path / "lite", *ORGAN)
    gongkai_ok("backup", tmp_path / "b.tar", "--dir", tmp_path / "lite")

    done = gongkai("restore", tmp_path / "b.tar", DATABASE_URL=databases[0], GONGKAI_DIR=str(tmp_path / "x"))

    assert done.returncode == 2
    assert "备份的数据库是 sqlite" in done.stderr
