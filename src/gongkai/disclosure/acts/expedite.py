"""Haste: approved by a named person by word of mouth before, on paper after."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.opening import announce, open_item, record, require
from gongkai.disclosure.editions import make_edition
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Edition, Expedited, Item, ReviewRecord
from gongkai.disclosure.models.review import ReviewResult
from gongkai.disclosure.queries import papers_due
from gongkai.disclosure.rules import Act, is_second_person
from gongkai.kernel.calendars import calendar_for
from gongkai.kernel.errors import InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import Person, Role, StoredFile
from gongkai.kernel.rights import standing_of

_GROUND = "《中华人民共和国政府信息公开条例》第十七条；急件，经口头请示同意"


def expedite(
    *, actor: Person, item_id: int, approver: Person, how: str, reason: str, now: datetime
) -> Edition:
    """Publish now on the word of a signer who neither wrote nor publishes it; the paper is due in days.

    Checks and screening hold as always: haste overrides nobody's secret.
    """
    with transaction.atomic():
        item = open_item(actor, item_id, Act.EXPEDITE).item
        _require_approver(item, actor, approver)
        if not how.strip() or not reason.strip():
            raise InputRefused(
                "请写明口头同意的方式和紧急事由。", fields={"how": "如：14:20 电话请示", "reason": "必填"}
            )
        require(item, approving=True, now=now)
        digest = content_digest(item)
        ReviewRecord.objects.create(
            item=item, step="leader", reviewer=approver, result=ReviewResult.ORAL, ground=_GROUND,
            note=how.strip()[:500], digest=digest, at=now,
        )  # fmt: skip
        due = (
            calendar_for(item.organ)
            .nth_workday_after(localdate(now), settings.GONGKAI_EXPEDITE_PAPER_DAYS)
            .due
        )
        Expedited.objects.create(
            item=item, approver=approver, how=how.strip()[:100], reason=reason.strip()[:300], by=actor,
            at=now, paper_due=due,
        )  # fmt: skip
        edition, places = make_edition(item, kind=item.work_kind, publisher=actor, now=now, reason=reason)
        announce(item, now=now, slots=places)
        record(
            "expedited", actor=actor, item=item, now=now,
            detail={"approver": approver.pk, "digest": digest, "paper_due": due.isoformat()},
        )  # fmt: skip
    return edition


def _require_approver(item: Item, actor: Person, approver: Person) -> None:
    if item.organ_id not in standing_of(approver).organs(Role.SIGNER):
        raise InputRefused("口头同意的人须是本机关的签发人。", fields={"approver": "请选择签发人"})
    if approver.pk == actor.pk or not is_second_person(approver.pk, item):
        raise SamePersonMayNotApprove("口头同意的人不能是起草人、最后编辑人或办理人本人。")


def settle_expedited(
    *, actor: Person, expedited_id: int, now: datetime, paper: StoredFile | None = None, note: str = "",
    signed_on: date | None = None,
) -> Expedited:  # fmt: skip
    """Make it good: the approver confirms here in person, or the office files the paper signed on a day."""
    with transaction.atomic():
        open_ones = papers_due(standing_of(actor)).select_for_update(of=("self",))
        expedited = open_ones.filter(pk=expedited_id).first()
        if expedited is None:
            raise NotVisible
        if actor.pk != expedited.approver_id and paper is None:
            raise InputRefused("由公开办补办的，请上传签字件扫描件；签发人本人可直接确认。")
        expedited.settled_at, expedited.paper = now, paper
        expedited.save()
        item = Item.objects.select_related("organ").get(pk=expedited.item_id)
        # The paper is for what went out in haste, whatever has been published since.
        word = item.reviews.get(reviewer=expedited.approver, result=ReviewResult.ORAL, at=expedited.at)
        ReviewRecord.objects.create(
            item=item, step="leader", reviewer=expedited.approver, result=ReviewResult.CONFIRMED,
            ground=_GROUND, note=note[:500], digest=word.digest, at=now, signed_on=signed_on, paper=paper,
            entered_by=actor if paper else None,
        )  # fmt: skip
        record("expedited_settled", actor=actor, item=item, now=now, detail={"expedited": expedited.pk})
    return expedited
