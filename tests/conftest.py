"""What holds for every test: which run where, how examples are drawn, and a browser to act with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]

hypothesis_settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "explore")


def runs_on_postgresql() -> bool:
    """Whether this run's database is PostgreSQL, by DATABASE_URL as the settings read it."""
    return os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:", "psql:", "pgsql:"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the browser's stories on PostgreSQL and, unless asked for, the long campaigns."""
    left_out = set()
    if runs_on_postgresql():
        left_out.add("browser")
    if os.environ.get("GONGKAI_CAMPAIGN") != "1":
        left_out.add("campaign")
    kept, deselected = [], []
    for item in items:
        (deselected if left_out & {mark.name for mark in item.iter_markers()} else kept).append(item)
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = kept


@pytest.fixture
def gongkai_dir(tmp_path: Path, settings) -> Path:
    """An installation's folder of this test's own; GONGKAI_DIR points at it."""
    directory = tmp_path / "gongkai"
    directory.mkdir()
    settings.GONGKAI_DIR = directory
    settings.STATIC_ROOT = directory / "static"
    return directory


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A running headless Chromium (playwright.sync_api.Browser); a missing one is an error, never a skip."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django would take for an async view.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture(autouse=True, scope="session")
def _emptying_of_tables() -> Iterator[None]:
    """Let the emptying of tables after a transactional test pass the append-only triggers.

    The flush reinstalls them through its post_migrate signal. For the whole session: what a test patches is
    put back before its tables are emptied.
    """
    from django.test import TransactionTestCase

    from gongkai.kernel import triggers

    emptying = TransactionTestCase._fixture_teardown

    def drop_first(case: TransactionTestCase) -> None:
        triggers.drop()
        emptying(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", drop_first)
        yield


@pytest.fixture(autouse=True, scope="session")
def _locks_in_acts_only() -> Iterator[None]:
    """A row is locked only inside a transaction of the program's own, on either database.

    PostgreSQL refuses a lock outside a transaction; the transaction around a test would hide it.
    """
    from django.db.models.sql.compiler import SQLCompiler

    from gongkai.kernel.transactions import is_in_act

    as_sql = SQLCompiler.as_sql

    def checked(compiler: SQLCompiler, *args: object, **kwargs: object) -> object:
        assert not compiler.query.select_for_update or is_in_act(), "a row is locked outside an act"
        return as_sql(compiler, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "as_sql", checked)
        yield
