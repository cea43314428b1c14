"""Publishing, scheduling, and registering what is lawfully not published."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.disclosure.acts.opening import announce, open_item, record, require
from gongkai.disclosure.editions import end_round, make_edition
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Edition, Item, PublicState, WorkState
from gongkai.disclosure.rules import Act
from gongkai.kernel import outbox
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, Refused
from gongkai.kernel.models import Person

PUBLISH_DUE = "disclosure.publish_due"


def publish(*, actor: Person, item_id: int, now: datetime) -> Edition:
    """Make the approved content public. The publication date is `now`, nobody chooses it.

    After it: an immutable edition, an index number, slots in the lists, and a job that writes the pages.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.PUBLISH).item
        require_approved(item)
        require(item, approving=True, now=now)
        edition, places = make_edition(
            item, kind=item.work_kind, publisher=actor, now=now, reason=item.work_reason
        )
        announce(item, now=now, slots=places)
        record(
            "published", actor=actor, item=item, now=now,
            detail={"edition": edition.number, "digest": edition.digest, "index_number": item.index_number},
        )  # fmt: skip
    return edition


def require_approved(item: Item) -> None:
    """What goes out is what was reviewed, to the letter."""
    if not item.approved_digest or item.approved_digest != content_digest(item):
        raise ActRefused("内容在审核之后有改动，请重新提交审核。")


def schedule(*, actor: Person, item_id: int, at: datetime, now: datetime) -> Item:
    """Publish at a later time, by the worker, in the scheduler's name."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.SCHEDULE).item
        if at <= now:
            raise InputRefused("定时发布的时间须晚于现在。", fields={"at": "请选择以后的时间"})
        require_approved(item)
        item.work_state, item.scheduled_for, item.schedule_error = WorkState.SCHEDULED, at, ""
        item.changed_at = now
        item.revision += 1
        item.save()
        payload: outbox.Payload = {"item": item.pk, "actor": actor.pk, "at": at.isoformat()}
        outbox.enqueue(PUBLISH_DUE, payload, now=now, organ=item.organ, not_before=at)
        record("scheduled", actor=actor, item=item, now=now, detail={"at": localtime(at).isoformat()})
    return item


def unschedule(*, actor: Person, item_id: int, now: datetime) -> Item:
    """Back to waiting for publication; the job finds nothing to do."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.UNSCHEDULE).item
        item.work_state, item.scheduled_for, item.changed_at = WorkState.APPROVED, None, now
        item.revision += 1
        item.save()
        record("unscheduled", actor=actor, item=item, now=now)
    return item


def publish_due(payload: outbox.Payload, now: datetime) -> None:
    """The job of a schedule: publish if the item still waits for this very time; say why if it cannot."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("organ")
    with transaction.atomic():
        item = locked.filter(pk=int(str(payload["item"])), work_state=WorkState.SCHEDULED).first()
        if item is None or item.scheduled_for is None or item.scheduled_for.isoformat() != _moment(payload):
            return
        try:
            with transaction.atomic():
                actor = Person.objects.get(pk=int(str(payload["actor"])))
                publish(actor=actor, item_id=item.pk, now=now)
        except NotVisible:
            _schedule_failed(item, "安排定时发布的人已没有这个权限，请由公开办其他人员发布。", now)
        except Refused as refusal:
            _schedule_failed(item, refusal.message, now)


def _schedule_failed(item: Item, message: str, now: datetime) -> None:
    item.work_state, item.scheduled_for = WorkState.APPROVED, None
    item.schedule_error = message[:300]
    item.save(update_fields=("work_state", "scheduled_for", "schedule_error"))
    record("schedule_failed", actor=None, item=item, now=now)


def _moment(payload: outbox.Payload) -> str:
    """The scheduled time as the database gives it back (UTC)."""
    at = datetime.fromisoformat(str(payload["at"]))
    return at.astimezone(UTC).isoformat()


def withhold(*, actor: Person, item_id: int, now: datetime) -> Item:
    """Register reviewed content as not (or only on request) disclosed; it comes up again (article 18)."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.WITHHOLD).item
        require_approved(item)
        require(item, approving=True, now=now)
        end_round(item, now=now)
        item.public_state = PublicState.WITHHELD
        item.reassess_on = add_months(localdate(now), settings.GONGKAI_REASSESS_MONTHS)
        item.save()
        record("withheld", actor=actor, item=item, now=now, detail={"mode": item.mode, "ground": item.ground})
    return item


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
