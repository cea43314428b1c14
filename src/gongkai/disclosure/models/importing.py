"""Old stock on its way in: a batch that is read, looked at, approved by a second person, then entered."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.item import Item
from gongkai.kernel.models import Organ, Person


class BatchState(models.TextChoices):
    """Where a batch stands."""

    CHECKED = "checked", "已试读，待审查"
    ENTERED = "entered", "已导入"
    DROPPED = "dropped", "已作废"


class ImportBatch(models.Model):
    """One xlsx or csv of old items, and who read and approved it."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="import_batches")
    name = models.CharField("文件名", max_length=150)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    staged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    """What becomes of a row."""

    READY = "ready", "可导入"
    REFUSED = "refused", "不能导入"
    KNOWN = "known", "以前已导入"
    ENTERED = "entered", "已导入"


class ImportRow(models.Model):
    """One line of the file, as read, with the reason when it cannot be taken."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField("行号")
    external_key = models.CharField("来源编号", max_length=100)
    state = models.CharField(max_length=10, choices=RowState.choices)
    reason = models.CharField("原因", max_length=500, blank=True, default="")
    values = models.JSONField(default=dict)
    # (name, stored file id) of each attachment found in the folder.
    files = models.JSONField(default=list)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("batch", "line")
        constraints = [models.UniqueConstraint(fields=("batch", "line"), name="import_line_unique_in_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
