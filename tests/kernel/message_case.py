"""A case of one bureau with messages about it, sent by draining the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.kernel import messages, outbox, private
from gongkai.kernel.messages import Channel
from gongkai.kernel.messages.sending import SEND
from gongkai.kernel.models import OutboxJob, OutgoingMessage, PrivateKey
from tests.factories import NOW, Bureau, later

ADDRESS = {Channel.EMAIL: "lisi@example.com", Channel.SMS: "13812345678", Channel.IM: "zhangsan"}
TITLE, BODY = "您的政府信息公开申请已收到", "李四：您的申请已登记，编号 2026001。\n请保存查询码。"


def queue(
    bureau: Bureau, channel: Channel, *, key: PrivateKey | None = None, now: datetime = NOW, **values: str
) -> OutgoingMessage:
    """A message in the outbox."""
    filled = {"address": ADDRESS[channel], "title": TITLE, "body": BODY} | values
    with transaction.atomic():
        return messages.send(
            organ=bureau.organ, channel=channel, key=key or private.new_key(now), template="received",
            subject="request", subject_id=7, now=now, **filled,
        )  # fmt: skip


def jobs() -> QuerySet[OutboxJob]:
    """The outbox jobs that send messages."""
    return OutboxJob.objects.filter(kind=SEND)


def drain(now: datetime | None = None) -> int:
    """Let the worker do what is due; pages that founding the bureau asked for are not written here."""
    OutboxJob.objects.filter(kind__startswith="release.").delete()
    return outbox.drain(owner="test", clock=lambda: now or later(minutes=1))


def sent(bureau: Bureau, channel: Channel, **values: str) -> OutgoingMessage:
    """A message after one attempt."""
    message = queue(bureau, channel, **values)
    drain()
    message.refresh_from_db()
    return message
