"""The folder of a year: its pieces with numbers that stay, how long each is kept, and the file made of it."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Column, Item
from gongkai.kernel.models import Organ, Person


class FolderState(models.TextChoices):
    """How far the making of a folder has come."""

    WAITING = "waiting", "正在生成"
    READY = "ready", "可以下载"
    FAILED = "failed", "没有生成"
    CLEARED = "cleared", "已清理"


class YearFolder(models.Model):
    """One making of the folder of an organ's year; the zip lies where the web does not reach, for a while."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="year_folders")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField(max_length=8, choices=FolderState.choices, default=FolderState.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    made_at = models.DateTimeField("生成时间", null=True, blank=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    digest = models.CharField(max_length=64, blank=True, default="")
    pieces = models.PositiveIntegerField("件数", default=0)
    #: What is missing from it and why, a Chinese sentence each.
    gaps = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=("organ", "-id"), name="year_folder_by_organ")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}"

    @property
    def name(self) -> str:
        """What the zip is called on disk."""
        return f"folder-{self.pk}.zip"


class FolderPiece(models.Model):
    """A piece (件) of a year's folder. Its number (件号) is drawn once and stays, whatever is made anew."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="folder_pieces")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("件号")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="folder_piece")

    class Meta:
        ordering = ("organ", "year", "number")
        constraints = [
            models.UniqueConstraint(fields=("organ", "year", "number"), name="piece_number_once_in_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:04d}"


class ColumnRetention(models.Model):
    """How long what stands in a column is kept, where the organ decided otherwise than the default."""

    column = models.OneToOneField(Column, on_delete=models.PROTECT, related_name="retention")
    retention = models.CharField("保管期限", max_length=20)

    def __str__(self) -> str:
        return self.retention
