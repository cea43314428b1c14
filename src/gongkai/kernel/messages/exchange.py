"""One question and answer in JSON over HTTP, within bounds of time and size."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from gongkai.kernel.messages.messenger import MessageDelayed

MOST_BYTES = 64 * 1024
_SILENT = "{who}没有及时应答，稍后再试。"
_UNREACHABLE = "连不上{who}，或者中途断开，稍后再试。"
_UNREADABLE = "{who}的应答看不懂（状态 {status}），稍后再试。"


@dataclass(frozen=True)
class Answer:
    """The status and the JSON object that came back."""

    status: int
    data: dict[str, object]

    def text(self, name: str) -> str:
        """A value as text; empty when it is missing or no plain value."""
        value = self.data.get(name, "")
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def ask(
    url: str,
    *,
    who: str,
    seconds: float,
    method: str = "POST",
    content: bytes = b"",
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send the request and read the answer; raises MessageDelayed in the name of `who`.

    No redirects are followed and no proxy of the environment is used: the address is the one in the settings.
    """
    deadline = time.monotonic() + 2 * seconds
    sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    try:
        with (
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, content=content, params=params, headers=sent) as response,
        ):
            raw = _read(response, deadline)
            status = response.status_code
    except httpx.TimeoutException:
        raise MessageDelayed(_SILENT.format(who=who)) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise MessageDelayed(_UNREACHABLE.format(who=who)) from None
    try:
        data = json.loads(raw)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise MessageDelayed(_UNREADABLE.format(who=who, status=status))
    return Answer(status, data)


def _read(response: httpx.Response, deadline: float) -> bytes:
    """The body up to the bound; an answer that drips on past the deadline counts as none."""
    raw = b""
    for piece in response.iter_bytes():
        raw += piece
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer takes too long")
        if len(raw) > MOST_BYTES:
            return b""
    return raw
