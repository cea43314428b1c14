"""Messages by SMS, through a gateway that speaks JSON over HTTP and wants each request signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from gongkai.kernel.messages.exchange import Answer, ask
from gongkai.kernel.messages.messenger import MessageDelayed, MessageRefused, Outgoing, Receipt

_WHO = "短信网关"
#: «duplicate»: the gateway took this reference before, and does not send it again.
_TAKEN = frozenset({"ok", "duplicate"})
_NEVER = {
    "bad_number": "短信网关说手机号码无效或已停用。请核对号码，或改用其他方式联系。",
    "blocked_number": "这个号码拒收短信。请改用其他方式联系。",
    "refused_content": "短信内容被网关拒绝。请修改短信模板中的词句。",
}
_UNSIGNED = "短信网关不接受签名，请核对密钥编号、密钥和本机时间。"
_LATER = "短信网关暂时不能发送（{code}），稍后再试。"


def signature(secret: str, *, timestamp: str, path: str, body: bytes) -> str:
    """HMAC-SHA256 over time, method and path, and the body's digest, each on a line, in hexadecimal."""
    text = "\n".join((timestamp, f"POST {path}", hashlib.sha256(body).hexdigest()))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class SmsGateway:
    """Sends through the gateway in the settings."""

    url: str
    key_id: str
    secret: str
    sign: str
    template: str
    seconds: float

    def deliver(self, message: Outgoing, now: datetime) -> Receipt:
        """Send one text; the gateway knows a repetition by the reference."""
        body = json.dumps(
            {
                "reference": message.reference,
                "phone": message.address,
                "sign": self.sign,
                "template": self.template,
                "text": message.body,
            },
            ensure_ascii=False,
        ).encode()
        timestamp = str(int(now.timestamp()))
        headers = {
            "X-Key": self.key_id,
            "X-Timestamp": timestamp,
            "X-Signature": signature(
                self.secret, timestamp=timestamp, path=urlsplit(self.url).path or "/", body=body
            ),
        }
        return _judged(ask(self.url, who=_WHO, seconds=self.seconds, content=body, headers=headers))


def _judged(answer: Answer) -> Receipt:
    code = answer.text("code")
    if answer.status in {401, 403}:
        raise MessageDelayed(_UNSIGNED)
    if code in _NEVER:
        raise MessageRefused(_NEVER[code])
    if answer.status != 200 or code not in _TAKEN:
        raise MessageDelayed(_LATER.format(code=code[:40] or answer.status))
    return Receipt(provider_reference=answer.text("id"))
