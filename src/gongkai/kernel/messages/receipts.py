"""Reading what the relay says of the messages it carried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.kernel.messages.configuration import relay_folder
from gongkai.kernel.messages.relay import BadReceipt
from gongkai.kernel.models import OutgoingMessage
from gongkai.kernel.models.messages import MessageState

#: Each state may only be left for a later one; what was delivered stays delivered.
_ORDER = (MessageState.WAITING, MessageState.HANDED_OVER, MessageState.SENT, MessageState.DELIVERED)
_TOLD = {
    "sent": MessageState.SENT,
    "delivered": MessageState.DELIVERED,
    "failed": MessageState.FAILED,
}
_UNKNOWN = "没有这个编号的消息。"
_NO_STATE = "回执没有写明结果（sent、delivered 或 failed）。"
_NO_REASON = "中转方报告发送失败，没有说明原因。"


def collect(now: datetime) -> int:
    """Take in every receipt that has arrived; returns how many changed a message. Bad files are set aside."""
    folder = relay_folder()
    if folder is None:
        return 0
    changed = 0
    for path in folder.arrived():
        try:
            changed += _apply(folder.read(path), now)
        except BadReceipt as fault:
            folder.set_aside(path, str(fault))
        except FileNotFoundError:
            continue  # another worker was faster
        else:
            path.unlink(missing_ok=True)
    return changed


def _apply(told: Mapping[str, object], now: datetime) -> bool:
    """Write one receipt into its message; one that says nothing new changes nothing."""
    state = _TOLD.get(str(told.get("state")))
    if state is None:
        raise BadReceipt(_NO_STATE)
    with transaction.atomic():
        rows = OutgoingMessage.objects.select_for_update()
        message = rows.filter(reference=str(told.get("reference"))).first()
        if message is None:
            raise BadReceipt(_UNKNOWN)
        if not _is_news(MessageState(message.state), state):
            return False
        message.state = state
        message.provider_reference = _text(told, "provider_reference", 100) or message.provider_reference
        message.failure = ""
        if state == MessageState.FAILED:
            message.failure = _text(told, "reason", 300) or _NO_REASON
        else:
            message.sent_at = message.sent_at or now
        if state == MessageState.DELIVERED:
            message.delivered_at = now
        message.save()
    return True


def _is_news(held: MessageState, told: MessageState) -> bool:
    if held in {MessageState.FAILED, MessageState.DELIVERED}:
        return False
    return told == MessageState.FAILED or _ORDER.index(told) > _ORDER.index(held)


def _text(told: Mapping[str, object], name: str, most: int) -> str:
    value = told.get(name)
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
