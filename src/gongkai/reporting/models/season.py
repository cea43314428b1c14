"""The year's calendar of reporting and the authority's template: what the district asks for, by when."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ


class SeasonStep(models.Model):
    """A date of an authority's reporting season that takes the place of, or joins, the usual one.

    `month` and `day` lie in the year after the reported one, or in the reported year when `in_reported_year`.
    """

    authority = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="season_steps")
    code = models.SlugField(max_length=30)
    label = models.CharField("事项", max_length=60)
    month = models.PositiveSmallIntegerField("月")
    day = models.PositiveSmallIntegerField("日")
    in_reported_year = models.BooleanField("在报告年度之内", default=False)
    hint = models.CharField("说明", max_length=200, blank=True, default="")
    is_dropped = models.BooleanField("不设这一环节", default=False)

    class Meta:
        ordering = ("authority", "-in_reported_year", "month", "day")
        constraints = [models.UniqueConstraint(fields=("authority", "code"), name="season_step_once")]

    def __str__(self) -> str:
        return self.label


class OutlineHeading(models.Model):
    """A heading of an authority's template: where it stands, how it is worded, what the writer is asked for.

    With none of its own an authority uses the usual outline, which is data of the law's room.
    """

    authority = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="outline_headings")
    section = models.CharField(max_length=12)
    head = models.CharField(max_length=20, blank=True, default="")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField("小标题", max_length=60)
    prompt = models.CharField("写什么", max_length=300, blank=True, default="")
    draft = models.TextField("起草的底稿", blank=True, default="")

    class Meta:
        ordering = ("authority", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=("authority", "section", "position"), name="outline_heading_once")
        ]

    def __str__(self) -> str:
        return self.heading
