"""Announces the desk to Django."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Floor 6: the staff's door."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Listen at the sign-in."""
        from gongkai.desk import sign_in_audit

        sign_in_audit.listen()
