"""Files that were checked at the desk, and what people judged about single findings."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person, StoredFile


class CheckedFile(models.Model):
    """A report file somebody had checked: what was read, what was found. The file itself stays private."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="checked_files")
    name = models.CharField("文件名", max_length=150)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey(
        "self", verbose_name="上一年年报", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_organ = models.CharField("年报的机关", max_length=100, blank=True, default="")
    reported_year = models.PositiveSmallIntegerField("年报的年度", null=True, blank=True)
    extracted = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    error = models.CharField("读不出的原因", max_length=300, blank=True, default="")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField("核对时间")

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("organ", "-id"), name="checked_file_by_organ")]

    def __str__(self) -> str:
        return self.name


class Verdict(models.Model):
    """What a person decided about a finding; it stays with the finding over every later run. Only added.

    `subject` says whose finding: an own report («report:12») or a report in a file by organ and year
    («file:某局:2023»), so that a better copy of the same report keeps what was judged about it.
    """

    class Kind(models.TextChoices):
        """Right, not a fault, or taken back."""

        CONFIRMED = "confirmed", "属实"
        DISMISSED = "dismissed", "不是问题"
        WITHDRAWN = "withdrawn", "撤销判断"

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=140)
    fingerprint = models.CharField(max_length=32)
    kind = models.CharField("判断", max_length=10, choices=Kind.choices)
    reason = models.CharField("理由", max_length=300, blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=("organ", "subject", "fingerprint"), name="verdict_by_finding")]

    def __str__(self) -> str:
        return self.kind
