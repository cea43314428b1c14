"""The written parts of a report, and the tasks that section 五 speaks from."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Department, Organ, Person
from gongkai.reporting.models.report import AnnualReport, ReportEdition


class Passage(models.Model):
    """Some paragraphs of an edition under one heading.

    `section` is a section code of the form or «opening», `head` the code of a prescribed head or empty.
    `text` is plain, a paragraph a line; a figure stands in it as its name in double braces and is filled in
    when shown.
    """

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="passages")
    section = models.CharField(max_length=12)
    head = models.CharField(max_length=20, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField("小标题", max_length=60, blank=True, default="")
    text = models.TextField("正文", blank=True, default="")
    #: Written by the system and not yet touched by anybody.
    is_draft = models.BooleanField(default=True)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("edition", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=("edition", "section", "position"), name="passage_once_in_place")
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.heading}"


class ImprovementTask(models.Model):
    """A fault found in a year's work and the measure against it (section 五): whose, until when, proved how.

    The next report answers it: `answer` is the sentence it prints.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="improvement_tasks")
    year = models.PositiveSmallIntegerField("报告年度")
    position = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField("存在的问题", max_length=300)
    measure = models.CharField("改进措施", max_length=500)
    department = models.ForeignKey(
        Department, verbose_name="责任科室", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField("完成期限", null=True, blank=True)
    evidence = models.CharField("完成情况和佐证", max_length=500, blank=True, default="")
    done_on = models.DateField("完成日期", null=True, blank=True)
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    rechecked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recheck_passed = models.BooleanField("复查结果", null=True, blank=True)
    recheck_note = models.CharField("复查意见", max_length=300, blank=True, default="")
    answer = models.CharField("在下一年年报中的答复", max_length=500, blank=True, default="")
    dropped_reason = models.CharField("不再列入的理由", max_length=300, blank=True, default="")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("登记时间")
    changed_at = models.DateTimeField("最后修改时间")

    class Meta:
        ordering = ("organ", "year", "position", "id")
        indexes = [
            models.Index(
                fields=("organ", "due_on"), name="task_open_by_due", condition=models.Q(done_on=None)
            )
        ]

    def __str__(self) -> str:
        return self.fault


class Letter(models.Model):
    """A word between the authority and an organ about a report: reminder, pre-check, return. Only added."""

    class Kind(models.TextChoices):
        """What it is."""

        REMINDER = "reminder", "催报"
        PRECHECK = "precheck", "预审意见"
        RETURN = "return", "退回"
        ACCEPTED = "accepted", "审核通过"

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    report = models.ForeignKey(
        AnnualReport, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField("内容", max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("organ", "year"), name="letter_by_organ_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
