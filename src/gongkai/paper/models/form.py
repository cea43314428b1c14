"""Printed sheets: what was printed of which content, and whether it came back signed."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Expedited, Item
from gongkai.kernel.models import Organ, Person, StoredFile


class FormKind(models.TextChoices):
    """Which sheet; the value is also the code of its letter."""

    REVIEW = "publication_review_sheet", "公开审查表"
    APPROVAL = "publication_approval_sheet", "呈批单"


class FormState(models.TextChoices):
    """Where a sheet stands."""

    OUT = "out", "待签回"
    RETURNED = "returned", "已登记"
    REFUSED = "refused", "签字人不同意"
    VOID = "void", "已作废"


class PaperForm(models.Model):
    """One printed sheet: it stands for the item's content with `digest`, and for nothing else."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="paper_forms")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="paper_forms")
    # A sheet that makes good what went out in haste.
    expedited = models.ForeignKey(
        Expedited, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_forms"
    )
    kind = models.CharField("种类", max_length=40, choices=FormKind.choices)
    code = models.CharField("编号", max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    steps = models.JSONField("要签字的各步", default=list)
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField("页数", default=1)
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField("打印时间")
    state = models.CharField(max_length=8, choices=FormState.choices, default=FormState.OUT)
    # The newest scan of it, signed as far as it was then.
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("登记、作废时间", null=True, blank=True)
    closed_reason = models.CharField("作废、不同意的理由", max_length=500, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("organ", "state", "-id"), name="paper_form_by_state"),
            models.Index(fields=("item", "state"), name="paper_form_by_item"),
        ]

    def __str__(self) -> str:
        return self.code


class PrintRun(models.Model):
    """Sheets printed at once; their PDF is made by the worker."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("打印时间")
    forms = models.ManyToManyField(PaperForm, related_name="runs")
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    failure = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"print run {self.pk}"


class PaperTemplate(models.Model):
    """A docx lay-out an organ put in the standard one's place; older ones are kept."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="paper_templates")
    kind = models.CharField("种类", max_length=40, choices=FormKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField("启用时间")
    until = models.DateTimeField("停用时间", null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("organ", "kind", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("organ", "kind"), condition=models.Q(until=None), name="one_paper_template_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.kind
