"""The file server behind real servers and sockets, while pages are being replaced."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from gongkai.release.serving import FileApp
from tests.release.samples import artefact, opened, publish

LARGE = os.urandom(3 << 20)
APP = """
import os
from gongkai.release.serving import FileApp
app = FileApp(os.environ["WWW"], attachment_prefixes=("/files/",))
"""


class ThreadingServer(ThreadingMixIn, WSGIServer):
    """One thread for each connection."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Keeps its log to itself."""

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def under_wsgiref(www: Path, tmp_path: Path):
    """Yield the port of a wsgiref server."""
    server = make_server("127.0.0.1", 0, FileApp(www), ThreadingServer, QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def under_granian(www: Path, tmp_path: Path):
    """Yield the port of a granian server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "served_app.py").write_text(APP)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "served_app:app"]
    source = Path(__file__).parents[2] / "src"
    environment = {**os.environ, "WWW": str(www), "PYTHONPATH": f"{tmp_path}:{source}"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(params=[under_wsgiref, under_granian])
def site(request, tmp_path):
    """A release and the port it is served on."""
    release = opened(tmp_path / "release")
    publish(release, artefact("home:", index="home"))
    (release.www / "large.bin").write_bytes(LARGE)
    with request.param(release.www, tmp_path) as port:
        yield release, port


def ask(port: int, method: str, path: str, **headers) -> tuple[int, dict[str, str], bytes]:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_the_usual_requests_are_answered(site):
    release, port = site
    status, headers, body = ask(port, "GET", "/")
    assert (status, headers["content-length"], body) == (200, "4", b"home")
    assert ask(port, "GET", "/", If_None_Match=headers["etag"])[::2] == (304, b"")
    status, headers, body = ask(port, "HEAD", "/large.bin")
    assert (status, headers["content-length"], body) == (200, str(len(LARGE)), b"")
    assert ask(port, "GET", "/large.bin")[2] == LARGE
    status, headers, body = ask(port, "GET", "/large.bin", Range="bytes=5-2000000")
    assert (status, body) == (206, LARGE[5:2000001])
    assert ask(port, "POST", "/")[0] == 405
    publish(release, artefact("item:1", 公开="公开"))
    assert ask(port, "GET", "/%E5%85%AC%E5%BC%80.html")[2].decode() == "公开"


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/%00",
             "/index.html%00", "/%2egit/config", "//etc/passwd", "/%5c..%5cetc", "/%ff%fe"]
)  # fmt: skip
def test_climbing_is_not_found_over_the_wire(site, path):
    status, _, body = ask(site[1], "GET", path)
    assert status == 404 and b"root:" not in body


def test_a_page_replaced_all_the_time_is_always_whole(site):
    release, port = site
    stop, bad, count = threading.Event(), [], 0

    def replace_on():
        turn = 0
        while not stop.is_set():
            turn += 1
            letter = chr(ord("a") + turn % 26)
            publish(release, artefact("page:", page=letter * (1 + turn * 7919 % 400_000)))

    publish(release, artefact("page:", page="a"))
    writer = threading.Thread(target=replace_on)
    writer.start()
    end = time.monotonic() + 3
    while time.monotonic() < end:
        status, headers, body = ask(port, "GET", "/page.html")
        count += 1
        if status != 200 or len(set(body)) != 1 or int(headers["content-length"]) != len(body):
            bad.append((status, headers, len(body)))
    stop.set()
    writer.join()
    assert bad == [] and count > 20


def test_a_withdrawn_page_is_gone_with_the_next_request(site):
    release, port = site
    for turn in range(20):
        publish(release, artefact("item:1", item=str(turn)))
        assert ask(port, "GET", "/item.html")[2] == str(turn).encode()
        publish(release, artefact("item:1"))
        assert ask(port, "GET", "/item.html")[0] == 404
