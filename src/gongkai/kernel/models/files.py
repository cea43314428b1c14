"""Files by content hash, and the tombstones of those that were purged."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """A file kept once under its digest. Private: publishing puts a copy into the release."""

    algorithm = models.CharField(max_length=10, default="sha256")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    extension = models.CharField("扩展名", max_length=10)
    media_type = models.CharField(max_length=100)
    label = models.CharField("类型", max_length=40)
    stored_at = models.DateTimeField("存入时间")
    purged_at = models.DateTimeField("清除时间", null=True, blank=True)
    # What screening found when the file came in: masked findings with keyed hashes, never the values.
    findings = models.JSONField(default=list)
    read_completely = models.BooleanField("文字全部读出", default=True)
    read_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("algorithm", "digest"), name="file_once_by_digest")]

    def __str__(self) -> str:
        return self.digest


class Tombstone(models.Model):
    """The hash of content that was taken down: proof of what it was, and a refusal of its return."""

    algorithm = models.CharField(max_length=10, default="sha256")
    digest = models.CharField(max_length=64)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("digest",), name="tombstone_by_digest")]

    def __str__(self) -> str:
        return self.digest
