"""Putting a message into the outbox, and sending it from there: once, or as often as it takes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, QuerySet

from gongkai.kernel import outbox
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.messages.configuration import messenger_for
from gongkai.kernel.messages.messenger import MessageDelayed, MessageRefused, Outgoing, Receipt
from gongkai.kernel.models import Organ, OutgoingMessage, PrivateKey
from gongkai.kernel.models.messages import Channel, MessageState
from gongkai.kernel.private.blind import normal_phone
from gongkai.kernel.private.sealing import KeyDestroyed, seal_text, unseal_text
from gongkai.kernel.registry import Payload

SEND = "message.send"
_ADDRESS, _TITLE, _BODY = "message.address", "message.title", "message.body"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_USER = re.compile(r"[\w.@-]{1,64}")
_TITLE_LENGTH = 200
_WRONG_ADDRESS = {
    Channel.EMAIL: "邮箱地址写法不对，例如 name@example.com。",
    Channel.SMS: "手机号码应是 11 位数字，例如 13800000000。",
    Channel.IM: "政务即时通讯的用户编号只能有字母、数字、点、横线和 @，最多 64 个字符。",
}


def checked_address(channel: Channel, address: str) -> str:
    """The address in the writing the channel wants; raises InputRefused with what is wrong."""
    plain = address.strip()
    if channel == Channel.EMAIL:
        try:
            validate_email(plain)
        except ValidationError:
            is_right = False
        else:
            is_right = plain.isascii()
    elif channel == Channel.SMS:
        plain = normal_phone(plain)
        is_right = bool(_MOBILE.fullmatch(plain))
    else:
        is_right = bool(_USER.fullmatch(plain))
    if not is_right:
        raise InputRefused(_WRONG_ADDRESS[channel], fields={"address": _WRONG_ADDRESS[channel]})
    return plain


def send(
    *, organ: Organ, channel: Channel, key: PrivateKey, address: str, title: str, body: str, template: str,
    subject: str, subject_id: int, now: datetime,
) -> OutgoingMessage:  # fmt: skip
    """Register a message in the caller's transaction; it goes out after the commit.

    Address and text lie under the case's key, the outbox carries the row's number alone. Raises InputRefused
    for an address that cannot be right, KeyDestroyed when the case's data is gone.
    """
    channel = Channel(channel)
    checked = checked_address(channel, address)
    one_line = " ".join(title.split())[:_TITLE_LENGTH]
    message = OutgoingMessage.objects.create(
        organ=organ, channel=channel, key=key, template=template, subject=subject, subject_id=subject_id,
        sealed_address=seal_text(key, checked, context=_ADDRESS),
        sealed_title=seal_text(key, one_line, context=_TITLE),
        sealed_body=seal_text(key, body, context=_BODY),
        reference=secrets.token_hex(16), created_at=now,
    )  # fmt: skip
    outbox.enqueue(SEND, {"message": message.pk}, now=now, organ=organ)
    return message


def opened(message: OutgoingMessage) -> Outgoing:
    """The message with its address and text; raises KeyDestroyed once the case's data is gone."""
    key = message.key
    return Outgoing(
        reference=message.reference,
        channel=Channel(message.channel),
        address=unseal_text(key, message.sealed_address, context=_ADDRESS),
        title=unseal_text(key, message.sealed_title, context=_TITLE),
        body=unseal_text(key, message.sealed_body, context=_BODY),
        template=message.template,
        organ=message.organ.name,
    )


def about(subject: str, subject_id: int) -> QuerySet[OutgoingMessage]:
    """The messages about a thing, oldest first."""
    return OutgoingMessage.objects.filter(subject=subject, subject_id=subject_id).order_by("id")


def deliver(payloads: Sequence[Payload], now: datetime) -> None:
    """The outbox's handler: make each message sent that still waits; what has gone is left alone."""
    for payload in payloads:
        number = int(str(payload["message"]))
        waiting = OutgoingMessage.objects.filter(pk=number, state=MessageState.WAITING)
        message = waiting.select_related("key", "organ").first()
        if message is not None:
            waiting.update(attempts=F("attempts") + 1)
            _deliver(message, waiting, now)


def _deliver(message: OutgoingMessage, waiting: QuerySet[OutgoingMessage], now: datetime) -> None:
    try:
        receipt = messenger_for(Channel(message.channel)).deliver(opened(message), now)
    except (MessageRefused, KeyDestroyed) as refusal:
        waiting.update(state=MessageState.FAILED, failure=refusal.message[:300])
    except MessageDelayed as delay:
        waiting.update(failure=delay.message[:300])
        raise
    else:
        _note(waiting, receipt, now)


def _note(waiting: QuerySet[OutgoingMessage], receipt: Receipt, now: datetime) -> None:
    waiting.update(
        state=receipt.state,
        provider_reference=receipt.provider_reference[:100],
        failure="",
        sent_at=now,
    )
