"""Figures that live outside the system: entered or imported by a person, with their source."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Organ, Person
from gongkai.reporting.models.report import Origin


class EnteredFigure(models.Model):
    """One figure of an organ's year. Rows are only added: the newest of a key is the one that holds.

    `key` is a cell («table2/licensing») or a named figure («wechat»). `value` is in ten-thousandths, so that
    counts and 万元 are both exact; None takes an earlier entry back.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="entered_figures")
    year = models.PositiveSmallIntegerField("年度")
    key = models.CharField("指标", max_length=60)
    value = models.BigIntegerField("数值", null=True)
    source = models.CharField("数据来源", max_length=200)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.ENTERED)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=("organ", "year", "key", "-id"), name="entered_by_key")]

    def __str__(self) -> str:
        return f"{self.year} {self.key}"
