"""`gongkai migrate`: brings the database to this version of the program."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("migrate", help="升级数据库，重建只增表的触发器（升级程序后运行，先备份）")
    add_dir(parser)
    parser.set_defaults(run=with_data(run, must_exist=False))


def run(args: Namespace) -> int:
    """Migrate, and see that the triggers stand."""
    from pathlib import Path

    from django.conf import settings

    if not Path(settings.GONGKAI_DIR).is_dir():
        raise CommandFailed(f"没有数据目录 {settings.GONGKAI_DIR}，请先运行 gongkai init。")
    migrate()
    return FINE


def migrate() -> None:
    """Apply the migrations that are missing; the triggers are put in place after them."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    say("数据库已是最新。")
