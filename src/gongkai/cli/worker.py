"""`gongkai worker`: the background work alone, for a machine that serves by other means."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from types import FrameType

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("worker", help="后台任务：写网页、定时发布、到期标注（serve 已包含）")
    add_dir(parser)
    parser.add_argument("--once", action="store_true", help="把到期的任务做完就结束")
    parser.set_defaults(run=with_data(run))


def run(args: Namespace) -> int:
    """Work until told to stop; a job that has begun is finished first."""
    from django.utils import timezone

    from gongkai.kernel import outbox
    from gongkai.kernel.worker import Worker, owner_name

    if args.once:
        taken = outbox.drain(owner=owner_name(), clock=timezone.now)
        say(f"完成 {taken} 项任务。")
        return FINE
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    Worker(stop=stop).run()
    return FINE
