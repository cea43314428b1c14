"""Announces the desk to Django."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Floor 6: the staff's door."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Listen at the sign-in, and forget there what is no longer needed."""
        from gongkai.desk import sign_in_audit
        from gongkai.kernel.registry import Tick, registry

        sign_in_audit.listen()
        registry.add_tick(Tick("desk.sign_in_attempts", timedelta(hours=1), sign_in_audit.forget_attempts))
