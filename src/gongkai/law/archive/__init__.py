"""档案: how long a case file and published information are kept."""

from gongkai.law.archive.retention import (
    COUNTING,
    KEPT,
    RETENTIONS,
    Kept,
    Retention,
    kept_until,
    retention_of,
)

__all__ = ["COUNTING", "KEPT", "RETENTIONS", "Kept", "Retention", "kept_until", "retention_of"]
