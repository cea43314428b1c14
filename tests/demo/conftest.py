"""The demo brings its own SQLite, whatever the suite runs on: once is enough."""

from tests.conftest import runs_on_postgresql
from tests.support.demo_copy import built_demo, demo

__all__ = ["built_demo", "demo"]

collect_ignore_glob = ["test_*.py"] if runs_on_postgresql() else []
