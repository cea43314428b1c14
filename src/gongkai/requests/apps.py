"""Announces requests: append-only tables, handlers, ticks, home counts, figures."""

from __future__ import annotations

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Floor 3."""

    name = "gongkai.requests"
    label = "requests"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Join triggers, checks and registries."""
        from gongkai.kernel import triggers
        from gongkai.requests import announcements, startup_checks

        for table in ("requests_caseevent", "requests_duechange", "requests_letterreview"):
            triggers.register(triggers.AppendOnly(table))
        announcements.announce()
        _ = startup_checks
