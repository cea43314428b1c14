"""档案: how long a case file is kept."""

from gongkai.law.archive.retention import RETENTIONS, Retention, kept_until

__all__ = ["RETENTIONS", "Retention", "kept_until"]
