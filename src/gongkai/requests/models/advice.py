"""A word passed on to another organ of the platform about a matter that is its own."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person
from gongkai.requests.models.case import Case


class PassedAdvice(models.Model):
    """One organ tells another what was asked for, never who asked; no request there, and not counted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passed_advice")
    to_organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="received_advice")
    sealed_text = models.TextField()
    passed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("to_organ", "seen_at"), name="advice_by_organ")]

    def __str__(self) -> str:
        return f"#{self.pk}"
