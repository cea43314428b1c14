"""Messages to the government's own messenger: a token that lives for a while, then one request a message."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.kernel.messages.exchange import Answer, ask
from gongkai.kernel.messages.messenger import MessageDelayed, MessageRefused, Outgoing, Receipt

_WHO = "政务即时通讯平台"
#: A token is fetched anew a little before its life ends, so that none runs out on the way.
_MARGIN = timedelta(seconds=60)
_FINE = "0"
_STALE_TOKEN = frozenset({"40014", "42001"})
_NO_SUCH_USER = frozenset({"40003", "81013", "60111"})
_REFUSED_CONTENT = frozenset({"44004", "45002", "40008"})
_USER = "平台上没有这个用户，或者他没有加入本机关的应用。请核对用户编号。"
_CONTENT = "消息内容被平台拒绝（过长、为空或含有不允许的内容）。"
_CREDENTIALS = "平台不接受应用编号或密钥（{code}），请核对设置。"
_LATER = "政务即时通讯平台暂时不能发送（{code}），稍后再试。"


@dataclass(frozen=True)
class _Token:
    value: str
    until: datetime


_tokens: dict[tuple[str, str, str], _Token] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class GovernmentIM:
    """Sends as an application of the platform to one of its users."""

    url: str
    app: str
    secret: str
    agent: str
    seconds: float

    def deliver(self, message: Outgoing, now: datetime) -> Receipt:
        """Send to the user; a token the platform no longer knows is fetched anew once."""
        answer = self._post(message, self._token(now))
        if answer.text("errcode") in _STALE_TOKEN:
            answer = self._post(message, self._token(now, is_stale=True))
        return _judged(answer)

    def _post(self, message: Outgoing, token: str) -> Answer:
        text = f"{message.title}\n{message.body}" if message.title else message.body
        content = {
            "touser": message.address,
            "msgtype": "text",
            "agentid": self.agent,
            "text": {"content": text},
            "client_reference": message.reference,
            "enable_duplicate_check": 1,
        }
        return ask(
            f"{self.url.rstrip('/')}/message/send",
            who=_WHO,
            seconds=self.seconds,
            params={"access_token": token},
            content=json.dumps(content, ensure_ascii=False).encode(),
        )

    def _token(self, now: datetime, *, is_stale: bool = False) -> str:
        place = (self.url, self.app, self.secret)
        with _lock:
            held = _tokens.get(place)
            if held is None or is_stale or held.until <= now:
                held = _tokens[place] = self._fetch(now)
        return held.value

    def _fetch(self, now: datetime) -> _Token:
        answer = ask(
            f"{self.url.rstrip('/')}/gettoken",
            who=_WHO,
            seconds=self.seconds,
            method="GET",
            params={"corpid": self.app, "corpsecret": self.secret},
        )
        value, life = answer.text("access_token"), answer.text("expires_in")
        if answer.text("errcode") != _FINE or not value or not life.isdigit():
            raise MessageDelayed(_CREDENTIALS.format(code=answer.text("errcode")[:20] or answer.status))
        return _Token(value, now + timedelta(seconds=int(life)) - _MARGIN)


def _judged(answer: Answer) -> Receipt:
    code = answer.text("errcode")
    if code in _NO_SUCH_USER or (code == _FINE and answer.text("invaliduser")):
        raise MessageRefused(_USER)
    if code in _REFUSED_CONTENT:
        raise MessageRefused(_CONTENT)
    if answer.status != 200 or code != _FINE:
        raise MessageDelayed(_LATER.format(code=code[:20] or answer.status))
    return Receipt(provider_reference=answer.text("msgid"))
