"""Proof that a refused act left nothing: every row of requests, audit and outbox before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import AuditEntry, IssuedNumber, OutboxJob

_ELSEWHERE = (AuditEntry, IssuedNumber, OutboxJob)


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of the cases' tables, the audit, the numbers given out and the outbox."""
    models = [*apps.get_app_config("requests").get_models(), *_ELSEWHERE]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@contextmanager
def untouched(
    error: type[Refused] | type[NotVisible], match: str | None = None
) -> Iterator[pytest.ExceptionInfo]:
    """The block is refused that way and no row has changed, come or gone."""
    before = rows()
    with pytest.raises(error, match=match) as refused:
        yield refused
    assert rows() == before
