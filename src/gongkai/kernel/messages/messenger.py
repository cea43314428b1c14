"""What a way of sending must do, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gongkai.kernel.errors import Refused
from gongkai.kernel.models.messages import Channel, MessageState


@dataclass(frozen=True)
class Outgoing:
    """A message opened for sending. `reference` is the same on every attempt."""

    reference: str
    channel: Channel
    address: str
    title: str
    body: str
    template: str
    organ: str


@dataclass(frozen=True)
class Receipt:
    """That the other side took the message, and under what number of its own."""

    state: MessageState = MessageState.SENT
    provider_reference: str = ""


class MessageRefused(Refused):
    """The other side will never take this message: a wrong address, a content it does not carry."""

    code = "message_refused"


class MessageDelayed(Refused):
    """It did not go this time; the outbox tries again."""

    code = "message_delayed"


class Messenger(Protocol):
    """One way of sending. Attempts may be repeated, so the reference goes along with each."""

    def deliver(self, message: Outgoing, now: datetime) -> Receipt:
        """Hand the message over; raises MessageRefused or MessageDelayed in plain Chinese."""
        ...
