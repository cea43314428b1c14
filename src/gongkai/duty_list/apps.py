"""Announces 主动公开基本目录."""

from __future__ import annotations

from django.apps import AppConfig


class DutyListConfig(AppConfig):
    """Above disclosure: what must be published, by whom and how often."""

    name = "gongkai.duty_list"
    label = "duty_list"
    verbose_name = "主动公开基本目录"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.duty_list import announcements

        announcements.announce()
