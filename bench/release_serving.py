"""CPU that the embedded file server spends on a request, beside what else can serve the same files.

Run: python bench/release_serving.py
Rows: nginx (only where it is installed); under granian an app that sends a constant (what any Python
app pays before it does anything), granian's own file server in Rust, and FileApp, with granian's usual
number of threads and with one, which spares them waiting for each other.
The measure is processor time of the server's processes, so a slow client does not distort it.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

REQUESTS = 20_000
ROUNDS = 5  # the servers take turns, so that other work on the machine falls on all of them
CLIENTS = 4
FRESH = 2.5  # seconds after which a server may trust the times of a file
PAGES = 500
PORT = 18437
BODY = b"<p>" + "公开".encode() * 1600 + b"</p>"
TICK = os.sysconf("SC_CLK_TCK")
APPS = """
import os
from gongkai.release.serving import FileApp
files = FileApp(os.environ["WWW"])
BODY = b"x" * 9607
def constant(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "9607")])
    return [BODY]
"""
NGINX = """
worker_processes 1; daemon off; pid {root}/nginx.pid; error_log stderr error; {user}
events {{ worker_connections 512; }}
http {{ access_log off; client_body_temp_path {root}/t1; proxy_temp_path {root}/t2;
  fastcgi_temp_path {root}/t3; uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  types {{ text/html html; }} keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port}; root {root}/www; }} }}
"""


def commands(root: Path) -> dict[str, list[str]]:
    """Return how to start each server."""
    options = ["--interface", "wsgi", "--port", str(PORT), "--log-level", "error"]
    granian = [sys.executable, "-m", "granian", *options]
    mount = ["--static-path-route", "/p", "--static-path-mount", str(root / "www" / "p")]
    user = "user root;" if os.geteuid() == 0 else ""
    (root / "nginx.conf").write_text(NGINX.format(root=root, port=PORT, user=user))
    servers = {
        "granian constant": [*granian, "bench_apps:constant"],
        "granian static": [*granian, *mount, "bench_apps:constant"],
        "FileApp": [*granian, "bench_apps:files"],
        "FileApp, 1 thread": [*granian, "--blocking-threads", "1", "bench_apps:files"],
    }
    nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if nginx:
        servers = {"nginx": [nginx, "-c", str(root / "nginx.conf")], **servers}
    return servers


def processor_seconds(parent: int) -> float:
    """Return the processor time of a process and all below it."""
    total, waiting = 0.0, [parent]
    while waiting:
        process = waiting.pop()
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICK
        for task in Path(f"/proc/{process}/task").iterdir():
            waiting += map(int, (task / "children").read_text().split())
    return total


def read_pages(count: int, paths: list[str]) -> None:
    """Ask for `count` pages over one connection and check that each comes whole."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    for number in range(count):
        connection.request("GET", paths[number % len(paths)])
        response = connection.getresponse()
        assert (response.status, len(response.read())) == (200, len(BODY)), response.status
    connection.close()


def measure(command: list[str], root: Path) -> float:
    """Return the server's processor time for a request, in microseconds."""
    paths = [f"/p/{number}.html" for number in range(PAGES)]
    environment = {**os.environ, "WWW": str(root / "www"), "PYTHONPATH": str(root)}
    server = subprocess.Popen(command, env=environment)
    try:
        while server.poll() is None:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.05)
        read_pages(2000, paths)
        before = processor_seconds(server.pid)
        clients = [
            threading.Thread(target=read_pages, args=(REQUESTS // CLIENTS, paths)) for _ in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return (processor_seconds(server.pid) - before) / REQUESTS * 1e6
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Print one row for each server with its ratio to the first."""
    root = Path(tempfile.mkdtemp(prefix="release-serving-"))
    try:
        (root / "www" / "p").mkdir(parents=True)
        (root / "bench_apps.py").write_text(APPS)
        for number in range(PAGES):
            (root / "www" / "p" / f"{number}.html").write_bytes(BODY)
        time.sleep(FRESH)
        servers = commands(root)
        rounds = [[measure(command, root) for command in servers.values()] for _ in range(ROUNDS)]
        medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
        for name, spent in zip(servers, medians, strict=True):
            print(f"{name:<18} {spent:7.1f} µs of CPU per request  ×{spent / medians[0]:.2f}")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
