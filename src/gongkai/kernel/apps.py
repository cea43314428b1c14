"""Announces the kernel to Django: triggers after migrations, checks at start."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    """Floor 2."""

    name = "gongkai.kernel"
    label = "kernel"
    verbose_name = "机关、人员与审计"

    def ready(self) -> None:
        """Join checks and triggers."""
        from gongkai.kernel import checks, reminders, statistics, triggers
        from gongkai.kernel.gate import upkeep as gate_upkeep
        from gongkai.kernel.messages import upkeep as message_upkeep
        from gongkai.kernel.private import upkeep as private_upkeep

        triggers.register(triggers.AppendOnly("kernel_auditentry"))
        triggers.register(triggers.AppendOnly("kernel_issuednumber"))
        post_migrate.connect(_install_triggers)
        statistics.announce()
        private_upkeep.announce()
        message_upkeep.announce()
        gate_upkeep.announce()
        reminders.announce()
        _ = checks


def _install_triggers(using: str, **_: Any) -> None:
    from gongkai.kernel import triggers

    triggers.install(using)
