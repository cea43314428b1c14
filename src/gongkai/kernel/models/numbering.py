"""Number sequences, and the register of numbers that were ever issued."""

from __future__ import annotations

from django.db import models


class NumberSequence(models.Model):
    """The last number drawn in a scope. Locked while one is drawn, so there is no gap and no double."""

    scope = models.CharField(max_length=80, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.scope


class IssuedNumber(models.Model):
    """A number once issued: it stays here for good, so it can never be issued again."""

    series = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "number"), name="number_issued_once_in_series")
        ]

    def __str__(self) -> str:
        return self.number
