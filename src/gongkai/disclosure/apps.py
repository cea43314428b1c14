"""Announces proactive disclosure: triggers, handlers, ticks, home counts, figures."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Floor 3."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Join triggers, checks and registries."""
        from gongkai.disclosure import announcements, startup_checks
        from gongkai.kernel import triggers

        purge = (
            "OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL"
            " AND NEW.body_html = '' AND NEW.digest = OLD.digest AND NEW.number = OLD.number"
            " AND NEW.item_id = OLD.item_id AND NEW.published_at = OLD.published_at"
        )
        triggers.register(triggers.AppendOnly("disclosure_edition", update_when=purge))
        nameless = (
            "NEW.name = '' AND NEW.id = OLD.id AND NEW.edition_id = OLD.edition_id"
            " AND NEW.file_id = OLD.file_id AND NEW.position = OLD.position"
            " AND NEW.is_picture = OLD.is_picture"
        )
        triggers.register(triggers.AppendOnly("disclosure_editionattachment", update_when=nameless))
        triggers.register(triggers.AppendOnly("disclosure_reviewrecord"))
        announcements.announce()
        _ = startup_checks
