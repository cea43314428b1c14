"""The unified sign-in: an authorization code with proof of possession (RFC 7636), then the person."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken

from gongkai.kernel import keys
from gongkai.kernel.errors import Refused
from gongkai.kernel.messages.exchange import Answer, ask
from gongkai.kernel.messages.messenger import MessageDelayed
from gongkai.screening import compact_number, is_resident_id

TICKET_LIFE = timedelta(minutes=10)
_WHO = "统一身份认证平台"
_AGAIN = "身份认证没有完成，请重新认证，或者直接填写并上传证件。"
_STALE = "身份认证已经过期（十分钟内有效），请重新认证。"
_DENIED = "您取消了身份认证。可以重新认证，或者直接填写并上传证件。"
_DOWN = "统一身份认证平台暂时没有应答。可以稍后再试，或者直接填写并上传证件。"
_NAMELESS = "统一身份认证平台没有给出姓名和证件号码。请直接填写并上传证件。"


class IdentityRefused(Refused):
    """The sign-in did not lead to a person; the message says what the applicant can do instead."""

    code = "identity_refused"


@dataclass(frozen=True)
class VerifiedPerson:
    """A person whose name and number the platform vouches for."""

    name: str
    id_kind: str
    id_number: str
    phone: str = ""


@dataclass(frozen=True)
class SignIn:
    """Where to send the browser, and the sealed ticket it brings back in a cookie."""

    url: str
    ticket: str


@dataclass(frozen=True)
class UnifiedSignIn:
    """One platform, as the settings describe it; `fields` maps our names to paths in its answer."""

    authorize_url: str
    token_url: str
    person_url: str
    client_id: str
    client_secret: str
    fields: Mapping[str, str]
    seconds: float

    def begin(self, *, redirect_uri: str, now: datetime) -> SignIn:
        """Start a sign-in; state and verifier lie in the ticket, sealed, good for ten minutes."""
        state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        until = (now + TICKET_LIFE).timestamp()
        ticket = keys.seal(json.dumps({"state": state, "verifier": verifier, "until": until}))
        joint = "&" if "?" in self.authorize_url else "?"
        return SignIn(f"{self.authorize_url}{joint}{urlencode(asked)}", ticket)

    def finish(
        self, *, ticket: str, answer: Mapping[str, str], redirect_uri: str, now: datetime
    ) -> VerifiedPerson:
        """The person behind the answer the browser brought back; raises IdentityRefused."""
        verifier = _verifier(ticket, answer.get("state", ""), now)
        if answer.get("error"):
            raise IdentityRefused(_DENIED if answer["error"] == "access_denied" else _AGAIN)
        token = self._token(answer.get("code", ""), verifier, redirect_uri)
        told = self._ask("GET", self.person_url, headers={"Authorization": f"Bearer {token}"})
        return self._person(told)

    def _token(self, code: str, verifier: str, redirect_uri: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "code_verifier": verifier,
        }
        told = self._ask(
            "POST", self.token_url, content=urlencode(form).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        token = told.text("access_token")
        if told.status != 200 or not token:
            raise IdentityRefused(_AGAIN)
        return token

    def _ask(self, method: str, url: str, *, headers: Mapping[str, str], content: bytes = b"") -> Answer:
        try:
            return ask(
                url, who=_WHO, seconds=self.seconds, method=method, content=content, headers=headers
            )  # fmt: skip
        except MessageDelayed:
            raise IdentityRefused(_DOWN) from None

    def _person(self, told: Answer) -> VerifiedPerson:
        found = {name: _at(told.data, path) for name, path in self.fields.items()}
        name, number = found.get("name", ""), compact_number(found.get("id_number", ""))
        if told.status != 200 or not name or not number:
            raise IdentityRefused(_NAMELESS)
        kind = "resident_id" if is_resident_id(number) else "other"
        return VerifiedPerson(name[:100], kind, number[:40], found.get("phone", "")[:40])


def _verifier(ticket: str, state: str, now: datetime) -> str:
    try:
        kept = json.loads(keys.unseal(ticket))
        matches = hmac.compare_digest(str(kept["state"]).encode(), state.encode())
        until, verifier = float(kept["until"]), str(kept["verifier"])
    except (InvalidToken, ValueError, KeyError, TypeError):
        raise IdentityRefused(_AGAIN) from None
    if not matches:
        raise IdentityRefused(_AGAIN)
    if now.timestamp() > until:
        raise IdentityRefused(_STALE)
    return verifier


def _at(data: object, path: str) -> str:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return str(data).strip() if isinstance(data, str | int) and not isinstance(data, bool) else ""
