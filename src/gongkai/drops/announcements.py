"""What 一次投放 announces to the floors below."""

from __future__ import annotations


def announce() -> None:
    """Called once, when the app is ready."""
