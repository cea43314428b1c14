"""`serve`: one command for portal, desk and worker; a fallen child comes back, and nothing stays behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.support.commands import COMMAND, environment, gongkai
from tools.tracked import ROOT

PATIENCE = 40.0


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer to look at."""

    def redirect_request(self, *arguments):
        return None


OPENER = urllib.request.build_opener(KeepRedirect, urllib.request.ProxyHandler({}))


class Served:
    """A running `gongkai serve`."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process = process
        self.port = port

    def get(self, path: str) -> tuple[int, Message, bytes]:
        """Status, headers and body."""
        try:
            with OPENER.open(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def processes(self) -> dict[int, str]:
        """Everything it started that still runs: process id → command line."""
        return descendants(self.process.pid)

    def worker(self) -> int | None:
        """The process id of the background worker."""
        return next((pid for pid, line in self.processes().items() if line.endswith("main worker")), None)


def descendants(pid: int) -> dict[int, str]:
    """The processes below one, by /proc."""
    found: dict[int, str] = {}
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return found
    for child in map(int, children):
        try:
            found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except FileNotFoundError:
            continue
        found |= descendants(child)
    return found


def waited(condition: Callable[[], object]) -> bool:
    """Whether the condition comes true in time."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            if condition():
                return True
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.1)
    return False


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(demo: Path) -> Iterator[Served]:
    """The demo being served in the plain-http way of a closed network."""
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--dir", str(demo), "--port", str(port)],
        env=environment(GONGKAI_HTTPS="0"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    running = Served(process, port)
    try:
        assert waited(lambda: running.get("/")[0] == 200 and running.worker()), "it did not start"
        yield running
    finally:
        process.terminate()
        process.wait(30)


def test_portal_desk_and_static_files_are_served(served: Served):
    status, headers, body = served.get("/gxj/")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "海岳市文川区工业和信息化局" in body.decode()

    status, headers, _ = served.get("/desk/")
    assert status == 302
    assert "/accounts/login/" in headers["Location"]
    assert served.get(headers["Location"])[0] == 200

    style = next((ROOT / "src/gongkai/desk/static/desk").rglob("*.css"))
    address = "/desk-static/" + str(style.relative_to(ROOT / "src/gongkai/desk/static"))
    status, headers, body = served.get(address)
    assert (status, body) == (200, style.read_bytes())
    assert headers["Content-Type"].startswith("text/css")
    assert served.get("/desk-static/../keys/django.key")[0] == 404
    assert served.get("/keys/django.key")[0] == 404


def test_a_withdrawn_file_is_gone_at_once(served: Served, demo: Path):
    page = next(iter(sorted((demo / "release/www/gxj/xx/2023").glob("*.html"))))
    address = f"/gxj/xx/2023/{page.name}"
    assert served.get(address)[0] == 200

    page.unlink()

    assert served.get(address)[0] == 404


def test_a_killed_worker_comes_back(served: Served):
    first = served.worker()
    assert first

    os.kill(first, signal.SIGKILL)

    assert waited(lambda: served.worker() not in {None, first})
    assert served.get("/")[0] == 200


def test_a_killed_web_server_comes_back(served: Served):
    web = next(pid for pid, line in served.processes().items() if "granian" in line)

    os.kill(web, signal.SIGKILL)

    assert waited(lambda: not is_alive(web) and served.get("/")[0] == 200)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything(served: Served, number: signal.Signals):
    started = [served.process.pid, *served.processes()]
    assert len(started) >= 3

    served.process.send_signal(number)

    assert served.process.wait(30) == 0
    assert waited(lambda: not any(is_alive(pid) for pid in started))


def test_a_supervisor_killed_outright_leaves_nobody_behind(served: Served):
    started = list(served.processes())

    served.process.kill()

    assert waited(lambda: not any(is_alive(pid) for pid in started))


def test_an_occupied_port_is_code_2_in_chinese(built_demo: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        done = gongkai("serve", "--dir", built_demo, "--port", str(port))

    assert done.returncode == 2
    assert "可用 --port 换一个端口" in done.stderr
