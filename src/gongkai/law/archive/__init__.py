"""档案: how long a case file is kept."""

from gongkai.law.archive.retention import COUNTING, RETENTIONS, Retention, kept_until

__all__ = ["COUNTING", "RETENTIONS", "Retention", "kept_until"]
