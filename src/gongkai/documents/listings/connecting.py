"""Connections for httpx that go to a checked address only and end by a fixed moment."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

_LATE = "took longer than allowed"

Check = Callable[[str, int], str]


class Deadline:
    """The moment by which everything must be over; can be set anew for each page."""

    def __init__(self) -> None:
        self.at = float("inf")

    def left(self, wanted: float | None) -> float:
        """Seconds to wait, at most `wanted`. Raises `httpcore.ReadTimeout` when the time is over."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(_LATE)
        return min(left, wanted) if wanted is not None else left


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Looks the host up once, has the address checked, and connects to that very address."""

    def __init__(self, check: Check, deadline: Deadline) -> None:
        self._check, self._deadline, self._inner = check, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        address = self._check(host, port)
        left = self._deadline.left(timeout)
        return _Stream(
            self._inner.connect_tcp(address, port, left, local_address, socket_options), self._deadline
        )


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class CheckedTransport(httpx.BaseTransport):
    """Carries requests over connections to checked addresses; errors of the wire come as `httpcore` ones."""

    def __init__(self, check: Check, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=_Backend(check, deadline),
            max_connections=2,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and give the answer, body unread. Raises `httpcore` errors or `FetchFailed`."""
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw, content=request.stream, extensions=request.extensions,
        )  # fmt: skip
        response = self._pool.handle_request(asked)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
