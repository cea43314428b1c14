"""Announces the portal to Django: its page kinds and the jobs that write them."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Floor 6: the public's door."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "门户"
