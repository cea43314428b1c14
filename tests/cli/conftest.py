"""An installation that every test of a running command may look at or copy, made once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import runs_on_postgresql
from tests.support.commands import gongkai_ok
from tests.support.demo_copy import built_demo, demo

__all__ = ["built_demo", "demo"]

# These commands bring their own SQLite by --dir, whatever the suite runs on: once is enough.
collect_ignore_glob = ["test_[!p]*.py", "test_p[!o]*.py"] if runs_on_postgresql() else ["test_postgresql.py"]

ORGAN = (
    "--name",
    "海岳市文川区人民政府办公室",
    "--code",
    "wcq",
    "--opened-on",
    "2026-01-01",
    "--index-front",
    "370900001",
)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A fresh installation and what `init` printed."""
    directory = tmp_path_factory.mktemp("cli") / "installation"
    return directory, gongkai_ok("init", "--dir", directory, *ORGAN)


@pytest.fixture
def installation(made_once: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the fresh installation, this test's own."""
    target = tmp_path / "installation"
    shutil.copytree(made_once[0], target)
    return target


@pytest.fixture(scope="session")
def admin_password(made_once: tuple[Path, str]) -> str:
    """The one-time password `init` printed."""
    found = re.search(r"一次性密码：(\S+?)（", made_once[1])
    assert found
    return found[1]
