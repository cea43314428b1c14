"""Editions: what the public was shown, when, unchangeable."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.column import Column
from gongkai.disclosure.models.item import Item, ItemText
from gongkai.kernel.models import Department, Person, StoredFile


class EditionKind(models.TextChoices):
    """What made the edition."""

    FIRST = "first", "首次公开"
    LIGHT = "light", "勘误"
    FULL = "full", "修改"
    REPUBLISH = "republish", "重新公开"
    VALIDITY = "validity", "有效性变更"
    LEGACY = "legacy", "历史存量"


class Edition(ItemText):
    """One published state of an item. This row is immutable: triggers refuse every change but a purge."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    kind = models.CharField(max_length=10, choices=EditionKind.choices)
    organ_name = models.CharField(max_length=100)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    department_name = models.CharField(max_length=60)
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+")
    index_number = models.CharField("索引号", max_length=60)
    published_at = models.DateTimeField("发布日期")
    reason = models.CharField("原因", max_length=300, blank=True, default="")
    publisher = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10, default="sha256")
    purged_at = models.DateTimeField(null=True, blank=True)
    body_html = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("item", "number")
        constraints = [
            models.UniqueConstraint(fields=("item", "number"), name="edition_number_unique_in_item")
        ]

    def __str__(self) -> str:
        return f"{self.title} #{self.number}"


class EditionAttachment(models.Model):
    """A file an edition carries; a picture of the body has no name to show."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="edition_uses")
    name = models.CharField(max_length=150, blank=True)
    position = models.PositiveSmallIntegerField()
    is_picture = models.BooleanField(default=False)

    class Meta:
        ordering = ("edition", "position", "id")

    def __str__(self) -> str:
        return self.name
