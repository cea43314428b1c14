"""Comparisons of the other platform's columns with our list, and what they found."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Item
from gongkai.kernel.models import Person
from gongkai.places.models.place import PlaceColumn


class ComparisonResult(models.TextChoices):
    """How a comparison ended."""

    SAME = "same", "一致"
    DIFFERENT = "different", "有差异"
    UNREADABLE = "unreadable", "读不出"


class Comparison(models.Model):
    """One reading of a column of the other platform beside our list. Rows are only ever added."""

    place_column = models.ForeignKey(PlaceColumn, on_delete=models.PROTECT, related_name="comparisons")
    at = models.DateTimeField("时间")
    result = models.CharField(max_length=10, choices=ComparisonResult.choices)
    theirs = models.PositiveIntegerField("读到的条数", default=0)
    ours = models.PositiveIntegerField("应登载的条数", default=0)
    found = models.PositiveIntegerField("差异", default=0)
    note = models.CharField("说明", max_length=500, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("place_column", "-id"), name="comparison_by_column")]

    def __str__(self) -> str:
        return f"{self.place_column_id} {self.at:%Y-%m-%d %H:%M}"


class DifferenceKind(models.TextChoices):
    """What a comparison can find."""

    MISSING = "missing", "过了期限还没有登载"
    CHANGED = "changed", "与我们的不同"
    GONE = "gone", "登载过，现在找不到"
    THEIRS_ONLY = "theirs_only", "只在对方，我们没有"
    FOUND = "found", "已经登载，待采用网址"
    UNCERTAIN = "uncertain", "不能确定，请打开看看"


class Difference(models.Model):
    """One open finding, whichever comparisons saw it; what a person settled stays until it changes."""

    place_column = models.ForeignKey(PlaceColumn, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=12, choices=DifferenceKind.choices)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("对方标题", max_length=300, blank=True, default="")
    address = models.URLField("对方网址", max_length=500, blank=True, default="")
    dated = models.DateField("对方日期", null=True, blank=True)
    part = models.CharField(max_length=10, blank=True, default="")
    #: What exactly was found, digested: a settled finding comes up anew when this differs.
    mark = models.CharField(max_length=64, blank=True, default="")
    detail = models.CharField("说明", max_length=500, blank=True, default="")
    first_seen = models.DateTimeField("第一次发现")
    last_seen = models.DateTimeField("最近一次发现")
    closed_at = models.DateTimeField("自行消除的时间", null=True, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("处理说明", max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("place_column", "closed_at", "settled_at"), name="difference_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
