"""A plain HTTP client that keeps its connections, and the processor time a server's processes have used."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Connection:
    """One kept connection; opened anew when the server closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._rest = b""

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a GET. Raises ConnectionError when the server is gone."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        for attempt in (1, 2):
            try:
                self._open().sendall(request)
                return self._answer()
            except ConnectionError:
                self.close()
                if attempt == 2:
                    raise
        raise ConnectionError

    def close(self) -> None:
        """Let it go."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _open(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=10)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _answer(self) -> tuple[int, bytes]:
        while b"\r\n\r\n" not in self._rest:
            self._receive()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        length = int(headers.get("content-length", "0"))
        while len(self._rest) < length:
            self._receive()
        body, self._rest = self._rest[:length], self._rest[length:]
        if headers.get("connection") == "close":
            self.close()
        return int(lines[0].split()[1]), body

    def _receive(self) -> None:
        block = self._open().recv(1 << 18)
        if not block:
            raise ConnectionError
        self._rest += block


def wait_for(port: int, seconds: float = 30) -> None:
    """Return once the port answers. Raises TimeoutError."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            Connection(port).get("/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"端口 {port} 没有应答")


def processor_seconds(process: int) -> float:
    """User and system time of a process and all below it, in seconds."""
    return sum(_own_seconds(each) for each in _family(process))


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _family(int(child))


def _own_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def fetch_all(port: int, paths: Sequence[str]) -> int:
    """Get every path over one connection; returns the bytes that came. Raises ValueError if one is amiss."""
    connection, total = Connection(port), 0
    for path in paths:
        status, body = connection.get(path)
        if status != 200:
            raise ValueError(f"{path}：{status}")
        total += len(body)
    connection.close()
    return total
