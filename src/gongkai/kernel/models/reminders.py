"""Where staff want to be reminded: an address of their own choosing, sealed like every address."""

from __future__ import annotations

from django.db import models

from gongkai.kernel.models.messages import Channel
from gongkai.kernel.models.people import Person
from gongkai.kernel.models.private import PrivateKey


class Reminder(models.Model):
    """A person's wish to be told each working day what waits; `told_on` is the day it was last looked at."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reminder")
    key = models.OneToOneField(PrivateKey, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    sealed_address = models.TextField()
    masked = models.CharField("地址", max_length=60)
    weekly = models.BooleanField("每周第一个工作日的汇总", default=False)
    told_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.masked
