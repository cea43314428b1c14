"""Announces 一次投放."""

from __future__ import annotations

from django.apps import AppConfig


class DropsConfig(AppConfig):
    """Above the register: files dropped in, read and proposed as items."""

    name = "gongkai.drops"
    label = "drops"
    verbose_name = "一次投放"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.drops import announcements

        announcements.announce()
