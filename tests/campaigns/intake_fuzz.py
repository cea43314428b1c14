"""Malformed submissions of every kind: to the form, to the interface for programs, to the tracking page."""

from __future__ import annotations

import base64
import io
import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.portal.requests_visitor import entered, found, picture, solve
from tests.request_factories import ASKED, PERSON

_CHARACTERS = "a0Z \n\t\r\0\x07\x7f\u200b\u202e\ufeff\ufffd'\"<>&;%{}[]\\/甲公开𠮷🀄é１ＡΩ"
_TEXTS = (
    "", " ", "\0", "null", "0", "-1", "1e999", "9" * 400, "长" * 5000, "x" * 70_000, "../../etc/passwd",
    "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "%00", "%s%n", "\u202etxt", "𠮷" * 120, "🀄",
    "natural", "resident_id", "post", "fax", "2025-02-30", "ſ", "İ",
)  # fmt: skip
_FILES = (
    b"",
    b"\0",
    b"%PDF-1.7",
    b"MZ\x90\0",
    b"PK\x03\x04" + b"\0" * 30,
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"<svg",
)
_NAMES = (
    "a.png",
    "a.pdf",
    "",
    ".",
    "a" * 300 + ".png",
    "../a.png",
    "甲\0.png",
    "a.png.exe",
    "noext",
    "a.docx",
)


class Fuzz:
    """Sends hostile things; keeps what the answers were, and every answer that must not be."""

    def __init__(self, organ: str, seed: int) -> None:
        self.organ = organ
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.client = Client(raise_request_exception=False)
        self.form = f"/requests/new/{organ}/"
        self.api = f"/api/requests/new/{organ}/"
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.kinds: list[Callable[[], tuple[str, Any]]] = [
            self._form, self._form, self._form, self._multipart, self._confirm, self._api, self._api,
            self._api, self._api_bytes, self._track, self._track_api, self._address, self._case,
        ]  # fmt: skip

    def once(self) -> None:
        """Send one thing and judge the answer."""
        if self.chance.random() < 0.1:
            self.client.cookies.clear()
        kind = self.chance.choice(self.kinds)
        what, response = kind()
        self.seen[f"{what} {response.status_code}"] += 1
        if response.status_code >= 500:
            self.faults.append(f"{what}: {response.status_code}")
        is_json = response["Content-Type"].startswith("application/json")
        if what.startswith("api") and not is_json and response.status_code not in {301, 404}:
            self.faults.append(f"{what}: {response['Content-Type']}")

    def _text(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(_TEXTS)
        return "".join(self.chance.choices(_CHARACTERS, k=self.chance.randrange(40)))

    def _cookie(self, text: str) -> str:
        """As a server hands it on: bytes read as Latin 1, on one line."""
        line = text.replace("\r", "").replace("\n", "")[:200]
        return line.encode("utf-8", "replace").decode("latin-1")

    def _file(self) -> io.BytesIO:
        content = picture() if self.chance.random() < 0.4 else self.chance.choice(_FILES)
        file = io.BytesIO(content)
        file.name = self.chance.choice(_NAMES)  # type: ignore[attr-defined]
        return file

    def _hurt(self, data: dict[str, Any]) -> dict[str, Any]:
        """Some of it left out, some of it replaced, something strange put in."""
        for name in list(data):
            roll = self.chance.random()
            if roll < 0.08:
                del data[name]
            elif roll < 0.16:
                data[name] = self._text()
        if self.chance.random() < 0.2:
            data[self._text()[:50] or "x"] = self._text()
        return data

    def _form(self) -> tuple[str, Any]:
        html = self.client.get(self.form).content.decode()
        data: dict[str, Any] = entered() | {"mark": found(html, "mark")}
        data["act"] = self.chance.choice(("check", "check", "save", "drop", "autosave", self._text()))
        if "data-challenge=" in html and self.chance.random() < 0.8:
            data["solution"] = solve(html.split('data-challenge="')[1].split('"')[0])
        data = self._hurt(data)
        for role in ("identity", "mandate", "request"):
            if self.chance.random() < 0.4:
                data[role] = [self._file() for _ in range(self.chance.randrange(1, 4))]
        if self.chance.random() < 0.2:
            data["drop"] = [self._text(), "1", "9" * 30]
        return "form", self.client.post(self.form, data)

    def _multipart(self) -> tuple[str, Any]:
        """A body cut off, or with parts that never end."""
        boundary = "b" * self.chance.choice((1, 8, 200))
        parts = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in entered(name=self._text()).items()
        )
        body = (parts + f"--{boundary}--").encode("utf-8", "replace")
        body = body[: self.chance.randrange(len(body) + 1)]
        kind = self.chance.choice(
            (f"multipart/form-data; boundary={boundary}", "multipart/form-data", "text/plain", "x" * 300)
        )
        return "multipart", self.client.generic("POST", self.form, body, content_type=kind)

    def _confirm(self) -> tuple[str, Any]:
        html = self.client.get(f"{self.form}confirm/", follow=True).content.decode()
        data = self._hurt({"act": "send", "mark": found(html, "mark")})
        return "confirm", self.client.post(f"{self.form}confirm/", data)

    def _body(self) -> dict[str, Any]:
        proof = base64.b64encode(picture()).decode()
        return {
            "token": f"fuzz-{self.chance.randrange(10**12):016d}", "applicant_kind": "natural",
            "applicant": {"name": PERSON.name, "id_kind": PERSON.id_kind, "id_number": PERSON.id_number,
                          "phone": PERSON.phone},
            "asked": {"description": ASKED.description}, "form": "electronic", "way": "online",
            "files": [{"role": "identity", "name": "a.png", "content": proof}],
            "proof": {"solution": solve(self.client.get(self.api).json()["challenge"])},
        }  # fmt: skip

    def _strange(self) -> Any:
        return self.chance.choice(
            (None, True, 0, -1, 1e308, 10**400, [], {}, [[]] * 20, {"a": {"b": []}}, "\ud800", self._text())
        )

    def _api(self) -> tuple[str, Any]:
        body = self._body()
        places: list[tuple[Any, Any]] = [(body, name) for name in body]
        for name in ("applicant", "asked", "proof"):
            places += [(body[name], inner) for inner in body[name]]
        places += [(body["files"], 0)] + [(body["files"][0], inner) for inner in body["files"][0]]
        for _ in range(self.chance.randrange(4)):
            held, name = self.chance.choice(places)
            held[name] = self._strange()
        return "api", self.client.post(self.api, json.dumps(body), content_type="application/json")

    def _api_bytes(self) -> tuple[str, Any]:
        content = bytearray(json.dumps(self._body()).encode())
        for _ in range(self.chance.randrange(1, 6)):
            content[self.chance.randrange(len(content))] = self.chance.randrange(256)
        if self.chance.random() < 0.3:
            del content[self.chance.randrange(len(content)) :]
        kind = self.chance.choice(("application/json", "text/plain", "multipart/form-data", ""))
        return "api bytes", self.client.generic("POST", self.api, bytes(content), content_type=kind)

    def _track(self) -> tuple[str, Any]:
        return "track", self.client.post("/requests/track/", {"number": self._text(), "code": self._text()})

    def _track_api(self) -> tuple[str, Any]:
        body = json.dumps({"number": self._strange(), "code": self._strange()})
        return "api track", self.client.post("/api/requests/track/", body, content_type="application/json")

    def _address(self) -> tuple[str, Any]:
        tail = self.chance.choice(
            ("published/1/", f"published/{'9' * 30}/", "resume/x/", f"resume/{'x' * 500}/", "receipt/",
             "identity/", "?saved=1", "confirm/")
        )  # fmt: skip
        base = self.chance.choice((self.form, "/requests/new/nobody/", "/requests/track/case/letter/1/"))
        self.client.cookies["gongkai_request"] = self._cookie(
            self.chance.choice(("", "x" * 43, "é", "\x01" * 30))
        )
        response = self.client.generic(self.chance.choice(("GET", "HEAD", "POST", "PUT")), base + tail)
        self.client.cookies.clear()
        return "address", response

    def _case(self) -> tuple[str, Any]:
        self.client.cookies["gongkai_track"] = self._cookie(self._text())
        place = self.chance.choice(("", "letter/1/", f"file/{'9' * 25}/"))
        response = self.client.generic(
            self.chance.choice(("GET", "POST")), f"/requests/track/case/{place}", io.BytesIO(b"act=x").read(),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        del self.client.cookies["gongkai_track"]
        return "case", response
