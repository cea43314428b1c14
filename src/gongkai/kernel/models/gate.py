"""What the public door remembers: spent puzzles, counts per window, and failures that lead to a lock."""

from __future__ import annotations

from django.db import models


class SpentChallenge(models.Model):
    """A puzzle or question that was answered: it opens nothing a second time."""

    mark = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.mark


class RateCounter(models.Model):
    """How often something was allowed in one window of time; `who` is a keyed hash."""

    purpose = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("purpose", "who", "window"), name="rate_once_per_window")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.window}"


class FailureCounter(models.Model):
    """Wrong answers in a row, and the lock that grows out of them; `who` is a keyed hash."""

    purpose = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=0)
    locks = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("purpose", "who"), name="failures_once_per_who")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.failures}"
