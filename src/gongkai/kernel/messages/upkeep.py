"""What the worker does for messages: sends them, and takes in what the relay answers."""

from __future__ import annotations

from datetime import timedelta

from gongkai.kernel.messages.receipts import collect
from gongkai.kernel.messages.sending import SEND, deliver
from gongkai.kernel.registry import Handler, Tick, registry


def announce() -> None:
    """Called once, when the kernel is ready."""
    registry.add_handler(Handler(SEND, deliver, "发送通知"))
    registry.add_tick(Tick("message.receipts", timedelta(seconds=30), collect))
