"""An SMS gateway and a government messenger on loopback ports, strict about signatures and tokens."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

#: Ways of misbehaving that any of the servers can be told for its next answers.
SLOW, BREAK_OFF, NOT_JSON, HUGE, REDIRECT, DRIP = "slow", "break off", "not json", "huge", "redirect", "drip"


@dataclass
class Service:
    """What both have: an address, the next misdeeds, and what came in."""

    url: str = ""
    misdeeds: list[str | tuple[int, dict]] = field(default_factory=list)
    requests: list[dict] = field(default_factory=list)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict]:
        """Status and JSON object."""
        raise NotImplementedError


@dataclass
class SmsService(Service):
    """Checks key, time and signature; knows references it has taken; knows bad numbers and words."""

    key_id: str = "wc01"
    secret: str = "sms-secret"
    now: Callable[[], float] = time.time
    sent: dict[str, dict] = field(default_factory=dict)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict]:
        """As a gateway would."""
        text = f"{headers.get('x-timestamp')}\nPOST {path}\n{hashlib.sha256(body).hexdigest()}"
        right = hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        is_signed = hmac.compare_digest(headers.get("x-signature", ""), right)
        is_fresh = abs(self.now() - float(headers.get("x-timestamp", "0"))) < 300
        if headers.get("x-key") != self.key_id or not is_signed or not is_fresh:
            return 401, {"code": "unsigned"}
        message = json.loads(body)
        if message["phone"].endswith("0000"):
            return 200, {"code": "bad_number"}
        if message["phone"].endswith("4444"):
            return 200, {"code": "blocked_number"}
        if "赌博" in message["text"]:
            return 200, {"code": "refused_content"}
        if message["reference"] in self.sent:
            return 200, {"code": "duplicate", "id": self.sent[message["reference"]]["id"]}
        self.sent[message["reference"]] = message | {"id": f"sms-{len(self.sent) + 1}"}
        return 200, {"code": "ok", "id": f"sms-{len(self.sent)}"}


@dataclass
class ImService(Service):
    """Gives out tokens that it forgets on demand; sends to the users it knows."""

    app: str = "corp"
    secret: str = "im-secret"
    life: int = 7200
    users: set[str] = field(default_factory=lambda: {"zhangsan"})
    tokens: set[str] = field(default_factory=set)
    given: int = 0
    sent: list[dict] = field(default_factory=list)

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict]:
        """As the platform would."""
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/gettoken"):
            return self._token(asked)
        if asked.get("access_token") not in self.tokens:
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        message = json.loads(body)
        if message["touser"] not in self.users:
            return 200, {"errcode": 0, "errmsg": "ok", "invaliduser": message["touser"]}
        if len(message["text"]["content"].encode()) > 2048:
            return 200, {"errcode": 45002, "errmsg": "content size out of limit"}
        self.sent.append(message)
        return 200, {"errcode": 0, "errmsg": "ok", "msgid": f"im-{len(self.sent)}"}

    def _token(self, asked: dict[str, str]) -> tuple[int, dict]:
        if (asked.get("corpid"), asked.get("corpsecret")) != (self.app, self.secret):
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        token = secrets.token_hex(8)
        self.tokens.add(token)
        self.given += 1
        return 200, {"errcode": 0, "access_token": token, "expires_in": self.life}


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def log_message(self, format: str, *args: object) -> None:
        """Keep still."""

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def _serve(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.service.requests.append({"path": self.path, "body": body})
        misdeed = self.service.misdeeds.pop(0) if self.service.misdeeds else None
        if isinstance(misdeed, str):
            self._misbehave(misdeed)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, data = misdeed or self.service.answer(method, self.path, headers, body)
        self._write(status, json.dumps(data).encode())

    def _misbehave(self, misdeed: str) -> None:
        if misdeed == SLOW:
            time.sleep(3)
        elif misdeed == BREAK_OFF:
            # Linger 0: the connection is reset in the middle of the answer.
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif misdeed == NOT_JSON:
            self._write(200, "<html>登录</html>".encode())
        elif misdeed == HUGE:
            self._write(200, b'{"code": "ok", "x": "' + b"x" * 200_000 + b'"}')
        elif misdeed == REDIRECT:
            self._write(302, b"{}", Location=self.service.url)
        elif misdeed == DRIP:
            self._drip()

    def _drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def _write(self, status: int, raw: bytes, **headers: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)
        except OSError:
            pass  # the other side did not wait


S = TypeVar("S", bound=Service)


@contextmanager
def running(service: S, path: str = "") -> Iterator[S]:
    """The service behind a real socket."""
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}{path}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
