"""`gongkai bake`: writes the whole release again from the database."""

from __future__ import annotations

from argparse import Namespace

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, complain, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir

STEP = 2000


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("bake", help="重新生成发布目录的全部网页（中断后再次运行会接着做）")
    add_dir(parser)
    parser.add_argument("--all", action="store_true", required=True, help="确认要重新生成全部网页")
    parser.add_argument(
        "--discard-manifest", action="store_true", help="发布清单已损坏或签名密钥换过：丢弃旧清单重新登记"
    )
    parser.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Make the whole release equal the database; what was altered or foreign there is set right."""
    from gongkai.portal.publication import bake_all
    from gongkai.release import ReleaseError

    told = 0

    def progress(done: int, total: int) -> None:
        nonlocal told
        if done - told >= STEP or done == total > told:
            told = done
            complain(f"已生成 {done} / {total}")

    try:
        rebuilt = bake_all(progress, discard_manifest=args.discard_manifest)
    except ReleaseError as error:
        raise CommandFailed(f"没有完成：{error}") from error
    say(
        f"已核对 {rebuilt.rendered} 项内容：写入 {rebuilt.written} 个文件，删除 {rebuilt.removed} 个，"
        f"清除不属于本系统的文件 {len(rebuilt.foreign)} 个。"
    )
    return FINE
