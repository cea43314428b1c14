"""Both databases one after the other in one run: SQLite, and the PostgreSQL that DATABASE_URL names.

Without DATABASE_URL a throw-away cluster is started, which does not wait for the disk: good for comparing
reads, flattering for writes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.postgres import PostgresMissing, throwaway_cluster


def engines() -> Iterator[str]:
    """Yield «SQLite», then «PostgreSQL» where there is one, the environment set for each while it is on."""
    given = os.environ.pop("DATABASE_URL", "")
    try:
        yield "SQLite"
        with _database_url(given) as url:
            if url:
                os.environ["DATABASE_URL"] = url
                yield "PostgreSQL"
    finally:
        os.environ.pop("DATABASE_URL", None)
        if given:
            os.environ["DATABASE_URL"] = given


@contextmanager
def _database_url(given: str) -> Iterator[str]:
    if given:
        yield given
        return
    try:
        with throwaway_cluster() as url:
            yield url
    except PostgresMissing as reason:
        print(f"PostgreSQL：没有测（{reason}）")
        yield ""
