"""Fetch pages of another platform: bounded in size and time, never into a network it was not sent to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from gongkai.documents.listings.addresses import absolute, host_of
from gongkai.documents.listings.addresses_allowed import Resolve, checked_address, owner_of, port_of, resolve
from gongkai.documents.listings.connecting import CheckedTransport, Deadline
from gongkai.documents.listings.markup import MOST_BYTES
from gongkai.documents.listings.reading_results import Fetched, FetchFailed

AGENT = "Mozilla/5.0 (compatible; gongkai-listing-check/1.0; one page at a time)"
_FORM = "application/x-www-form-urlencoded; charset=UTF-8"
_MOST_REDIRECTS = 5
_PAGE_SECONDS, _WAIT_SECONDS = 20.0, 10.0
_NOT_WEB = "网址应以http或https开头。"
_ELSEWHERE = "网页转到了另一个网站“{host}”，没有跟过去。"
_TOO_MANY = "网页转来转去没有尽头，没有读到。"
_TOO_LARGE = "网页超过5兆字节，没有读。"
_TOO_SLOW = "对方网站太慢，没有等到答复。"
_TIME_OVER = "这一次对照的时间用完了，余下的没有读。"
_NO_ANSWER = "连不上“{host}”，请核对网址，或者稍后再试。"
_CERTIFICATE = "“{host}”的安全证书没有通过检查，没有读。"


class Fetcher:
    """A `Fetch` for one platform: GET, or POST of a form; redirects only within the owner's hosts.

    Every answer comes back whatever its status; everything else is a `FetchFailed` with a sentence. Pages
    end at 5 MB and 20 seconds, all together after `most_seconds`; between two requests `delay` seconds pass.
    """

    def __init__(
        self, private: frozenset[str], *, most_seconds: float, delay: float, page_seconds: float,
        lookup: Resolve,
    ) -> None:  # fmt: skip
        self._ends = time.monotonic() + most_seconds
        self._delay, self._page_seconds, self._last = delay, page_seconds, 0.0
        self._deadline = Deadline()
        self._client = httpx.Client(
            transport=CheckedTransport(
                lambda host, port: checked_address(host.lower(), port, private, lookup), self._deadline
            ),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity", "Accept-Language": "zh-CN,zh;q=0.9"},
            timeout=_WAIT_SECONDS, trust_env=False,
        )  # fmt: skip

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def __call__(self, url: str, form: str | None = None, /) -> Fetched:
        """Get a page; see the class for what is promised."""
        asked, owner = absolute(url, url), owner_of(host_of(url))
        if not asked or urlsplit(url).scheme not in {"http", "https"}:
            raise FetchFailed(_NOT_WEB)
        for _redirect in range(_MOST_REDIRECTS + 1):
            answer, target = self._once(asked, form)
            if answer is not None:
                return answer
            asked, form = absolute(asked, target), None
            if not asked or owner_of(host_of(asked)) != owner:
                raise FetchFailed(_ELSEWHERE.format(host=host_of(asked) or target[:60]))
        raise FetchFailed(_TOO_MANY)

    def _once(self, url: str, form: str | None) -> tuple[Fetched | None, str]:
        """An answer, or where it redirects to; the wire's errors become sentences."""
        self._wait()
        host = host_of(url)
        headers = (
            {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"} if form is not None else {}
        )
        try:
            with self._client.stream(
                "GET" if form is None else "POST", url, content=None if form is None else form.encode(),
                headers=headers,
            ) as response:  # fmt: skip
                target = response.headers.get("location", "")
                if response.status_code in {301, 302, 303, 307, 308} and target:
                    return None, urljoin(url, target)
                kind = response.headers.get("content-type", "")
                return Fetched(response.status_code, url, kind, _body(response)), ""
        except (httpcore.TimeoutException, httpx.TimeoutException):
            over = time.monotonic() >= self._ends
            raise FetchFailed(_TIME_OVER if over else _TOO_SLOW) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError, ValueError) as error:
            certificate = "CERTIFICATE" in str(error).upper()
            raise FetchFailed((_CERTIFICATE if certificate else _NO_ANSWER).format(host=host)) from None

    def _wait(self) -> None:
        """Be polite, and set the moment by which the page must be here."""
        pause = self._last + self._delay - time.monotonic()
        if pause > 0 and self._last:
            time.sleep(min(pause, max(0.0, self._ends - time.monotonic())))
        self._last = time.monotonic()
        if self._last >= self._ends:
            raise FetchFailed(_TIME_OVER)
        self._deadline.at = min(self._ends, self._last + self._page_seconds)


def _body(response: httpx.Response) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise FetchFailed(_TOO_LARGE)
    pieces, size = [], 0
    for piece in response.iter_bytes(65536):
        size += len(piece)
        if size > MOST_BYTES:
            raise FetchFailed(_TOO_LARGE)
        pieces.append(piece)
    return b"".join(pieces)


@contextmanager
def fetcher_for(
    address: str, *, private_hosts: frozenset[str] = frozenset(), most_seconds: float = 300.0,
    delay: float = 0.5, page_seconds: float = _PAGE_SECONDS, lookup: Resolve = resolve,
) -> Iterator[Fetcher]:  # fmt: skip
    """A fetcher for the platform at `address`, closed at the end.

    `private_hosts` names hosts («host», or «host:port» beside 80 and 443) that may lie in an internal
    network; the host of `address` may with its own port, but only if it is named there as well. Every other
    internal host is refused, also by redirect and when a name resolves to an internal address.
    `most_seconds` bounds all requests together.
    """
    named = frozenset(host.lower() for host in private_hosts)
    host = host_of(address)
    allowed = frozenset({f"{host}:{port_of(address)}"}) if host and host in named else frozenset()
    fetcher = Fetcher(
        named | allowed, most_seconds=most_seconds, delay=delay, page_seconds=page_seconds, lookup=lookup
    )
    try:
        yield fetcher
    finally:
        fetcher.close()
