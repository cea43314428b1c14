"""Reviews and what belongs to them: overrides, allow-list, haste made good, re-assessment."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.item import Item
from gongkai.kernel.models import Organ, Person, StoredFile


class ReviewResult(models.TextChoices):
    """What a reviewer found."""

    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回修改"
    REFERRED = "referred", "报请保密行政管理部门或主管部门确定"
    ORAL = "oral", "口头同意（急件）"
    CONFIRMED = "confirmed", "补办书面手续"
    BATCH = "batch", "存量成批审查"


class ReviewRecord(models.Model):
    """Who looked at which content, on what ground, when, with what result (article 17)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reviews")
    step = models.CharField(max_length=12)
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, choices=ReviewResult.choices)
    ground = models.CharField("依据", max_length=200)
    note = models.CharField("意见", max_length=500, blank=True, default="")
    referred_to = models.CharField("报送单位", max_length=100, blank=True, default="")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("时间")
    # A look taken on paper: when the reviewer signed, the signed sheet, and who entered it here.
    signed_on = models.DateField("签字日期", null=True, blank=True)
    paper = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(
        Person, verbose_name="登记人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("item", "id")

    def __str__(self) -> str:
        return self.get_result_display()


class Override(models.Model):
    """A finding of screening that a reviewer let pass, with the reason."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="overrides")
    check_id = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    masked = models.CharField(max_length=60)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("item", "check_id", "key"), name="override_once_per_finding")
        ]

    def __str__(self) -> str:
        return self.masked


class AllowedValue(models.Model):
    """A number that is meant to be public, such as the office's own mobile; kept as a keyed hash."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="allowed_values")
    key = models.CharField(max_length=64)
    masked = models.CharField(max_length=60)
    note = models.CharField("用途", max_length=100)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organ", "key"), name="allowed_once_in_organ")]

    def __str__(self) -> str:
        return self.masked


class Expedited(models.Model):
    """A publication approved by word of mouth, and the paper that must follow."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="expedited")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField("口头同意方式", max_length=100)
    reason = models.CharField("紧急事由", max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    paper_due = models.DateField("补办期限")
    settled_at = models.DateTimeField("补办时间", null=True, blank=True)
    paper = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("paper_due",), name="expedited_open", condition=models.Q(settled_at=None))
        ]

    def __str__(self) -> str:
        return self.reason


class Reassessment(models.Model):
    """A second look at what is not disclosed (article 18)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reassessments")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opens = models.BooleanField("可以公开")
    note = models.CharField("意见", max_length=500)
    next_on = models.DateField("下次复查日期", null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.note
