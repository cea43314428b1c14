"""The office's own register on its way in: read and judged row by row, entered when somebody confirms."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person
from gongkai.register.models.entry import RegisterEntry


class BatchState(models.TextChoices):
    """Where a batch stands."""

    CHECKED = "checked", "已试读，待确认"
    ENTERED = "entered", "已导入"
    DROPPED = "dropped", "已放弃"


class RegisterBatch(models.Model):
    """One xlsx, xls or csv, who read it and who let it in."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="register_batches")
    name = models.CharField("文件名", max_length=150)
    # The year somebody told, for days written without one.
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    heads = models.JSONField("认出的列", default=list)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    staged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    """What becomes of a row."""

    READY = "ready", "将登记"
    CHANGED = "changed", "已登记，内容有变化"
    SAME = "same", "已登记，相同"
    REFUSED = "refused", "有问题"
    ENTERED = "entered", "已登记"


class RegisterRow(models.Model):
    """One line of a sheet: its cells as written, what was made of them, and why not."""

    batch = models.ForeignKey(RegisterBatch, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField("工作表", max_length=60, blank=True, default="")
    line = models.PositiveIntegerField("行号")
    state = models.CharField(max_length=10, choices=RowState.choices)
    reason = models.CharField("说明", max_length=500, blank=True, default="")
    #: Cells by field as written, and the entry's values read from them; erased with secrecy marks.
    raw = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("batch", "id")
        indexes = [models.Index(fields=("batch", "state", "id"), name="register_row_by_state")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
