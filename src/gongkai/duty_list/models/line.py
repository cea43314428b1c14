"""Lines of the duty list, and what was done about each term of a line."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Column, Item
from gongkai.kernel.models import Department, Organ, Person
from gongkai.law.duty_list import Rhythm, RhythmKind


class DutyLine(models.Model):
    """One thing an organ has to publish: what, by whom, how often, where (articles 19 to 21, 26)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="duty_lines")
    serial = models.CharField("序号", max_length=20, blank=True, default="")
    level1 = models.CharField("一级事项", max_length=100, blank=True, default="")
    level2 = models.CharField("二级事项", max_length=100)
    content = models.CharField("公开内容", max_length=800, blank=True, default="")
    statutory_class = models.CharField("法定公开类别", max_length=40, blank=True, default="")
    basis = models.CharField("公开依据", max_length=800, blank=True, default="")
    department = models.ForeignKey(
        Department, verbose_name="责任科室", null=True, blank=True, on_delete=models.PROTECT,
        related_name="duty_lines",
    )  # fmt: skip
    contact = models.ForeignKey(
        Person, verbose_name="联系人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rhythm_text = models.CharField("公开时限原文", max_length=200, blank=True, default="")
    rhythm_kind = models.CharField(
        "公开周期", max_length=12, choices=[(kind.value, kind.label) for kind in RhythmKind]
    )
    due_month = models.PositiveSmallIntegerField("周期内第几个月", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("几日前", null=True, blank=True)
    is_following = models.BooleanField("在下一周期公开", default=False)
    within_workdays = models.PositiveSmallIntegerField("几个工作日内", null=True, blank=True)
    within_days = models.PositiveSmallIntegerField("几日内", null=True, blank=True)
    check_months = models.PositiveSmallIntegerField("每几个月核对一次", null=True, blank=True)
    column = models.ForeignKey(
        Column, verbose_name="栏目", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    audience = models.CharField("公开对象", max_length=100, blank=True, default="")
    channel = models.CharField("公开渠道", max_length=200, blank=True, default="")
    active_from = models.DateField("自何日起")
    active_until = models.DateField("至何日止", null=True, blank=True)
    retired_reason = models.CharField("停用原因", max_length=200, blank=True, default="")
    source = models.CharField("来源", max_length=150, blank=True, default="")
    template = models.ForeignKey(
        Item, verbose_name="起草样本", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        ordering = ("organ", "position", "id")
        indexes = [models.Index(fields=("organ", "active_until"), name="duty_line_by_organ")]

    def __str__(self) -> str:
        return self.level2

    @property
    def rhythm(self) -> Rhythm:
        """When the line is due."""
        return Rhythm(
            kind=RhythmKind(self.rhythm_kind), month=self.due_month, day=self.due_day,
            follows=self.is_following, workdays=self.within_workdays, days=self.within_days,
            check_months=self.check_months,
        )  # fmt: skip

    @rhythm.setter
    def rhythm(self, rhythm: Rhythm) -> None:
        self.rhythm_kind, self.due_month, self.due_day = rhythm.kind.value, rhythm.month, rhythm.day
        self.is_following, self.within_workdays = rhythm.follows, rhythm.workdays
        self.within_days, self.check_months = rhythm.days, rhythm.check_months


class FilingKind(models.TextChoices):
    """How a term of a line was met."""

    ITEM = "item", "信息"
    ZERO = "zero", "零报告"
    NOT_APPLICABLE = "not_applicable", "本期不适用"


class DutyFiling(models.Model):
    """What a term of a line was met with: an item, a zero report, or a reason why it does not apply.

    A term has several items or one of the others. It is met by an item once the item is public.
    """

    line = models.ForeignKey(DutyLine, on_delete=models.PROTECT, related_name="filings")
    period = models.CharField("所属期", max_length=10)
    due_on = models.DateField("期限")
    kind = models.CharField(max_length=14, choices=FilingKind.choices)
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="duty_filings"
    )
    reason = models.CharField("说明", max_length=300, blank=True, default="")
    is_automatic = models.BooleanField("系统关联", default=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("line", "period", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("line", "period", "item"), condition=models.Q(item__isnull=False),
                name="duty_item_once_per_term",
            ),
            models.UniqueConstraint(
                fields=("line", "period"), condition=models.Q(item__isnull=True),
                name="duty_one_answer_per_term",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="item", item__isnull=False)
                | (~models.Q(kind="item") & models.Q(item__isnull=True)),
                name="duty_filing_item_matches_kind",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=("period", "line"), name="duty_filing_by_period")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.period}"


class DutyCall(models.Model):
    """The office reminded a department of what is due in a month."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="duty_calls")
    month = models.DateField("月份")
    text = models.CharField("提醒", max_length=300)
    count = models.PositiveSmallIntegerField("未办行数")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.department_id} {self.month}"


class StandingCount(models.Model):
    """How many standing pages of an organ were missing or too old when last looked at, for the home page."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField("待更新的栏目")
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.count}"
