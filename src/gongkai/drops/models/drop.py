"""Files dropped in at once: the documents among them, each a proposed item, and what lies beside them."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Column, Item
from gongkai.kernel.models import Department, Organ, Person, StoredFile


class DropState(models.TextChoices):
    """Where a drop stands."""

    READING = "reading", "正在读取"
    READ = "read", "已读出"
    CLEARED = "cleared", "已清理"


class DocumentState(models.TextChoices):
    """Where a document of a drop stands."""

    WAITING = "waiting", "正在读取"
    READ = "read", "待核对"
    UNREADABLE = "unreadable", "没有读出"
    MADE = "made", "已生成信息"
    DISMISSED = "dismissed", "不用"


class Drop(models.Model):
    """What somebody dropped in at once, for a department."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="drops")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="drops")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drops")
    at = models.DateTimeField("投放时间")
    state = models.CharField(max_length=10, choices=DropState.choices, default=DropState.READING)
    note = models.CharField("说明", max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("organ", "-id"), name="drop_by_organ"),
            models.Index(fields=("department", "-id"), name="drop_by_department"),
        ]

    def __str__(self) -> str:
        return f"drop {self.pk}"


class DropDocument(models.Model):
    """A document of a drop: what was read of it, kept until it becomes an item or is dismissed."""

    drop = models.ForeignKey(Drop, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    folder = models.CharField("文件夹", max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.WAITING)
    reason = models.CharField("没有读出的原因", max_length=500, blank=True, default="")
    # False for a scan and for what could not be read: the file itself then goes along as an attachment.
    has_text = models.BooleanField(default=True)
    # How often reading began: what kills its worker is given up after a few times.
    attempts = models.PositiveSmallIntegerField(default=0)
    # Field → {value, source, where, is_sure, doubt, others}; see proposals.py.
    proposal = models.JSONField(default=dict)
    body_html = models.TextField("正文", blank=True, default="")
    # Stored file ids of the pictures which the body shows as «picture:<digest>».
    pictures = models.JSONField(default=list)
    listed = models.JSONField("正文列出的附件", default=list)
    notes = models.JSONField(default=list)
    column = models.ForeignKey(Column, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.CharField("主题分类", max_length=40, blank=True, default="")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The policy of the same drop that this one interprets; linked as soon as that is an item as well.
    interprets = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="interpretations"
    )
    # Somebody said that this is a document of its own, whatever its name.
    is_separate = models.BooleanField(default=False)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        ordering = ("drop", "position", "id")
        indexes = [models.Index(fields=("state", "drop"), name="drop_document_by_state")]

    def __str__(self) -> str:
        return self.name


class DropFile(models.Model):
    """What lies beside the documents: an attachment of one of them, or a file that was refused, with why."""

    drop = models.ForeignKey(Drop, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    folder = models.CharField("文件夹", max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(
        DropDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="files"
    )
    how = models.CharField("归入的根据", max_length=250, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    refusal = models.CharField("没有收的原因", max_length=500, blank=True, default="")

    class Meta:
        ordering = ("drop", "position", "id")

    def __str__(self) -> str:
        return self.name
