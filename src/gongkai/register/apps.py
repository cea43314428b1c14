"""Announces 发文登记."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Above disclosure: every document an organ makes, with how it is to be disclosed."""

    name = "gongkai.register"
    label = "register"
    verbose_name = "发文登记"

    def ready(self) -> None:
        """Join triggers and registries."""
        from gongkai.kernel import triggers
        from gongkai.register import announcements

        triggers.register(triggers.AppendOnly("register_attributedecision"))
        announcements.announce()
