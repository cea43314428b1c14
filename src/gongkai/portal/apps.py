"""Announces the portal to Django: the jobs that write its pages, the compare that keeps them right."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Floor 6: the public's door."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Join the worker."""
        from gongkai.portal import jobs

        jobs.announce()
