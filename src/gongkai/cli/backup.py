"""`gongkai backup`: database, files, release, keys and calendar of a running installation in one file."""

from __future__ import annotations

import os
import tarfile
import tempfile
from argparse import Namespace
from pathlib import Path

from gongkai import __version__
from gongkai.cli import databases
from gongkai.cli.archive import Writer
from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir

#: Kept beside the database. Static files and staging are made anew.
TREES = ("files", "cases", "keys", "calendar")
RELEASE_TREES = ("release/www", "release/manifest")


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "backup", help="备份：数据库、文件、发布目录、密钥、日历存成一个文件（不停机）"
    )
    parser.add_argument("file", metavar="文件", help="要写的备份文件，如 gongkai.tar.gz；已有的不覆盖")
    add_dir(parser)
    parser.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Write the backup aside and rename it when it is whole."""
    target = Path(args.file).resolve()
    if target.exists():
        raise CommandFailed(f"文件“{target}”已经存在，请换一个名字。")
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise CommandFailed(f"不能写入“{target.parent}”：{error.strerror}。") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            mode = "w:gz" if target.name.endswith(("gz", ".tgz")) else "w"
            with tarfile.open(fileobj=stream, mode=mode, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
                count = _fill(Writer(tar))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, target)
    finally:
        Path(aside).unlink(missing_ok=True)
    size = target.stat().st_size / 1024 / 1024
    say(f"已备份 {count} 个文件，{size:.1f} MB：{target}")
    say("备份中有密钥和全部资料，请按内部资料保管。")
    return FINE


def _fill(writer: Writer) -> int:
    from django.conf import settings
    from django.utils import timezone

    from gongkai.portal.publication import current_release

    top = Path(settings.GONGKAI_DIR)
    with tempfile.TemporaryDirectory(dir=top, prefix=".backup-") as folder, current_release().locked():
        # Nobody writes pages between the two copies: what the release shows is then never newer than the
        # database, and what is newer there still has its job in the outbox.
        dump = databases.copy_out(Path(folder))
        writer.add(dump, dump.name)
        for tree in RELEASE_TREES:
            writer.add_tree(top / tree, tree)
    for tree in TREES:
        writer.add_tree(top / tree, tree)
    writer.close(database=databases.vendor(), version=__version__, now=timezone.now())
    return len(writer.entries)
