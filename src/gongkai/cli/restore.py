"""`gongkai restore`: an empty place becomes the installation a backup holds."""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from gongkai.cli import databases
from gongkai.cli.archive import ArchiveDamaged, unpack
from gongkai.cli.installation import with_data
from gongkai.cli.output import CommandFailed, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("restore", help="恢复：把备份放进空的数据目录，随后核对审计链和发布目录")
    parser.add_argument("file", metavar="文件", help="备份文件")
    add_dir(parser)
    parser.set_defaults(run=with_data(run, must_exist=False))


def run(args: Namespace) -> int:
    """Unpack beside the place, prove every hash, move in, then verify; 1 when the verification differs."""
    from django.conf import settings

    archive, target = Path(args.file), Path(settings.GONGKAI_DIR)
    if not archive.is_file():
        raise CommandFailed(f"没有备份文件“{archive}”。")
    if target.exists() and any(target.iterdir()):
        raise CommandFailed(f"数据目录 {target} 不是空的，不能覆盖。请先移走，或用 --dir 另指一个目录。")
    if databases.vendor() != "sqlite" and not databases.is_empty():
        raise CommandFailed("数据库里已经有表，不能覆盖。请新建一个空的数据库。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        try:
            table = unpack(archive, Path(folder))
        except ArchiveDamaged as damage:
            raise CommandFailed(f"没有恢复。{damage}") from damage
        _move_in(Path(folder), target, table)
    say("已恢复 {} 的备份，共 {} 个文件。".format(table["created_at"], len(table["files"])))
    return _verify()


def _move_in(source: Path, target: Path, table: dict[str, Any]) -> None:
    vendor = databases.vendor()
    if table["database"] != vendor:
        raise CommandFailed(
            "没有恢复。备份的数据库是 {}，现在设置的是 {}，请核对 DATABASE_URL 和 --dir。".format(
                table["database"], vendor
            )
        )
    dump = source / databases.POSTGRESQL_NAME
    if vendor == "postgresql":
        databases.copy_in(dump)
        dump.unlink()
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o750)
    for entry in source.iterdir():
        shutil.move(entry, target / entry.name)
    for closed in (target / "keys", target / "cases"):
        if closed.is_dir():
            closed.chmod(0o700)


def _verify() -> int:
    from gongkai.cli.verify import audit_differences, release_differences, tell
    from gongkai.kernel.checks import installation_problems

    problems = installation_problems()
    if problems:
        raise CommandFailed("".join(problems))
    return max(tell("audit", audit_differences()), tell("release", release_differences()))
