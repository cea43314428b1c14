"""Scans that came back: what was handed in, and what was found on each page."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import ReviewRecord
from gongkai.kernel.models import Organ, Person, StoredFile
from gongkai.paper.models.form import PaperForm


class BatchState(models.TextChoices):
    """How far the reading is."""

    WAITING = "waiting", "正在辨认"
    READ = "read", "已辨认"


class ScanBatch(models.Model):
    """Scans handed in at once."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="scan_batches")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("收到时间")
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.WAITING)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("organ", "-id"), name="scan_batch_by_organ")]

    def __str__(self) -> str:
        return f"scan batch {self.pk}"


class ScanFile(models.Model):
    """One file of a batch; what is wrong with the whole of it."""

    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    problem = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("batch", "id")

    def __str__(self) -> str:
        return self.name


class PageState(models.TextChoices):
    """What a page waits for."""

    READY = "ready", "待登记"
    FOLLOWS = "follows", "前一页的续页"
    ENTERED = "entered", "已登记"
    PROBLEM = "problem", "需要处理"
    UNKNOWN = "unknown", "没有认出"
    DISCARDED = "discarded", "不用处理"


class ScanPage(models.Model):
    """A page of a scan; the first page of a sheet carries the sheet's own file."""

    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="pages")
    upload = models.ForeignKey(ScanFile, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField("页码")
    code = models.CharField("读到的编号", max_length=300, blank=True, default="")
    form = models.ForeignKey(
        PaperForm, null=True, blank=True, on_delete=models.PROTECT, related_name="scan_pages"
    )
    state = models.CharField(max_length=10, choices=PageState.choices)
    problem = models.CharField(max_length=300, blank=True, default="")
    cutout = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("batch", "upload", "number")
        constraints = [models.UniqueConstraint(fields=("upload", "number"), name="scan_page_once")]
        indexes = [models.Index(fields=("state", "batch"), name="scan_page_by_state")]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.number}"


class Objection(models.Model):
    """Somebody in whose name a signature was entered says it is not his."""

    record = models.OneToOneField(ReviewRecord, on_delete=models.PROTECT, related_name="objection")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("提出时间")
    reason = models.CharField("理由", max_length=500)
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("处理结果", max_length=500, blank=True, default="")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.reason
