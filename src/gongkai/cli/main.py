"""The `gongkai` command: which commands there are, and how each ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gongkai import __version__
from gongkai.cli import (
    backup,
    bake,
    calendar,
    clock,
    demo,
    document,
    fee,
    import_stock,
    init,
    migrate,
    organ,
    report,
    restore,
    screen,
    serve,
    user,
    verify,
    worker,
)
from gongkai.cli.output import FAILED, CommandFailed, complain
from gongkai.cli.parser import ChineseParser, sub_commands
from gongkai.kernel.errors import InputRefused, NotVisible, Refused

COMMANDS = (
    demo, init, migrate, organ, user, calendar, clock, fee, report, import_stock, serve, worker, bake,
    verify, screen, document, backup, restore,
)  # fmt: skip
INTERRUPTED = 130


def build_parser() -> ChineseParser:
    """The parser with every command; building it needs no database and no Django."""
    parser = ChineseParser(
        prog="gongkai",
        description="政府信息公开工作平台",
        epilog="退出码：0 正常；1 有问题或差异；2 未能完成，原因见错误信息。",
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本号")
    commands = sub_commands(parser, dest="command")
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 for findings, 2 when it could not do its work."""
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except CommandFailed as failure:
        complain(str(failure))
    except InputRefused as refusal:
        complain(" ".join([refusal.message, *refusal.fields.values()]))
    except Refused as refusal:
        complain(refusal.message)
    except NotVisible:
        complain("没有这个对象，或者所指的人无权办理，请核对代码和登录名。")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (such as `head`) has gone; what is left in the buffer must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
