"""Files on their way in: a whole list, or what departments returned; nothing counts until confirmed."""

from __future__ import annotations

from django.db import models

from gongkai.duty_list.models.line import DutyLine
from gongkai.kernel.models import Organ, Person


class ImportKind(models.TextChoices):
    """What the files hold."""

    LIST = "list", "基本目录"
    RETURNED = "returned", "科室填报"


class ImportState(models.TextChoices):
    """Where it stands."""

    READING = "reading", "正在读取"
    UNREAD = "unread", "没有读出"
    READ = "read", "已试读，待确认"
    ENTERED = "entered", "已登记"
    DROPPED = "dropped", "已作废"


class DutyImport(models.Model):
    """One upload, read and not yet entered."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="duty_imports")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    name = models.CharField("文件名", max_length=300)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.READ)
    staged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    staged_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # (name, zip it came in, stored file id) of files the worker had to convert and read.
    held = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    # What was said about the files as a whole: sheets passed over, columns not known.
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class ImportRowState(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", "新增"
    CHANGED = "changed", "更新"
    SAME = "same", "没有变化"
    GONE = "gone", "文件中没有"
    READY = "ready", "可登记"
    EMPTY = "empty", "没有填写"
    REFUSED = "refused", "不能登记"
    ENTERED = "entered", "已登记"


class DutyImportRow(models.Model):
    """One row as understood, with doubts and reasons."""

    upload = models.ForeignKey(DutyImport, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveIntegerField()
    where = models.CharField("位置", max_length=150)
    state = models.CharField(max_length=10, choices=ImportRowState.choices)
    line = models.ForeignKey(DutyLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    # (name, stored file id, whether it is the body) of each file handed in.
    files = models.JSONField(default=list)
    reason = models.CharField("原因", max_length=500, blank=True, default="")
    # What became of it: the draft's id or 0 for a zero report.
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("upload", "place")
        constraints = [models.UniqueConstraint(fields=("upload", "place"), name="duty_row_place_once")]

    def __str__(self) -> str:
        return self.where
