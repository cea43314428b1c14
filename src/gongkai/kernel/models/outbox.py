"""The outbox: what must happen outside the database after an act, written in the act's transaction."""

from __future__ import annotations

from django.db import models


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    DEAD = "dead", "多次失败，已停止"
    DISCARDED = "discarded", "已放弃"


class OutboxJob(models.Model):
    """A piece of outward work. Handlers make the outside equal the database now, so running twice is safe."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    organ = models.ForeignKey("kernel.Organ", null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_owner = models.CharField(max_length=60, blank=True, default="")
    last_error = models.CharField(max_length=500, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=("not_before", "id"),
                name="outbox_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=("lease_until",), name="outbox_leased", condition=models.Q(state="running")),
            models.Index(fields=("state", "id"), name="outbox_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}#{self.pk}"


class WorkerBeat(models.Model):
    """When a worker was last seen at work; one row per worker, old ones are removed."""

    owner = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.owner
