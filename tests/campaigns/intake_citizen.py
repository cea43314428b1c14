"""Citizens who send requests over HTTP, write down each receipt seen, and send again what was cut off."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import secrets
import threading
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from tests.portal.requests_visitor import entered, found, picture, read_receipt, solve

_SECONDS = 10
Gone = (OSError, http.client.HTTPException)


class Journal:
    """Lines on disk, each there before the citizen goes on."""

    def __init__(self, path: Path) -> None:
        self.path, self.lock = path, threading.Lock()

    def note(self, **told: object) -> None:
        """Write one line."""
        with self.lock, self.path.open("a") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


class Wire:
    """A connection for each question, and the cookies of a browser."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, where to, and the text; raises one of Gone when the server is not there any more."""
        headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())}
        if kind:
            headers["Content-Type"] = kind
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            if response.getheader("Content-Length") != str(len(content)):
                # Cut off among the headers, or in the text: a browser shows an error then.
                raise http.client.IncompleteRead(content)
            text = content.decode()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return response.status, response.getheader("Location", ""), text
        finally:
            connection.close()


class Program:
    """One request through the door for programs; cut off, it is sent again with the same token."""

    def __init__(self, organ: str, mark: str) -> None:
        self.url, self.mark = f"/api/requests/new/{organ}/", mark
        self.body = {
            "token": secrets.token_hex(16), "applicant_kind": "natural",
            "applicant": {name: entered()[name] for name in ("name", "id_kind", "id_number", "phone")},
            "asked": {"description": f"{mark} 拨付明细"}, "form": "electronic", "way": "online",
            "files": [{"role": "identity", "name": "a.png",
                       "content": base64.b64encode(picture()).decode()}],
        }  # fmt: skip

    def send(self, port: int) -> tuple[str, str] | None:
        """Number and code once they were seen; None when it was refused for a moment."""
        wire = Wire(port)
        status, _, text = wire.ask("GET", self.url)
        proof = {"solution": solve(json.loads(text)["challenge"])} if status == 200 else {}
        content = json.dumps(self.body | {"proof": proof}).encode()
        status, _, text = wire.ask("POST", self.url, content, "application/json")
        if status not in {200, 201}:
            raise ValueError(f"api: {status} {text[:300]}")
        told = json.loads(text)
        return told["number"], told["code"]


class Browser:
    """One request through the form; cut off, the same browser goes on where it was."""

    def __init__(self, organ: str, mark: str) -> None:
        self.url, self.mark = f"/requests/new/{organ}/", mark
        self.cookies: SimpleCookie | None = None
        self.confirmed = False

    def send(self, port: int) -> tuple[str, str] | None:
        """Number and code once they were seen; None when the browser has to begin anew."""
        wire = Wire(port)
        if self.cookies is not None:
            wire.cookies = self.cookies
        self.cookies = wire.cookies
        if not self.confirmed:
            self._fill(wire)
            self.confirmed = True
        status, where, html = wire.ask("GET", f"{self.url}confirm/")
        if status == 200:
            body = f"act=send&mark={found(html, 'mark')}".encode()
            _, where, html = wire.ask(
                "POST", f"{self.url}confirm/", body, "application/x-www-form-urlencoded"
            )  # fmt: skip
        if not where.endswith("receipt/"):
            raise ValueError(f"form: {status} {where} {html[-600:]}")
        status, _, html = wire.ask("GET", urlsplit(where).path)
        return read_receipt(html) if status == 200 else None

    def _fill(self, wire: Wire) -> None:
        _, _, html = wire.ask("GET", self.url)
        data = entered(description=f"{self.mark} 拨付明细") | {"act": "check", "mark": found(html, "mark")}
        puzzle = re.search(r'data-challenge="([^"]+)"', html)
        if puzzle:
            data["solution"] = solve(puzzle[1])
        boundary = secrets.token_hex(8)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in data.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="identity"; filename="a.png"\r\n\r\n'
        parts += [head.encode(), picture(), f"\r\n--{boundary}--\r\n".encode()]
        kind = f"multipart/form-data; boundary={boundary}"
        status, where, html = wire.ask("POST", self.url, b"".join(parts), kind)
        if status != 302 or not where.endswith("confirm/"):
            raise ValueError(f"form: {status} {where} {html[-600:]}")
