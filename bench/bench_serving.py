"""Processor time per request: the embedded file server against nginx, both serving the same release.

Only the servers' own time counts (from /proc), so other work on the machine hardly moves the ratio. nginx is
taken from the path or from --nginx; without one only the embedded server's figure is printed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.baking import bake_once
from bench.figures import machine_line, median, table
from bench.http_load import fetch_all, processor_seconds, wait_for
from bench.installation import parser, prepare

BAR = 4.0
NGINX_CONF = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr error; {user}
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; text/css css; text/csv csv; text/xml xml; image/svg+xml svg; }}
  default_type application/octet-stream; access_log off; sendfile on; tcp_nopush on;
  keepalive_requests 1000000; charset utf-8;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {www}; index index.html;
    add_header X-Content-Type-Options nosniff; add_header Cache-Control no-cache; }}
}}
"""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, values: dict[str, str]) -> Iterator[int]:
    """A server that answers on `port`; yields its process id and ends it afterwards."""
    process = subprocess.Popen(command, env=values, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def embedded(port: int) -> list[str]:
    """The web server as `gongkai serve` starts it, with one process."""
    return [
        sys.executable, "-m", "granian", "config.server:application", "--interface", "wsgi",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "8",
        "--no-ws", "--http", "1", "--log-level", "warning",
    ]  # fmt: skip


def nginx(program: str, port: int, www: Path, folder: Path) -> list[str]:
    """One nginx worker over the same files, without an access log, as the embedded server has none."""
    user = "user root;" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(NGINX_CONF.format(folder=folder, user=user, port=port, www=www))
    return [program, "-p", str(folder), "-c", str(conf)]


def cost(
    command: Sequence[str], port: int, values: dict[str, str], paths: Sequence[str], rounds: int
) -> float:
    """Median processor seconds per request over the rounds, after one round to warm up."""
    with running(command, port, values) as process:
        fetch_all(port, paths)
        costs = []
        for _ in range(rounds):
            before = processor_seconds(process)
            fetch_all(port, paths)
            costs.append((processor_seconds(process) - before) / len(paths))
    return median(costs)


def paths_of(www: Path, requests: int) -> list[str]:
    """Addresses drawn from the release by a fixed chance: nine pages to one other file."""
    files = sorted(str(path.relative_to(www)) for path in www.rglob("*") if path.is_file())
    pages = [name for name in files if name.endswith(".html")]
    others = [name for name in files if not name.endswith(".html")] or pages
    chance = random.Random(1)  # noqa: S311 - no secret
    return ["/" + chance.choice(pages if chance.random() < 0.9 else others) for _ in range(requests)]


def arguments_of(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command takes."""
    made = parser(__doc__ or "", (1000,))
    made.add_argument("--requests", type=int, default=10_000, help="每轮请求数")
    made.add_argument("--rounds", type=int, default=5, help="轮数，取中位数")
    made.add_argument("--nginx", default=shutil.which("nginx") or "", help="nginx 程序，默认从路径里找")
    return made.parse_args(argv)


def main() -> None:
    """Measure both servers and print the ratio."""
    arguments = arguments_of()
    print(machine_line())
    rows: list[list[object]] = []
    for items in arguments.sizes:
        values = prepare(items, arguments.keep)
        bake_once(values)
        www = Path(values["GONGKAI_DIR"]) / "release" / "www"
        paths = paths_of(www, arguments.requests)
        port = free_port()
        ours = cost(embedded(port), port, values, paths, arguments.rounds)
        theirs = 0.0
        if arguments.nginx:
            with tempfile.TemporaryDirectory() as folder:
                port = free_port()
                command = nginx(arguments.nginx, port, www, Path(folder))
                theirs = cost(command, port, values, paths, arguments.rounds)
        ratio = f"{ours / theirs:.2f}" if theirs else "没有 nginx，未比"
        rows.append([items, f"{ours * 1e6:.0f}", f"{theirs * 1e6:.0f}" if theirs else "-", ratio, BAR])
    print(table(("条数", "内置 微秒/请求", "nginx 微秒/请求", "倍数", "上限"), rows))


if __name__ == "__main__":
    main()
