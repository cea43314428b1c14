"""Notices to people outside, through one interface whatever the way they go."""

from gongkai.kernel.messages.configuration import problems, ready_channels
from gongkai.kernel.messages.messenger import MessageDelayed, MessageRefused, Messenger, Outgoing, Receipt
from gongkai.kernel.messages.sending import about, checked_address, opened, send
from gongkai.kernel.models.messages import Channel, MessageState

__all__ = [
    "Channel",
    "MessageDelayed",
    "MessageRefused",
    "MessageState",
    "Messenger",
    "Outgoing",
    "Receipt",
    "about",
    "checked_address",
    "opened",
    "problems",
    "ready_channels",
    "send",
]
