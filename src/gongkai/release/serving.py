"""A file server as a bare WSGI app: it sees an added, replaced or withdrawn page at once.

A request opens the file once and takes length, tag and body from that one open file, so a replacement
in between mixes nothing. Small pages are kept in memory and sent again only after one look at the file
has shown that it is still the same.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.release.http_range import http_date, is_unchanged, wanted_range
from gongkai.release.media import CONTENT_POLICY, Place, headers_for
from gongkai.release.shelf import KeptPage, Shelf, mark_of

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

WHOLE = 1 << 18  # files up to this many bytes are sent in one piece
BLOCK = 1 << 16
FRESH = 2.0  # seconds during which a date alone cannot tell two versions apart
OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
DESCRIPTORS = "/proc/self/fd/"

NOT_FOUND = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>页面不存在</title>"
    "<h1>页面不存在</h1><p>您访问的页面不存在，或已经撤下。</p>"
)
NOT_ALLOWED = "此处只能读取，不接受提交。"


class FileApp:
    """Serves the files below `www_root`; what is not there goes to `fallback`, or is a 404.

    `attachment_prefixes` (such as "/files/") name where files handed in by others lie: there only
    what cannot run script is shown, the rest is saved. Below `static_prefixes` a file with a hash in
    its name is kept by browsers for a year. `clock` returns seconds since 1970.
    """

    def __init__(
        self,
        www_root: Path | str,
        *,
        fallback: WsgiApp | None = None,
        attachment_prefixes: tuple[str, ...] = (),
        static_prefixes: tuple[str, ...] = ("/static/",),
        content_policy: str = CONTENT_POLICY,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._root = os.path.realpath(www_root)
        self._fallback = fallback
        self._attachments = attachment_prefixes
        self._static = static_prefixes
        self._policy = content_policy
        self._clock = clock
        self._shelf = Shelf()
        self._can_ask_kernel = os.path.isdir(DESCRIPTORS)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            if self._fallback is not None:
                return self._fallback(environ, start_response)
            return self._text(start_response, "405 Method Not Allowed", NOT_ALLOWED, [("Allow", "GET, HEAD")])
        path = _decoded(environ.get("PATH_INFO", ""))
        if path is None:
            return self._missing(environ, start_response)
        name = path + "index.html" if path.endswith("/") else path
        kept = self._shelf.find(self._root + name)
        if kept is not None and "HTTP_RANGE" not in environ:
            return _send_kept(environ, start_response, kept)
        opened = self._open(name)
        if opened is None:
            if self._fallback is not None:
                return self._fallback(environ, start_response)
            return self._missing(environ, start_response)
        descriptor, status = opened
        if stat.S_ISDIR(status.st_mode):
            os.close(descriptor)
            return self._redirect(environ, start_response, path)
        try:
            code, headers, part = self._answer(environ, path, status)
        except BaseException:
            os.close(descriptor)
            raise
        body = _body(environ, descriptor, part)
        if code == "200 OK" and isinstance(body, list) and body:
            self._keep(name, status, headers, body[0])
        start_response(code, headers)
        return body

    def _keep(self, name: str, status: os.stat_result, headers: Headers, body: bytes) -> None:
        """Keep a page that was read whole, unless it is so fresh that its times may not tell yet."""
        modified = int(status.st_mtime)
        latest = max(status.st_mtime, status.st_ctime)
        if self._clock() - latest >= FRESH and len(body) == status.st_size:
            etag = _etag_of(status)
            self._shelf.keep(
                self._root + name, KeptPage(mark_of(status), etag, modified, list(headers), body)
            )

    def _open(self, path: str) -> tuple[int, os.stat_result] | None:
        """Open a regular file below the root, or a directory that has an index; None for the rest."""
        full = self._root + path
        try:
            descriptor = os.open(full, OPENING)
        except (OSError, ValueError):
            return None
        try:
            status = os.fstat(descriptor)
            is_directory = stat.S_ISDIR(status.st_mode)
            is_servable = stat.S_ISREG(status.st_mode) or (
                is_directory and os.path.isfile(full + "/index.html")
            )
            if is_servable and self._is_below_root(descriptor, full):
                return descriptor, status
        except OSError:
            pass
        os.close(descriptor)
        return None

    def _is_below_root(self, descriptor: int, full: str) -> bool:
        """Whether the open file is the very name asked for: no directory on the way was a link."""
        if self._can_ask_kernel:
            # A file replaced since it was opened is marked as deleted; it is still the one asked for.
            return os.readlink(DESCRIPTORS + str(descriptor)).removesuffix(" (deleted)") == full
        return os.path.realpath(full) == full

    def _answer(
        self, environ: Environ, path: str, status: os.stat_result
    ) -> tuple[str, Headers, tuple[int, int] | None]:
        """Return the status, the headers and which bytes to send as (first, length), or None."""
        size, modified = status.st_size, int(status.st_mtime)
        etag = _etag_of(status)
        is_settled = self._clock() - status.st_mtime >= FRESH
        headers = [*self._headers_of(path), ("ETag", etag)]
        if is_settled:
            headers.append(("Last-Modified", http_date(modified)))
        if is_unchanged(environ, etag, modified, is_settled=is_settled):
            return "304 Not Modified", headers, None
        is_read = environ["REQUEST_METHOD"] == "GET"
        first, last, code = 0, size - 1, "200 OK"
        if is_read and "HTTP_RANGE" in environ:
            try:
                part = wanted_range(environ, etag, modified, size)
            except ValueError:
                headers += [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")]
                return "416 Range Not Satisfiable", headers, None
            if part is not None:
                (first, last), code = part, "206 Partial Content"
                headers.append(("Content-Range", f"bytes {first}-{last}/{size}"))
        length = last - first + 1
        headers += [("Accept-Ranges", "bytes"), ("Content-Length", str(length))]
        return code, headers, (first, length) if is_read else None

    def _headers_of(self, path: str) -> tuple[tuple[str, str], ...]:
        place = Place.SITE
        if self._attachments and path.startswith(self._attachments):
            place = Place.ATTACHMENTS
        elif path.startswith(self._static):
            place = Place.STATIC
        return headers_for(path + "index.html" if path.endswith("/") else path, place, self._policy)

    def _redirect(self, environ: Environ, start_response: StartResponse, path: str) -> Iterable[bytes]:
        target = quote(environ.get("SCRIPT_NAME", "").encode("latin-1") + path.encode() + b"/")
        query = environ.get("QUERY_STRING", "")
        headers = [("Location", target + ("?" + query if query else "")), ("Cache-Control", "no-cache")]
        start_response("301 Moved Permanently", [*headers, ("Content-Length", "0")])
        return []

    def _missing(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer 404 with the site's own page where there is one."""
        opened = self._open("/404.html")
        body = NOT_FOUND.encode()
        if opened is not None and stat.S_ISREG(opened[1].st_mode):
            descriptor, status = opened
            body = b"".join(_body({}, descriptor, (0, status.st_size)))
        headers = self._headers_of("/404.html")
        start_response("404 Not Found", [*headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _text(
        self, start_response: StartResponse, status: str, sentence: str, headers: Headers
    ) -> Iterable[bytes]:
        body = sentence.encode()
        kind = self._headers_of("/answer.txt")
        start_response(status, [*kind, *headers, ("Content-Length", str(len(body)))])
        return [body]


def _decoded(raw: str) -> str | None:
    """Return the path as text if it may name a file: no climbing, hidden, empty or unseen parts."""
    try:
        path = raw if raw.isascii() else raw.encode("latin-1").decode()
    except UnicodeError:
        return None
    if not path.startswith("/") or "/." in path or "//" in path or "\\" in path or "\0" in path:
        return None
    return path


def _etag_of(status: os.stat_result) -> str:
    return f'"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}"'


def _send_kept(environ: Environ, start_response: StartResponse, kept: KeptPage) -> Iterable[bytes]:
    if is_unchanged(environ, kept.etag, kept.modified, is_settled=True):
        headers = [header for header in kept.headers if header[0] not in ("Content-Length", "Accept-Ranges")]
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", list(kept.headers))  # servers add to the list they are given
    return [kept.body] if environ["REQUEST_METHOD"] == "GET" else []


def _body(environ: Environ, descriptor: int, part: tuple[int, int] | None) -> Iterable[bytes]:
    """Return the bytes asked for and see to it that the file is closed."""
    if part is None or part[1] <= WHOLE:
        try:
            return [os.pread(descriptor, part[1], part[0])] if part else []
        finally:
            os.close(descriptor)
    first, length = part
    reader = open(descriptor, "rb", buffering=0)  # noqa: SIM115 - closed by the server after sending
    reader.seek(first)
    wrapper = environ.get("wsgi.file_wrapper")
    if wrapper is not None and first + length == os.fstat(descriptor).st_size:
        wrapped: Iterable[bytes] = wrapper(reader, BLOCK)
        return wrapped
    return _Blocks(reader, length)


class _Blocks:
    """The body of a large file, read as it is sent; the server closes it however that ends."""

    def __init__(self, reader: Any, length: int) -> None:
        self._reader = reader
        self._left = length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0:
            block = self._reader.read(min(BLOCK, self._left))
            if not block:
                return
            self._left -= len(block)
            yield block

    def close(self) -> None:
        """Let the file go."""
        self._reader.close()
