"""A document an organ made, how it is to be disclosed, and every decision about that."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Item
from gongkai.kernel.models import Department, Organ, Person


class Source(models.TextChoices):
    """Through which door an entry came."""

    ENTERED = "entered", "手工登记"
    IMPORTED = "imported", "登记簿导入"
    DROPPED = "dropped", "投放文件"
    ITEM = "item", "由信息补登"


class RegisterEntry(models.Model):
    """One document of an organ (article 2), registered when it was made; a blank `mode` is still open.

    Classified documents are not registered here. A blank title is one that is not registered on purpose.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="register_entries")
    year = models.PositiveSmallIntegerField("登记年度")
    number = models.PositiveIntegerField("登记序号")
    doc_number = models.CharField("文号", max_length=80, blank=True, default="")
    doc_number_written = models.CharField("文号原文", max_length=80, blank=True, default="")
    title = models.CharField("题名", max_length=200, blank=True, default="")
    formed_on = models.DateField("成文日期", null=True, blank=True)
    department = models.ForeignKey(
        Department, verbose_name="主办科室", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drafter_name = models.CharField("拟稿人", max_length=40, blank=True, default="")
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    copies = models.PositiveIntegerField("份数", null=True, blank=True)
    remark = models.CharField("备注", max_length=300, blank=True, default="")
    mode = models.CharField("公开属性", max_length=40, blank=True, default="")
    ground = models.CharField("不予公开的理由", max_length=40, blank=True, default="")
    ground_note = models.CharField("理由说明", max_length=200, blank=True, default="")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entries"
    )
    # A link somebody undid by hand is not made again by the program.
    keeps_apart = models.BooleanField("不自动关联", default=False)
    # A code of law.catalogue.PUBLICATION_LIMITS; blank: the linked item's column says it, else article 26.
    limit_kind = models.CharField("公开期限", max_length=40, blank=True, default="")
    # Published without an item of this system: when, and where.
    published_on = models.DateField("公开日期", null=True, blank=True)
    published_where = models.CharField("公开的地方", max_length=200, blank=True, default="")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ENTERED)
    registered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who follows the document up; passes on when somebody leaves. Blank: whoever registered it.
    minder = models.ForeignKey(
        Person, verbose_name="经办人", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField("登记时间")
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("最后修改时间")
    reassess_on = models.DateField("下次复查日期", null=True, blank=True)
    reassessed_on = models.DateField("最近复查日期", null=True, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField("作废理由", max_length=200, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("organ", "year", "number"), name="register_serial_unique"),
            models.UniqueConstraint(
                fields=("organ", "doc_number"),
                condition=models.Q(voided_at=None) & ~models.Q(doc_number=""),
                name="register_number_unique_in_organ",
            ),
        ]
        indexes = [
            models.Index(fields=("organ", "-id"), name="register_by_organ"),
            models.Index(fields=("department", "-id"), name="register_by_department"),
            models.Index(fields=("organ", "mode", "formed_on"), name="register_by_mode"),
            models.Index(
                fields=("organ", "reassess_on"),
                name="register_by_reassessment",
                condition=models.Q(reassess_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.doc_number or self.serial

    @property
    def serial(self) -> str:
        """The entry's own number, as 2026-0013."""
        return f"{self.year}-{self.number:04d}"


class DecisionKind(models.TextChoices):
    """On what occasion the attribute was decided."""

    SET = "set", "确定公开属性"
    CHANGED = "changed", "变更公开属性"
    REASSESSED = "reassessed", "复查（条例第十八条）"


class AttributeDecision(models.Model):
    """What was decided about an entry's attribute, when, by whom and why. Rows never change: triggers."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    before_mode = models.CharField(max_length=40, blank=True, default="")
    before_ground = models.CharField(max_length=40, blank=True, default="")
    mode = models.CharField(max_length=40, blank=True, default="")
    ground = models.CharField(max_length=40, blank=True, default="")
    ground_note = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField("理由", max_length=300, blank=True, default="")
    next_on = models.DateField("下次复查日期", null=True, blank=True)

    class Meta:
        ordering = ("entry", "id")

    def __str__(self) -> str:
        return self.get_kind_display()
