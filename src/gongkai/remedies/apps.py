"""Announces remedies: the append-only facts, home counts, recurring work, figures."""

from __future__ import annotations

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """Above requests."""

    name = "gongkai.remedies"
    label = "remedies"
    verbose_name = "复议诉讼"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.kernel import triggers
        from gongkai.remedies import announcements

        triggers.register(triggers.AppendOnly("remedies_proceedingfact"))
        announcements.announce()
