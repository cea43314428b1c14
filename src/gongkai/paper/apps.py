"""Announces 纸面审签."""

from __future__ import annotations

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Above disclosure: sheets that are printed, signed by hand and come back as scans."""

    name = "gongkai.paper"
    label = "paper"
    verbose_name = "纸面审签"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.paper import announcements

        announcements.announce()
