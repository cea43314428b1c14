"""Submitting: from the drafter's table to the first reviewer's."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongkai.disclosure.acts.opening import open_item, record, require
from gongkai.disclosure.editions import used_pictures
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Edition, Item, WorkKind, WorkState
from gongkai.disclosure.models.item import TEXT_FIELDS
from gongkai.disclosure.rules import LIGHT_KINDS, Act, steps_of
from gongkai.documents import changed_characters, html_to_text, meaning_of_markup
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.models import Person

#: What a light correction may touch.
_LIGHT_FIELDS = frozenset({"title", "summary"})


def submit(*, actor: Person, item_id: int, now: datetime) -> Item:
    """Send the draft to its first review. After it the content is what `approved_digest` will vouch for."""
    with transaction.atomic():
        item = open_item(actor, item_id, Act.SUBMIT).item
        require(item, approving=False, now=now)
        if item.work_kind == WorkKind.LIGHT:
            require_light(item)
        item.work_state = WorkState.IN_REVIEW
        item.review_step = steps_of(item)[0]
        item.returned_reason = ""
        item.submitted_at = item.changed_at = now
        item.revision += 1
        item.save()
        record(
            "submitted", actor=actor, item=item, now=now,
            detail={"step": item.review_step, "digest": content_digest(item)},
        )  # fmt: skip
    return item


def require_light(item: Item) -> None:
    """A light correction mends a wrong character; anything else takes the full route.

    Characters are counted from the last edition that had the full review, so that small corrections do not
    add up to another text.
    """
    live = item.live_edition
    if live is None:
        raise InputRefused("还没有公开过，不能勘误。")
    if _changes_more_than_characters(item, live):
        raise InputRefused("勘误只能改名称、概述和正文里的个别文字；其他改动请走“修改”，重新审核。")
    if not _distance(item, live) and live.body_html == item.body_html:
        raise InputRefused("没有改动，无需提交。")
    reviewed = item.editions.exclude(kind__in=LIGHT_KINDS).filter(purged_at=None).last() or live
    count, most = _distance(item, reviewed), settings.GONGKAI_LIGHT_CORRECTION_CHARS
    if count > most:
        raise InputRefused(
            f"与上一次完整审核的内容相比改动了 {count} 个字，超过勘误的 {most} 个字。请走“修改”，重新审核。"
        )


def _changes_more_than_characters(item: Item, live: Edition) -> bool:
    changed = {name for name in TEXT_FIELDS if getattr(item, name) != getattr(live, name)}
    carried = live.attachments.filter(is_picture=False).values_list("file_id", "name")
    pictures = live.attachments.filter(is_picture=True).values_list("file_id", flat=True)
    return bool(
        changed - _LIGHT_FIELDS
        or item.column_id != live.column_id
        or item.department_id != (live.department_id or item.department_id)
        or list(item.attachments.values_list("file_id", "name")) != list(carried)
        or sorted(used_pictures(item)) != sorted(pictures)
        or meaning_of_markup(item.body_html) != meaning_of_markup(live.body_html)
    )


def _distance(item: Item, edition: Edition) -> int:
    count = sum(changed_characters(getattr(edition, name), getattr(item, name)) for name in _LIGHT_FIELDS)
    return count + changed_characters(html_to_text(edition.body_html), html_to_text(item.body_html))
