"""Announces 登载平台."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Above disclosure: columns of other platforms in which items appear."""

    name = "gongkai.places"
    label = "places"
    verbose_name = "登载平台"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.places import announcements

        announcements.announce()
