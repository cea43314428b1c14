"""Whether an act's transaction is open: what must stand or fall with the act insists on it."""

from __future__ import annotations

from django.db import connection, transaction


def is_in_act() -> bool:
    """Whether a transaction that the program itself opened is around.

    The one a test runs in, to be rolled back at its end, is none: an act that forgot its own would pass every
    test and fail at its first use.
    """
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def require_act(why: str) -> None:
    """Raise TransactionManagementError with these words outside an act's transaction."""
    if not is_in_act():
        raise transaction.TransactionManagementError(why)
