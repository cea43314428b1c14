"""Where an act came from: door, keyed address, request id. Set by the door, read by the audit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The door (desk, cli, worker, demo …), a keyed hash of the address, and the request's id."""

    door: str
    address_hash: str = ""
    request_id: str = ""


_UNNAMED = Origin("code")
_current: ContextVar[Origin | None] = ContextVar("gongkai_origin", default=None)


def current_origin() -> Origin:
    """The origin of what runs now."""
    return _current.get() or _UNNAMED


@contextlib.contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """Everything inside the block is recorded as coming from this origin."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
