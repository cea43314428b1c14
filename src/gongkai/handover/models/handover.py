"""Hand-overs: who took over whose work, when, and what it was."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person


class Handover(models.Model):
    """One hand-over; the row tells the successor on the first day what came to him and from whom."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="handovers")
    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taken_over")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("交接时间")
    note = models.TextField("交接说明", max_length=4000, blank=True, default="")
    #: What moved: [{"label": …, "url": …, "count": …}], in the order of the duties.
    moved = models.JSONField(default=list)
    leaves = models.BooleanField("离任", default=True)
    seen_at = models.DateTimeField("看完时间", null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("successor", "seen_at"), name="handover_to_see")]

    def __str__(self) -> str:
        return f"{self.leaver} → {self.successor}"
