"""Installations of given sizes to measure on, made once and kept: `python -m bench.installation --items N`.

Each lies in a folder of its own below `build/bench` (database, files, release, keys). With DATABASE_URL set
the database is one of its own on that PostgreSQL server instead. Settings are fixed once Django has started,
so every size is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "bench"
MARK = "loaded"


def environment(items: int, base: Path = KEPT, *, cases: int = 0) -> dict[str, str]:
    """The environment of a process that works on the installation with so many items and requests."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"{items}-{cases}" if cases else str(items)
    folder = base / f"{'postgresql' if server else 'sqlite'}-{name}"
    values = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings", "GONGKAI_DIR": str(folder)}
    if server:
        values["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{_database(items, cases)}"))
    return values


def _database(items: int, cases: int) -> str:
    return f"gongkai_bench_{items}_{cases}" if cases else f"gongkai_bench_{items}"


def prepare(items: int, base: Path = KEPT, *, cases: int = 0) -> dict[str, str]:
    """See that the installation is there, migrated and loaded; returns the environment to measure in."""
    values = environment(items, base, cases=cases)
    folder = Path(values["GONGKAI_DIR"])
    if os.environ.get("DATABASE_URL"):
        _see_to_database(os.environ["DATABASE_URL"], _database(items, cases), folder)
    if not (folder / MARK).exists():
        shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "bench.installation", "--fill", str(items), "--cases", str(cases)]
    subprocess.run(command, env=values, cwd=ROOT, check=True)
    return values


def _see_to_database(server: str, name: str, folder: Path) -> None:
    """Database and folder belong together: where one of them is missing, the other is of no use."""
    with psycopg.connect(server, autocommit=True) as connection:
        is_there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if is_there and (folder / MARK).exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')


def measure(
    module: str, items: int, base: Path, arguments: Sequence[str] = (), *, cases: int = 0
) -> dict[str, Any]:
    """Run `module --one` on the installation and return the figures it prints as its last line."""
    command = [sys.executable, "-m", module, "--one", *arguments]
    values = prepare(items, base, cases=cases)
    done = subprocess.run(command, env=values, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    *shown, figures = done.stdout.strip().splitlines()
    for line in shown:
        print(line)
    found: dict[str, Any] = json.loads(figures)
    return found


def start_django() -> None:
    """Set Django up for the installation this process's environment names."""
    import django

    django.setup()


def parser(description: str, sizes: Sequence[int]) -> argparse.ArgumentParser:
    """Arguments every bench takes: sizes, where installations are kept, and the inner `--one`."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--sizes", type=int, nargs="+", default=list(sizes), help="信息条数，可给多个")
    made.add_argument("--keep", type=Path, default=KEPT, help="测试用的安装保存在哪里，下次直接用")
    made.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return made


def _fill(items: int, cases: int) -> None:
    start_django()
    from django.core.management import call_command
    from django.utils.timezone import now

    from bench.case_loader import fill
    from bench.loader import load
    from gongkai.kernel import statistics

    folder = Path(os.environ["GONGKAI_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if not (folder / MARK).exists():
        load(items)
        (folder / MARK).touch()
    if cases:
        fill(cases, now())
    # As a worker does when it starts.
    statistics.refresh(now())


def main() -> None:
    """Make installations and say how long that took."""
    made = parser(__doc__ or "", (1000,))
    made.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    made.add_argument("--cases", type=int, default=0, help="另加多少件依申请公开")
    arguments = made.parse_args()
    if arguments.fill is not None:
        _fill(arguments.fill, arguments.cases)
        return
    for items in arguments.sizes:
        began = time.perf_counter()
        folder = prepare(items, arguments.keep, cases=arguments.cases)["GONGKAI_DIR"]
        print(f"{items} 条：{folder}，{time.perf_counter() - began:.0f} 秒")


if __name__ == "__main__":
    main()
