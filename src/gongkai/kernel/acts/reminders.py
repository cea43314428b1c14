"""Asking to be reminded, and giving it up; each person for themselves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.kernel import private
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.messages import Channel, checked_address, ready_channels
from gongkai.kernel.models import Organ, Person, PrivateKey, Reminder, RoleGrant

ADDRESS = "reminder.address"
_CLOSED = "本系统没有开通{channel}，请选择别的渠道。"


def ask_for_reminders(
    *, actor: Person, channel: str, address: str, weekly: bool = False, now: datetime
) -> Reminder:
    """Keep where the actor wants to be told what waits; an earlier address goes for good.

    Raises InputRefused for a channel that is not there or an address that cannot be right.
    """
    if channel not in Channel.values or Channel(channel) not in ready_channels():
        text = _CLOSED.format(channel=dict(Channel.choices).get(channel, channel))
        raise InputRefused(text, fields={"channel": text})
    checked = checked_address(Channel(channel), address)
    if home_of(actor) is None:
        raise ActRefused("您还没有角色，没有要提醒的事。")
    with transaction.atomic():
        old = _dropped(actor, now)
        key = private.new_key(now)
        return Reminder.objects.create(
            person=actor, key=key, channel=channel, weekly=weekly, masked=_mask(channel, checked),
            sealed_address=private.seal_text(key, checked, context=ADDRESS), changed_at=now,
            told_on=old,
        )  # fmt: skip


def stop_reminders(*, actor: Person, now: datetime) -> None:
    """Give reminders up; the address is destroyed. Raises NotVisible where there are none."""
    with transaction.atomic():
        if not Reminder.objects.filter(person=actor).exists():
            raise NotVisible
        _dropped(actor, now)


def forget_leavers(now: datetime) -> int:
    """Destroy the addresses of people who no longer sign in."""
    gone = list(Person.objects.filter(is_active=False).exclude(reminder=None))
    for person in gone:
        with transaction.atomic():
            _dropped(person, now)
    return len(gone)


def home_of(person: Person) -> Organ | None:
    """The organ in whose name a person is reminded: that of their first role."""
    grant = RoleGrant.objects.filter(person=person, ended_at=None).select_related("organ").first()
    return grant.organ if grant else None


def _dropped(person: Person, now: datetime) -> date | None:
    row = Reminder.objects.select_for_update().filter(person=person).first()
    if row is None:
        return None
    key, told_on = PrivateKey.objects.get(pk=row.key_id), row.told_on
    row.delete()
    private.destroy(key, now=now)
    return told_on


def _mask(channel: str, address: str) -> str:
    if channel == Channel.EMAIL:
        name, _, host = address.partition("@")
        return f"{name[:2]}***@{host}"[:60]
    return f"{address[:3]}****{address[-2:]}"
