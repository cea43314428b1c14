"""The decision: an outcome for each piece of information, one row of the report, and what is given out."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models import Person, PrivateFile
from gongkai.requests.models.case import Case
from gongkai.requests.models.letters import Letter


class Decision(models.Model):
    """What the organ decided on a case: the one record behind letter, remedy notice and report cell."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField("结果", max_length=30)
    report_row = models.CharField("年报表三的行", max_length=12)
    articles = models.JSONField("依据", default=list)
    remedy = models.JSONField("救济告知", default=dict)
    made_on = models.DateField("决定日期", null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(superseded_at=None), name="one_standing_decision"
            )
        ]

    def __str__(self) -> str:
        return self.outcome


class DecisionPart(models.Model):
    """The decision on one piece of information: an outcome, its grounds, and the facts that carry it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    sealed_title = models.TextField()
    outcome = models.CharField("结果", max_length=30)
    grounds = models.JSONField("不予公开理由", default=list)
    sealed_facts = models.TextField()

    class Meta:
        ordering = ("decision", "position")

    def __str__(self) -> str:
        return self.outcome


class GivenFile(models.Model):
    """A file that goes out with the reply: the source, what screening found, and the redacted copy."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="given_files")
    source = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    redacted = models.ForeignKey(
        PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed_name = models.TextField()
    boxes = models.JSONField("遮盖区域", default=list)
    redacted_by = models.ForeignKey(
        Person, verbose_name="遮盖人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    passed = models.JSONField("放行的发现", default=list)
    looked_by = models.ForeignKey(
        Person, verbose_name="复核人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return f"#{self.pk}"


class PartyKind(models.TextChoices):
    """Who is asked; what silence means depends on it (articles 32, 34)."""

    THIRD_PARTY = "third_party", "第三方"
    CO_MAKER = "co_maker", "共同制作机关"
    OTHER_ORGAN = "other_organ", "其他机关"


class Answer(models.TextChoices):
    """What somebody consulted answered."""

    AGREES = "agrees", "同意公开"
    OBJECTS = "objects", "不同意公开"
    PARTLY = "partly", "同意部分公开"
    SILENT = "silent", "逾期未答复"


class Consultation(models.Model):
    """A question to a third party, a co-maker or another organ: a sub-case with its own letter and clock."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    party = models.CharField("对象", max_length=12, choices=PartyKind.choices)
    sealed_party = models.TextField()
    masked = models.CharField("名称", max_length=60)
    sealed_content = models.TextField()
    letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    sent_on = models.DateField("发出日期", null=True, blank=True)
    received_on = models.DateField("对方收到日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("意见", max_length=10, choices=Answer.choices, blank=True, default="")
    sealed_reasons = models.TextField(blank=True, default="")
    reasonable = models.BooleanField("理由合理", null=True, blank=True)
    override_reason = models.CharField("公共利益决定公开的理由", max_length=300, blank=True, default="")
    override_letter = models.ForeignKey(
        Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="overridden_consultations"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return self.masked


class FeeNotice(models.Model):
    """A demand for the information processing fee (国办函〔2020〕109号). Amounts are in 分."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fee_notices")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="fee_notices")
    standard = models.CharField("标准", max_length=8, choices=[("items", "按件"), ("pages", "按量")])
    quantity = models.PositiveIntegerField("件数（页数）")
    already = models.PositiveIntegerField("当月已计件数", default=0)
    amount_fen = models.PositiveBigIntegerField("金额（分）")
    bands = models.JSONField(default=list)
    pay_by = models.DateField("缴费期限", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    receipt_number = models.CharField("财政票据号", max_length=40, blank=True, default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case", "id")

    def __str__(self) -> str:
        return f"{self.amount_fen}"
