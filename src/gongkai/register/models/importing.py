"""The office's own register on its way in: read and judged row by row, entered when somebody confirms."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person
from gongkai.register.models.entry import RegisterEntry


class BatchState(models.TextChoices):
    """Where a batch stands."""

    JUDGING = "judging", "正在试读"
    CHECKED = "checked", "已试读，待确认"
    ENTERING = "entering", "正在登记"
    ENTERED = "entered", "已导入"
    DROPPED = "dropped", "已放弃"


#: States in which the worker goes through the rows.
WORKED_ON = (BatchState.JUDGING, BatchState.ENTERING)


class RegisterBatch(models.Model):
    """One xlsx, xls or csv, who read it and who let it in; a large one is gone through by the worker."""

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
    updates_changed = models.BooleanField("有变化的也更新", default=False)
    #: The last row that was gone through in the present state, 0 for none.
    reached = models.BigIntegerField("办到哪一行", default=0)
    total = models.PositiveIntegerField("行数", default=0)
    added = models.PositiveIntegerField("新登记", default=0)
    amended = models.PositiveIntegerField("更新", default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    """What becomes of a row."""

    WAITING = "waiting", "待判读"
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
    # The document's number in one form, to find it again among other rows; erased with secrecy marks.
    doc_number = models.CharField("文号", max_length=80, blank=True, default="")
    #: Cells by field as written, and the entry's values read from them; erased with secrecy marks.
    raw = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("batch", "id")
        indexes = [
            models.Index(fields=("batch", "state", "id"), name="register_row_by_state"),
            models.Index(fields=("batch", "doc_number"), name="register_row_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
