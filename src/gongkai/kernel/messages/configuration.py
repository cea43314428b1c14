"""Which way each channel goes in this installation, and what its settings lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings

from gongkai.kernel.messages.im import GovernmentIM
from gongkai.kernel.messages.messenger import MessageRefused, Messenger
from gongkai.kernel.messages.relay import RelayFolder
from gongkai.kernel.messages.sms import SmsGateway
from gongkai.kernel.messages.smtp import EmailMessenger, Security
from gongkai.kernel.models.messages import Channel

#: The ways a channel may go; an empty setting switches it off.
WAYS: dict[Channel, tuple[str, ...]] = {
    Channel.EMAIL: ("smtp", "relay"),
    Channel.SMS: ("gateway", "relay"),
    Channel.IM: ("platform", "relay"),
}
_OFF = "本机关没有开通{channel}，请改用其他方式通知。"
_UNKNOWN_WAY = "{channel}的发送方式“{way}”不认识，应是：{ways}。"
_LACKING = "{channel}缺少设置：{names}。"
_BAD_SECURITY = "邮件服务器的加密方式“{value}”不认识，应为空、starttls 或 tls。"
_BAD_URL = "地址“{value}”应以 http:// 或 https:// 开头。"
_BAD_KEY = "中转密钥写法不对，应是 44 个字符的 Fernet 密钥。"


def way_of(channel: Channel) -> str:
    """How the channel goes; empty when it is switched off."""
    by_channel = {
        Channel.EMAIL: settings.GONGKAI_MESSAGES_EMAIL,
        Channel.SMS: settings.GONGKAI_MESSAGES_SMS,
        Channel.IM: settings.GONGKAI_MESSAGES_IM,
    }
    return str(by_channel[channel])


def ready_channels() -> tuple[Channel, ...]:
    """The channels this installation can send on."""
    return tuple(channel for channel in Channel if way_of(channel))


def messenger_for(channel: Channel) -> Messenger:
    """What sends on the channel; raises MessageRefused when it is switched off."""
    way = way_of(channel)
    if way not in _BUILDERS:
        raise MessageRefused(_OFF.format(channel=channel.label))
    return _BUILDERS[way]()


def relay_folder() -> RelayFolder | None:
    """The relay folder, when any channel goes through it."""
    return _relay() if any(way_of(channel) == "relay" for channel in Channel) else None


def _smtp() -> Messenger:
    return EmailMessenger(
        host=settings.GONGKAI_MESSAGES_SMTP_HOST,
        port=settings.GONGKAI_MESSAGES_SMTP_PORT,
        user=settings.GONGKAI_MESSAGES_SMTP_USER,
        password=settings.GONGKAI_MESSAGES_SMTP_PASSWORD,
        security=Security(settings.GONGKAI_MESSAGES_SMTP_SECURITY),
        sender=settings.GONGKAI_MESSAGES_SENDER,
        seconds=settings.GONGKAI_MESSAGES_SECONDS,
    )


def _gateway() -> Messenger:
    return SmsGateway(
        url=settings.GONGKAI_MESSAGES_SMS_URL,
        key_id=settings.GONGKAI_MESSAGES_SMS_KEY,
        secret=settings.GONGKAI_MESSAGES_SMS_SECRET,
        sign=settings.GONGKAI_MESSAGES_SMS_SIGN,
        template=settings.GONGKAI_MESSAGES_SMS_TEMPLATE,
        seconds=settings.GONGKAI_MESSAGES_SECONDS,
    )


def _platform() -> Messenger:
    return GovernmentIM(
        url=settings.GONGKAI_MESSAGES_IM_URL,
        app=settings.GONGKAI_MESSAGES_IM_APP,
        secret=settings.GONGKAI_MESSAGES_IM_SECRET,
        agent=settings.GONGKAI_MESSAGES_IM_AGENT,
        seconds=settings.GONGKAI_MESSAGES_SECONDS,
    )


def _relay() -> RelayFolder:
    folder = settings.GONGKAI_MESSAGES_RELAY_DIR or settings.GONGKAI_DIR / "relay"
    return RelayFolder(folder=Path(folder), key=settings.GONGKAI_MESSAGES_RELAY_KEY)


_BUILDERS: dict[str, Callable[[], Messenger]] = {
    "smtp": _smtp, "gateway": _gateway, "platform": _platform, "relay": _relay,
}  # fmt: skip

#: What each way cannot do without.
_NEEDED: dict[str, tuple[str, ...]] = {
    "smtp": ("GONGKAI_MESSAGES_SMTP_HOST", "GONGKAI_MESSAGES_SENDER"),
    "gateway": (
        "GONGKAI_MESSAGES_SMS_URL", "GONGKAI_MESSAGES_SMS_KEY", "GONGKAI_MESSAGES_SMS_SECRET",
    ),
    "platform": ("GONGKAI_MESSAGES_IM_URL", "GONGKAI_MESSAGES_IM_APP", "GONGKAI_MESSAGES_IM_SECRET"),
    "relay": (),
}  # fmt: skip


def problems() -> list[str]:
    """What the message settings lack or get wrong, in Chinese; empty when every channel could be built."""
    found: list[str] = []
    for channel in Channel:
        way = way_of(channel)
        if way and way not in WAYS[channel]:
            ways = "、".join(WAYS[channel])
            found.append(_UNKNOWN_WAY.format(channel=channel.label, way=way, ways=ways))
            continue
        lacking = [name for name in _NEEDED.get(way, ()) if not getattr(settings, name)]
        if lacking:
            found.append(_LACKING.format(channel=channel.label, names="、".join(lacking)))
    return found + _malformed()


def _malformed() -> list[str]:
    found: list[str] = []
    if settings.GONGKAI_MESSAGES_SMTP_SECURITY not in set(Security):
        found.append(_BAD_SECURITY.format(value=settings.GONGKAI_MESSAGES_SMTP_SECURITY))
    for value in (settings.GONGKAI_MESSAGES_SMS_URL, settings.GONGKAI_MESSAGES_IM_URL):
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            found.append(_BAD_URL.format(value=value))
    if settings.GONGKAI_MESSAGES_RELAY_KEY:
        try:
            Fernet(settings.GONGKAI_MESSAGES_RELAY_KEY)
        except ValueError:
            found.append(_BAD_KEY)
    return found
