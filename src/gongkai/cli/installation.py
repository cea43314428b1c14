"""Opening the installation a command works on: its directory, its settings, Django."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from gongkai.cli.output import CommandFailed

PRODUCTION = "config.settings.production"
DEMO = "config.settings.dev"

Work = Callable[[Namespace], int]


def choose(directory: str | None, *, settings: str = PRODUCTION) -> None:
    """Point the settings, here and in child processes, at a directory.

    Must run before Django is set up. A named directory means its own database: DATABASE_URL is put aside.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    if directory:
        os.environ["GONGKAI_DIR"] = str(Path(directory).resolve())
        os.environ.pop("DATABASE_URL", None)


def start_django() -> None:
    """Set Django up with the chosen settings."""
    import django

    django.setup()


def with_data(work: Work, *, must_exist: bool = True) -> Work:
    """A command's work with the installation opened first and its acts recorded as done from here.

    With `must_exist` a directory that was never initialised ends the command with what to do.
    """

    def run(args: Namespace) -> int:
        choose(args.dir)
        start_django()
        from django.db import DatabaseError

        from gongkai.kernel.origin import Origin, acting_from

        if must_exist:
            _require_installation()
        try:
            with acting_from(Origin("cli")):
                return work(args)
        except DatabaseError as error:
            raise CommandFailed(f"数据库操作失败，请检查数据目录或 DATABASE_URL：{error}") from error

    return run


def _require_installation() -> None:
    from gongkai.kernel.checks import installation_problems

    problems = installation_problems()
    if problems:
        raise CommandFailed("".join(problems))
