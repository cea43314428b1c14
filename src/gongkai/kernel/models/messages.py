"""Messages to people outside: to whom and what is sealed, how it went is in the clear."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models.organs import Organ
from gongkai.kernel.models.private import PrivateKey


class Channel(models.TextChoices):
    """The way a message goes."""

    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    IM = "im", "政务即时通讯"


class MessageState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", "待发送"
    HANDED_OVER = "handed_over", "已交中转，待回执"
    SENT = "sent", "已发出"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "发送失败"


class OutgoingMessage(models.Model):
    """One message on one channel. It is written in the act's transaction and sent after it."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    key = models.ForeignKey(PrivateKey, on_delete=models.PROTECT, related_name="messages")
    sealed_address = models.TextField()
    sealed_title = models.TextField()
    sealed_body = models.TextField()
    template = models.CharField("模板", max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    state = models.CharField(
        "状态", max_length=12, choices=MessageState.choices, default=MessageState.WAITING
    )
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    # Sent along with every attempt, so that the other side recognises a repetition.
    reference = models.CharField(max_length=40, unique=True)
    provider_reference = models.CharField("对方编号", max_length=100, blank=True, default="")
    failure = models.CharField("失败原因", max_length=300, blank=True, default="")
    created_at = models.DateTimeField("登记时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    delivered_at = models.DateTimeField("送达时间", null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("subject", "subject_id", "id"), name="message_by_subject"),
            models.Index(fields=("organ", "state", "id"), name="message_by_organ"),
        ]

    def __str__(self) -> str:
        return f"message#{self.pk}"
