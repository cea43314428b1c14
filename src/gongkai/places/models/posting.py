"""Postings: an item in a place, from «to be posted» to «taken off»."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models import Item
from gongkai.kernel.models import Person
from gongkai.places.models.place import Place, PlaceColumn


class PostingState(models.TextChoices):
    """Where the posting of an item in a place stands."""

    TO_POST = "to_post", "待登载"
    POSTED = "posted", "已登载"
    CHANGED = "changed", "内容有更新，待改"
    GONE = "gone", "登载平台上找不到"
    TO_TAKE_OFF = "to_take_off", "应从登载平台撤下"
    TAKEN_OFF = "taken_off", "已撤下"
    NOT_NEEDED = "not_needed", "不须登载"


class Posting(models.Model):
    """An item in a place; there is one row for the two however often it is posted, corrected, taken off."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="postings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="postings")
    place_column = models.ForeignKey(PlaceColumn, on_delete=models.PROTECT, related_name="postings")
    state = models.CharField(max_length=12, choices=PostingState.choices, default=PostingState.TO_POST)
    #: The edition that was posted last, and the fingerprint of what of it is shown there.
    edition = models.PositiveIntegerField("登载的版次", null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    address = models.URLField("登载网址", max_length=500, blank=True, default="")
    registered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField("登记时间", null=True, blank=True)
    due_on = models.DateField("最迟登载日期", null=True, blank=True)
    since = models.DateTimeField("进入现在状态的时间")
    #: The text of their page as it was opened last, digested, to notice edits over there; and when that was.
    page_print = models.CharField(max_length=64, blank=True, default="")
    page_opened_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField("最近一次对照看到", null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=("item", "place"), name="posting_once_in_place")]
        indexes = [models.Index(fields=("place", "state", "id"), name="posting_by_state")]

    def __str__(self) -> str:
        return f"{self.item_id} @ {self.place_id}"
