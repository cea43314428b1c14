"""Personal data of a case: the key it lies under, and the files sealed with it."""

from __future__ import annotations

from django.db import models


class PrivateKey(models.Model):
    """The key of one case, itself sealed by the installation's key. Destroyed, it opens nothing more."""

    wrapped = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField("启用时间")
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"key#{self.pk}"


class PrivateFile(models.Model):
    """A file of a case, kept encrypted under a random name; the row tells nothing about whose it is."""

    key = models.ForeignKey(PrivateKey, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=32, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    extension = models.CharField("扩展名", max_length=10)
    media_type = models.CharField(max_length=100)
    label = models.CharField("类型", max_length=40)
    # A keyed hash of the plaintext: it recognises a file without letting anyone test a guess.
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=20)
    sealed_name = models.TextField(blank=True)
    # What screening found when the file came in: masked, with keyed hashes; no words around the values.
    findings = models.JSONField(default=list)
    read_completely = models.BooleanField("文字全部读出", default=True)
    read_note = models.CharField(max_length=300, blank=True, default="")
    stored_at = models.DateTimeField("存入时间")
    erased_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("digest",), name="private_file_by_digest")]

    def __str__(self) -> str:
        return self.name
