"""The audit chain of each organ: rows that are only ever added, each hashed with the one before."""

from __future__ import annotations

from django.db import models


class AuditHead(models.Model):
    """The end of one organ's chain. Locked last in every act, so that rows of one chain never race."""

    chain = models.CharField(max_length=40, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.chain


class AuditEntry(models.Model):
    """One act, by whom, on what. Holds ids and keyed hashes, never personal data.

    Database triggers refuse UPDATE and DELETE on both databases.
    """

    chain = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    door = models.CharField(max_length=20)
    origin = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10, default="sha256")

    class Meta:
        ordering = ("chain", "seq")
        constraints = [models.UniqueConstraint(fields=("chain", "seq"), name="audit_seq_unique_in_chain")]
        indexes = [
            models.Index(fields=("subject", "subject_id", "id"), name="audit_by_subject"),
            models.Index(fields=("chain", "id"), name="audit_by_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.act}"
