"""`gongkai serve`: portal, desk and background work with one command."""

from __future__ import annotations

import socket
import sys
from argparse import Namespace
from pathlib import Path

from gongkai.cli.installation import with_data
from gongkai.cli.output import FINE, CommandFailed, say
from gongkai.cli.parser import ChineseParser, Commands, add_dir
from gongkai.cli.supervision import Child, Supervisor

HOST, PORT = "127.0.0.1", 8000
THREADS = 8


def register(commands: Commands[ChineseParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="启动门户、工作台和后台任务")
    add_dir(parser)
    add_address(parser)
    parser.add_argument("--processes", metavar="个数", type=int, default=1, help="网页进程数，默认 1")
    parser.set_defaults(run=with_data(run))


def add_address(parser: ChineseParser) -> None:
    """Let a command be told where to listen."""
    parser.add_argument("--host", metavar="地址", default=HOST, help=f"监听地址，默认 {HOST}")
    parser.add_argument("--port", metavar="端口", type=int, default=PORT, help=f"监听端口，默认 {PORT}")


def run(args: Namespace) -> int:
    """Prepare, then serve until SIGTERM or SIGINT."""
    require_free(args.host, args.port)
    prepare()
    say(f"门户　　http://{args.host}:{args.port}/")
    say(f"工作台　http://{args.host}:{args.port}/desk/")
    serve(host=args.host, port=args.port, processes=args.processes)
    return FINE


def prepare() -> None:
    """Finish what a crash left in the release, and bring the desk's static files up to date."""
    from django.conf import settings
    from django.core.management import call_command

    from gongkai.portal.publication import current_release

    for sentence in current_release().recover():
        say(sentence)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # It copies only what is newer than the copy.
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(*, host: str, port: int, processes: int = 1) -> None:
    """Run the web server and the worker as child processes until told to stop; neither outlives this one."""
    web = [
        sys.executable, "-m", "granian", "config.server:application", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", str(processes),
        "--blocking-threads", str(THREADS), "--no-ws", "--http", "1", "--log-level", "error",
        "--respawn-failed-workers",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "gongkai.cli.main", "worker"]
    say("按 Ctrl+C 停止")
    Supervisor([Child("网页服务", web), Child("后台任务", worker)]).run()


def require_free(host: str, port: int) -> None:
    """See that nobody listens there yet; raises CommandFailed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"不能在 {host}:{port} 上启动：{error.strerror}。可用 --port 换一个端口。"
            raise CommandFailed(message) from error
