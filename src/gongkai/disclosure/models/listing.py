"""Slots: the place an item takes in each public list, for good."""

from __future__ import annotations

from django.db import models

from gongkai.disclosure.models.item import Item


class ListState(models.Model):
    """A public list: its last slot and how many live items it holds."""

    key = models.CharField(max_length=80, unique=True)
    last_slot = models.PositiveIntegerField(default=0)
    live_total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class ListSlot(models.Model):
    """One item's slot in one list; pages are slots in twenties, counted from the oldest."""

    list_key = models.CharField(max_length=80)
    slot = models.PositiveIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="slots")
    is_live = models.BooleanField(default=True)

    class Meta:
        ordering = ("list_key", "slot")
        constraints = [
            models.UniqueConstraint(fields=("list_key", "slot"), name="slot_unique_in_list"),
            models.UniqueConstraint(fields=("list_key", "item"), name="item_once_in_list"),
        ]

    def __str__(self) -> str:
        return f"{self.list_key}@{self.slot}"
