"""A unified sign-in on a loopback port: a sign-in page, codes good for once, strict about proofs."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

PAGE = """<!doctype html><html lang="zh-CN"><title>统一身份认证</title><h1>统一身份认证</h1>
<form method="post"><input type="hidden" name="query" value="{query}">
<button name="do" value="yes">登录并同意</button> <button name="do" value="no">取消</button></form></html>"""


@dataclass
class Grant:
    """What a code was given for."""

    redirect_uri: str
    challenge: str
    used: bool = False


@dataclass
class IdentityPlatform:
    """The platform: who signs in, the registered application, what it gave out."""

    person: dict = field(
        default_factory=lambda: {"name": "赵明", "idcard": "110101199003077651", "mobile": "13800001111"}
    )
    client: str = "gongkai"
    secret: str = "identity-secret"
    redirect_uris: set[str] = field(default_factory=set)
    url: str = ""
    codes: dict[str, Grant] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    is_down: bool = False

    def approve(self, query: str, *, agrees: bool = True) -> str:
        """What the person's click on the sign-in page leads to: the address the browser is sent to."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        assert asked["client_id"] == self.client and asked["response_type"] == "code"
        assert asked["redirect_uri"] in self.redirect_uris and asked["code_challenge_method"] == "S256"
        if not agrees:
            told = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(12)
            self.codes[code] = Grant(asked["redirect_uri"], asked["code_challenge"])
            told = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def token(self, form: dict[str, str]) -> tuple[int, dict]:
        """A token for a code, once, to whom it was given."""
        grant = self.codes.get(form.get("code", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (form.get("client_id"), form.get("client_secret")) != (self.client, self.secret):
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") != "authorization_code" or grant is None or grant.used:
            return 400, {"error": "invalid_grant"}
        grant.used = True
        if grant.challenge != challenge or grant.redirect_uri != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe(12)
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 600}

    def told(self, authorization: str) -> tuple[int, dict]:
        """The person, to whom holds a token."""
        if authorization.removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": "invalid_token"}
        return 200, {"code": 0, "data": self.person}


class _Handler(BaseHTTPRequestHandler):
    platform: IdentityPlatform

    def log_message(self, format: str, *args: object) -> None:
        """Keep still."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if self.platform.is_down:
            self.send_error(503)
        elif parts.path == "/authorize":
            self._write(200, PAGE.format(query=escape(parts.query)).encode(), "text/html; charset=utf-8")
        else:
            status, data = self.platform.told(self.headers.get("Authorization", ""))
            self._write(status, json.dumps(data).encode(), "application/json")

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(raw).items()}
        if self.platform.is_down:
            self.send_error(503)
        elif urlsplit(self.path).path == "/authorize":
            self.send_response(303)
            self.send_header("Location", self.platform.approve(form["query"], agrees=form["do"] == "yes"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            status, data = self.platform.token(form)
            self._write(status, json.dumps(data).encode(), "application/json")

    def _write(self, status: int, raw: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@contextmanager
def running(platform: IdentityPlatform, settings) -> Iterator[IdentityPlatform]:
    """The platform behind a real socket, the settings leading to it."""
    handler = type("Handler", (_Handler,), {"platform": platform})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    platform.url = f"http://127.0.0.1:{server.server_port}"
    settings.GONGKAI_IDENTITY_AUTHORIZE_URL = f"{platform.url}/authorize"
    settings.GONGKAI_IDENTITY_TOKEN_URL = f"{platform.url}/token"
    settings.GONGKAI_IDENTITY_PERSON_URL = f"{platform.url}/person"
    settings.GONGKAI_IDENTITY_CLIENT = platform.client
    settings.GONGKAI_IDENTITY_SECRET = platform.secret
    settings.GONGKAI_IDENTITY_FIELDS = "name=data.name,id_number=data.idcard,phone=data.mobile"
    settings.GONGKAI_IDENTITY_SECONDS = 1.0
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
