"""Information items: the working copy that people write on, and where it stands."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.column import Column, Outlet
from gongkai.kernel.models import Department, Organ, Person, StoredFile


class PublicState(models.TextChoices):
    """What the public sees of an item."""

    NONE = "none", "未公开"
    LIVE = "live", "已公开"
    WITHDRAWN = "withdrawn", "已撤回"
    TAKEN_DOWN = "taken_down", "已紧急撤下"
    WITHHELD = "withheld", "不公开"


class WorkState(models.TextChoices):
    """Where the work on the working copy stands."""

    IDLE = "idle", "无在办"
    DRAFT = "draft", "起草中"
    IN_REVIEW = "in_review", "审核中"
    REFERRED = "referred", "已报请保密审查"
    APPROVED = "approved", "已通过，待发布"
    SCHEDULED = "scheduled", "定时发布"


class WorkKind(models.TextChoices):
    """What the present round of work is for."""

    FIRST = "first", "首次公开"
    LIGHT = "light", "勘误"
    FULL = "full", "修改"
    REPUBLISH = "republish", "重新公开"
    VALIDITY = "validity", "变更有效性"


class ItemText(models.Model):
    """The fields an item's working copy and its editions share, in one place so that they cannot drift."""

    title = models.CharField("名称", max_length=200)
    summary = models.CharField("内容概述", max_length=500, blank=True, default="")
    doc_number = models.CharField("文号", max_length=60, blank=True, default="")
    issuer = models.CharField("发布机构", max_length=200, blank=True, default="")
    formed_on = models.DateField("成文日期", null=True, blank=True)
    origin = models.CharField("信息来源", max_length=200, blank=True, default="")
    is_obtained = models.BooleanField("从其他主体获取", default=False)
    topic = models.CharField("主题分类", max_length=40)
    genre = models.CharField("体裁", max_length=40)
    statutory_class = models.CharField("法定公开类别", max_length=40, blank=True, default="")
    statistical_category = models.CharField("统计类别", max_length=40)
    keywords = models.CharField("关键词", max_length=120, blank=True, default="")
    audience = models.CharField("服务对象", max_length=60, blank=True, default="")
    validity = models.CharField("有效性", max_length=40, default="not_applicable")
    validity_note = models.CharField("有效性说明", max_length=200, blank=True, default="")
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    mode = models.CharField("公开方式", max_length=40, default="proactive")
    ground = models.CharField("不予公开理由", max_length=40, blank=True, default="")
    time_class = models.CharField("时限类别", max_length=40, default="long_term")
    outlet = models.CharField("发布去处", max_length=6, choices=Outlet.choices, default=Outlet.HERE)

    class Meta:
        abstract = True


#: Names of the fields above, in order: what an edition copies and a review vouches for.
TEXT_FIELDS = tuple(field.name for field in ItemText._meta.local_fields)


class Item(ItemText):
    """A piece of government information of an organ (article 2), from first draft to archive.

    Two states side by side: what the public sees, and where the work on the next edition stands.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="items")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="items")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="items")
    public_state = models.CharField(max_length=10, choices=PublicState.choices, default=PublicState.NONE)
    work_state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.DRAFT)
    work_kind = models.CharField(max_length=10, choices=WorkKind.choices, default=WorkKind.FIRST)
    review_step = models.CharField(max_length=12, blank=True, default="")
    work_reason = models.CharField("本次修改原因", max_length=300, blank=True, default="")
    returned_reason = models.CharField("退回理由", max_length=500, blank=True, default="")
    approved_digest = models.CharField(max_length=64, blank=True, default="")
    scheduled_for = models.DateTimeField("定时发布时间", null=True, blank=True)
    schedule_error = models.CharField(max_length=300, blank=True, default="")
    drafter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafted_items")
    last_editor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="edited_items")
    #: Who wrote the draft in the drafter's name; nobody when the drafter did it himself.
    entered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="entered_items"
    )
    created_at = models.DateTimeField("起草时间")
    changed_at = models.DateTimeField("最后修改时间")
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    index_number = models.CharField("索引号", max_length=60, blank=True, default="")
    first_published_at = models.DateTimeField("首次公开时间", null=True, blank=True)
    published_at = models.DateTimeField("发布日期", null=True, blank=True)
    live_edition = models.ForeignKey(
        "disclosure.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True, default="")
    reassess_on = models.DateField("下次复查日期", null=True, blank=True)
    is_legacy = models.BooleanField("历史存量", default=False)
    external_key = models.CharField("来源编号", max_length=100, blank=True, default="")
    body_html = models.TextField("正文", blank=True, default="")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("index_number",),
                condition=~models.Q(index_number=""),
                name="index_number_unique",
            ),
            models.UniqueConstraint(
                fields=("organ", "external_key"),
                condition=~models.Q(external_key=""),
                name="external_key_unique_in_organ",
            ),
        ]
        indexes = [
            models.Index(fields=("organ", "-id"), name="item_by_organ"),
            models.Index(fields=("organ", "work_state", "-id"), name="item_by_work"),
            # Of one organ, and of all organs an authority supervises: the newest publication first.
            models.Index(fields=("organ", "-published_at", "-id"), name="item_by_publication"),
            models.Index(fields=("-published_at", "-id"), name="item_by_publication_anywhere"),
            models.Index(fields=("-id",), name="item_by_legacy", condition=models.Q(is_legacy=True)),
            models.Index(
                fields=("organ", "formed_on", "id"),
                name="item_by_formation",
                condition=models.Q(public_state="none"),
            ),
            models.Index(fields=("department", "-id"), name="item_by_department"),
            models.Index(fields=("column", "-id"), name="item_by_column"),
            models.Index(fields=("organ", "title"), name="item_by_title"),
            models.Index(fields=("doc_number",), name="item_by_doc_number"),
            models.Index(
                fields=("expires_on",), name="item_by_expiry", condition=models.Q(public_state="live")
            ),
            # Only what is withheld bears a date; a condition on the state would not be recognised by SQLite.
            models.Index(
                fields=("organ", "reassess_on"),
                name="item_by_reassessment",
                condition=models.Q(reassess_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attachment(models.Model):
    """A file of the working copy, in order."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("附件名称", max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("item", "position", "id")

    def __str__(self) -> str:
        return self.name


class ItemPicture(models.Model):
    """A picture the body shows, named in it as «picture:<digest>»."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="pictures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("item", "file"), name="picture_once_per_item")]

    def __str__(self) -> str:
        return f"picture {self.pk}"


class Relation(models.Model):
    """A policy document and an interpretation of it; shown on both."""

    policy = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interpretations")
    interpretation = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interprets")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("policy", "interpretation"), name="relation_once"),
            models.CheckConstraint(
                condition=~models.Q(policy=models.F("interpretation")), name="relation_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} ← {self.interpretation_id}"
