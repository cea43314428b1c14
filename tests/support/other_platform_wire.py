"""How the other platform answers over the wire, in order or as troubled servers do."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler

from tests.support.other_platform_hostile import Answer

Respond = Callable[[str, str | None], Answer]
_MISBEHAVE = {"/hostile/large", "/hostile/drip", "/hostile/drip-head"}


def handler_of(respond: Respond, troubles: Callable[[], Mapping[str, str]]) -> type[BaseHTTPRequestHandler]:
    """The handler of a server that answers so; `troubles` is looked at anew for each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            self._answer(self.rfile.read(length).decode())

        def _answer(self, form: str | None) -> None:
            trouble = next((kind for path, kind in troubles().items() if self.path.startswith(path)), "")
            try:
                if self.path in _MISBEHAVE:
                    self._misbehave()
                elif trouble == "down":
                    self.close_connection = True
                elif trouble == "slow":
                    self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 600)
                else:
                    self._send(respond(self.path, form), trouble)
            except OSError:
                self.close_connection = True

        def _send(self, answer: Answer, trouble: str) -> None:
            """«half»: half the body in good order; «short»: half of what is announced; «error»: a 503."""
            body = answer.body[: len(answer.body) // 2] if trouble in {"half", "short"} else answer.body
            self.send_response(503 if trouble == "error" else answer.status)
            self.send_header("Content-Type", answer.kind)
            if answer.location:
                self.send_header("Location", answer.location)
            self.send_header("Content-Length", str(len(answer.body if trouble == "short" else body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = self.close_connection or trouble == "short"

        def _misbehave(self) -> None:
            if self.path == "/hostile/drip-head":
                return self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 600)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if self.path == "/hostile/drip":
                return self._drip(b"<html>" + b" " * 600)
            for _megabyte in range(50):
                self.wfile.write(b"<p>" + b"a" * 1024 * 1024)

        def _drip(self, data: bytes) -> None:
            for place in range(len(data)):
                self.wfile.write(data[place : place + 1])
                self.wfile.flush()
                time.sleep(0.1)

        def log_message(self, *_words: object) -> None:
            return None

    return Handler
