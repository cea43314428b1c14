"""A citizen without a browser: fills the form, solves the puzzle, follows a case."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.portal.site import Page
from tests.request_factories import ASKED, PERSON

PROOF = "身份证.png"


def picture(shade: int = 200) -> bytes:
    """A small picture, for a proof of identity."""
    out = io.BytesIO()
    Image.new("L", (60, 40), shade).save(out, "PNG")
    return out.getvalue()


def entered(**changes: str) -> dict[str, str]:
    """What somebody types into the form, with some of it changed."""
    return {
        "applicant_kind": "natural", "name": PERSON.name, "id_kind": PERSON.id_kind,
        "id_number": PERSON.id_number, "phone": PERSON.phone, "email": PERSON.email,
        "address": PERSON.address, "postcode": PERSON.postcode,
        "description": ASKED.description, "doc_number": ASKED.doc_number, "form": "electronic",
        "way": "online", "electronic_service": "on",
    } | changes  # fmt: skip


def solve(puzzle: str) -> str:
    """Do the work a browser does."""
    _kind, _salt, _until, most, inner, target, _signature = puzzle.split(".")
    for number in range(int(most)):
        if sha256(f"{inner}.{number}".encode()).hexdigest() == target:
            return f"{puzzle}.{number}"
    raise AssertionError("no number fits")


def found(html: str, name: str) -> str:
    """The value of a hidden field."""
    for tag in re.findall(r"<input[^>]*>", html):
        if f'name="{name}"' in tag:
            value = re.search(r'value="([^"]*)"', tag)
            return value[1] if value else ""
    return ""


@dataclass
class Visitor:
    """Somebody with a browser that keeps cookies; every page he sees is looked over."""

    organ: str
    client: Client = field(default_factory=Client)
    address: str = "192.0.2.10"

    @property
    def form(self) -> str:
        """The address of the form."""
        return f"/requests/new/{self.organ}/"

    def get(self, path: str) -> Any:
        """Open a page."""
        return self._looked(self.client.get(path, REMOTE_ADDR=self.address))

    def post(self, path: str, data: dict[str, Any]) -> Any:
        """Send a form."""
        return self._looked(self.client.post(path, data, REMOTE_ADDR=self.address))

    def fill(self, act: str = "check", *, proof: bool = True, files: Any = None, **changes: str) -> Any:
        """Open the form and send it, the puzzle solved."""
        html = self.get(self.form).content.decode()
        puzzle = re.search(r'data-challenge="([^"]+)"', html)
        data: dict[str, Any] = entered(**changes) | {"act": act, "mark": found(html, "mark")}
        if puzzle:
            data["solution"] = solve(puzzle[1])
        if proof:
            data["identity"] = SimpleUploadedFile(PROOF, picture())
        return self.post(self.form, data | (files or {}))

    def send(self) -> Any:
        """Confirm what was filled in."""
        html = self.get(f"{self.form}confirm/").content.decode()
        return self.post(f"{self.form}confirm/", {"act": "send", "mark": found(html, "mark")})

    def file(self, **changes: str) -> tuple[str, str]:
        """All of it; returns number and query code as the receipt shows them."""
        assert self.fill(**changes).status_code == 302
        assert self.send().status_code == 302
        return read_receipt(self.get(f"{self.form}receipt/").content.decode())

    def track(self, number: str, code: str) -> Any:
        """Look a case up."""
        return self.post("/requests/track/", {"number": number, "code": code})

    def send_in(self, **data: Any) -> Any:
        """Send a form of the open case's page."""
        html = self.get("/requests/track/case/").content.decode()
        return self.post("/requests/track/case/", data | {"mark": found(html, "mark")})

    def _looked(self, response: Any) -> Any:
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            assert Page(response.content.decode()).faults == [], response.request["PATH_INFO"]
        if response.request["PATH_INFO"].startswith("/requests/"):
            assert response["Cache-Control"] == "no-store"
            assert "noindex" in response["X-Robots-Tag"]
        return response


def read_receipt(html: str) -> tuple[str, str]:
    """Number and query code of a receipt."""
    number = re.search(r'<dd class="strong">([^<]+)</dd>', html)
    code = re.search(r'<dd class="strong code"[^>]*>([^<]+)</dd>', html)
    assert number and code, html
    return number[1], code[1].replace(" ", "")
