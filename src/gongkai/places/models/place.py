"""Places: other platforms in whose columns what an organ publishes appears."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Column
from gongkai.kernel.models import Organ


class Place(models.Model):
    """Another platform an organ posts in, with the order of its entry form."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="places")
    name = models.CharField("名称", max_length=60)
    home = models.URLField("网址", max_length=300)
    #: [{"label": their word, "field": ours, "text": what is the same for all}], in the order of their form.
    form_order = models.JSONField("录入表的次序", default=list)
    since = models.DateField("从哪一天起登载")
    grace_days = models.PositiveSmallIntegerField("发布后几个工作日内登载", default=2)
    takes_addresses = models.BooleanField("标题和日期都相同的，自动采用对照找到的网址", default=True)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("organ", "id")
        constraints = [models.UniqueConstraint(fields=("organ", "name"), name="place_name_once_in_organ")]

    def __str__(self) -> str:
        return self.name


class PlaceColumn(models.Model):
    """A column of ours and where its items stand in the other platform; several may share one of theirs."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="columns")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="place_columns")
    label = models.CharField("对方栏目", max_length=60)
    address = models.URLField("列表网址", max_length=500, blank=True, default="")
    #: How their list is read, as the reader of lists proposed it; empty while nobody has tried.
    recipe = models.JSONField(default=dict)
    #: The most entries read since the way to read them was saved: far fewer mean that it reads another list.
    rows_read = models.PositiveIntegerField("读到过的条数", default=0)
    #: The local day for which the nightly comparison was asked for last.
    asked_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ("place", "id")
        constraints = [models.UniqueConstraint(fields=("place", "column"), name="column_once_in_place")]

    def __str__(self) -> str:
        return self.label
