"""Announces the annual report: the append-only rows, home counts, recurring work."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Above every duty it counts."""

    name = "gongkai.reporting"
    label = "reporting"
    verbose_name = "年报"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.kernel import triggers
        from gongkai.reporting import announcements

        for table in ("enteredfigure", "cellmember", "editionfile", "letter", "verdict"):
            triggers.register(triggers.AppendOnly(f"reporting_{table}"))
        frozen = "old.frozen_at IS NULL"
        triggers.register(triggers.AppendOnly("reporting_reportedition", update_when=frozen))
        announcements.announce()
