"""Announces 交接与归档."""

from __future__ import annotations

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Above every duty: what passes from one person to the next, and the folder of a year."""

    name = "gongkai.handover"
    label = "handover"
    verbose_name = "交接与归档"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.handover import announcements

        announcements.announce()
