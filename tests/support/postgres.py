"""A throw-away PostgreSQL: `python -m tests.support.postgres -- COMMAND` runs COMMAND with DATABASE_URL set.

A DATABASE_URL that is already set is used as it is. Otherwise a cluster is made from Debian's own package,
on a free loopback port under a password of its own, without fsync, and is gone afterwards, even when this
process is killed: a keeper in a session of its own holds the server and ends it when its pipe closes.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

START_SECONDS = 30
USER = "gongkai"

# SIGQUIT is PostgreSQL's immediate shutdown: there is nothing worth saving.
KEEPER = """
trap '' INT TERM HUP
directory=$1; shift
"$@" >"$directory/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null
wait $server
cd / && rm -rf "$directory"
"""

SPEED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100"]


class PostgresMissing(RuntimeError):
    """No PostgreSQL server programs on this machine, or the cluster did not start."""


def programs() -> Path:
    """The folder of the newest installed initdb and postgres. Raises PostgresMissing."""
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if installed:
        return max(installed, key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise PostgresMissing("没有找到 PostgreSQL 服务端程序，请先安装：sudo apt-get install -y postgresql")


def _identity() -> dict[str, str | int | list[int]]:
    """How to start the server's programs: as `postgres` when we are root, which initdb refuses."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _initialise(directory: Path, password: str, identity: dict) -> None:
    password_file = directory / "password"
    password_file.write_text(password)
    if identity:
        shutil.chown(directory, identity["user"], identity["group"])
        shutil.chown(password_file, identity["user"], identity["group"])
    initdb = [programs() / "initdb", "-D", directory / "data", "-N", "-E", "UTF8", "--locale", "C.UTF-8"]
    made = subprocess.run(
        [*initdb, "-U", USER, "-A", "scram-sha-256", "--pwfile", password_file],
        cwd=directory,
        capture_output=True,
        text=True,
        **identity,
    )
    if made.returncode:
        raise PostgresMissing(made.stdout + made.stderr)


def _wait_until_ready(keeper: subprocess.Popen, port: int, log: Path) -> None:
    """Return once the server answers on `port`. Raises PostgresMissing with the server's log."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and keeper.poll() is None:
        ready = [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(ready).returncode == 0:
            return
        time.sleep(0.1)
    raise PostgresMissing(log.read_text() if log.exists() else "PostgreSQL 没有启动")


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """A running cluster with an empty database; yields its DATABASE_URL. Nothing is left of it afterwards.

    Raises PostgresMissing.
    """
    # Not TMPDIR: the account `postgres` must be able to reach it.
    directory = Path(tempfile.mkdtemp(prefix="gongkai-postgres-", dir="/tmp"))
    password, port = secrets.token_hex(16), _free_port()
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, directory, ignore_errors=True)
        identity = _identity()
        _initialise(directory, password, identity)
        keeper = _start(directory, port, identity)
        undo.callback(keeper.wait)
        undo.callback(keeper.stdin.close)
        _wait_until_ready(keeper, port, directory / "log")
        _create_database(port, password)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/{USER}"


def _start(directory: Path, port: int, identity: dict) -> subprocess.Popen:
    options = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", *SPEED]
    server = [programs() / "postgres", "-D", directory / "data"]
    server += [word for option in options for word in ("-c", option)]
    return subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", directory, *server],
        stdin=subprocess.PIPE,
        cwd=directory,
        start_new_session=True,
        **identity,
    )


def _create_database(port: int, password: str) -> None:
    subprocess.run(
        [programs() / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", USER, USER],
        env=os.environ | {"PGPASSWORD": password},
        check=True,
    )


def main(arguments: list[str]) -> int:
    """Run the command after `--` and return its exit code; 2 when there is no PostgreSQL to run it on."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("用法：python -m tests.support.postgres -- 命令…", file=sys.stderr)
        return 2
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    try:
        with throwaway_cluster() as url:
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
    except PostgresMissing as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
