"""Registering the address an item got over there: one by one, or many lines at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.kernel.errors import ActRefused, InputRefused, Refused
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.places import queries
from gongkai.places.acts.opening import checked_address, opened_posting, record
from gongkai.places.fingerprint import shown_fingerprint
from gongkai.places.models import Difference, DifferenceKind, Place, Posting, PostingState

_ADDRESS = re.compile(r"https?://\S+")
MOST_LINES = 300
_NO_TITLE = "没有这个标题的信息要在这里登载，请核对标题。"
_SEVERAL = "有几条信息都是这个标题，请打开那条信息登记。"
#: What a registered address answers.
_ANSWERED = (
    DifferenceKind.MISSING, DifferenceKind.UNCERTAIN, DifferenceKind.GONE, DifferenceKind.FOUND,
)  # fmt: skip


def register_address(*, actor: Person, item_id: int, place_id: int, address: str, now: datetime) -> Posting:
    """Keep where the item stands in the place; it counts as posted in its present edition from now on.

    An empty address is taken where one was registered before: what changed was changed at the same address.
    Raises NotVisible, ActRefused when it is not public, InputRefused for an address elsewhere.
    """
    with transaction.atomic():
        posting = opened_posting(actor, item_id, place_id)
        plain = checked_address(posting.place, address or posting.address)
        refuse_twin(posting, plain)
        mark_posted(posting, plain, actor=actor, now=now)
        record(
            "posting.registered", organ=posting.place.organ, actor=actor, subject="posting",
            subject_id=posting.pk, now=now,
            detail={"item": posting.item_id, "address": plain, "edition": posting.edition},
        )  # fmt: skip
    return posting


def refuse_twin(posting: Posting, address: str) -> None:
    """Raise InputRefused when another item has that address."""
    twins = Posting.objects.filter(place=posting.place_id, address=address).exclude(pk=posting.pk)
    twin = twins.select_related("item").first()
    if twin is not None:
        message = f"这个网址已经登记给“{twin.item.title}”，请核对。"
        raise InputRefused(message, fields={"address": message})


def mark_posted(posting: Posting, address: str, *, actor: Person | None, now: datetime) -> None:
    """The posting as posted in the present edition; raises ActRefused when the item is not public."""
    edition = posting.item.live_edition
    withdrawn = {PostingState.TO_TAKE_OFF, PostingState.TAKEN_OFF, PostingState.NOT_NEEDED}
    if edition is None or posting.item.public_state != "live" or posting.state in withdrawn:
        raise ActRefused("这条信息现在不须在登载平台登载，不能登记网址。")
    posting.state, posting.since, posting.address = PostingState.POSTED, now, address
    posting.edition, posting.fingerprint = edition.number, shown_fingerprint(edition)
    posting.registered_by, posting.registered_at = actor, now
    posting.page_print, posting.page_opened_at = "", None
    posting.save()
    answered = Difference.objects.filter(
        Q(kind__in=_ANSWERED) | Q(kind=DifferenceKind.CHANGED, part="address"),
        place_column__place=posting.place_id, item=posting.item_id, closed_at=None,
    )  # fmt: skip
    answered.update(closed_at=now)
    theirs = Difference.objects.filter(
        Q(kind=DifferenceKind.THEIRS_ONLY), place_column__place=posting.place_id, address=address,
        closed_at=None,
    )  # fmt: skip
    theirs.update(closed_at=now)


@dataclass(frozen=True)
class LineResult:
    """What became of a pasted line."""

    line: str
    words: str
    is_done: bool


def register_lines(*, actor: Person, place_id: int, text: str, now: datetime) -> list[LineResult]:
    """Register every line «title address»; each stands for itself, and one that is refused says why.

    A line that is nothing but the title of something that waits is passed over: it is not posted yet.
    Raises NotVisible, and InputRefused when there is no line with an address or there are too many.
    """
    place = queries.visible_place(standing_of(actor), place_id)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_LINES:
        message = f"请粘贴 1 到 {MOST_LINES} 行，每行先写标题，再写网址。"
        raise InputRefused(message, fields={"lines": message})
    waiting = queries.titles_to_post(place)
    lines = [line for line in lines if line not in waiting]
    if not lines:
        message = "还没有填网址：请在登好的那几行标题后面粘贴网址。"
        raise InputRefused(message, fields={"lines": message})
    return [_register_line(actor, place, line, now) for line in lines]


def _register_line(actor: Person, place: Place, line: str, now: datetime) -> LineResult:
    found = _ADDRESS.search(line)
    title = (line[: found.start()] if found else line).strip(" \t,，;；|")
    if found is None or not title:
        return LineResult(line, "没有找到标题和网址，请写成“标题 网址”。", False)
    rows = _sorted_out(list(queries.with_title(place, title)))
    if len(rows) != 1:
        return LineResult(line, _SEVERAL if rows else _NO_TITLE, False)
    try:
        register_address(actor=actor, item_id=rows[0].item_id, place_id=place.pk, address=found[0], now=now)
    except Refused as refusal:
        return LineResult(line, refusal.message, False)
    return LineResult(line, "已登记", True)


def _sorted_out(rows: Sequence[Posting]) -> list[Posting]:
    """Those that wait for an address where several bear the title."""
    if len(rows) < 2:
        return list(rows)
    return [row for row in rows if row.state in {PostingState.TO_POST, PostingState.CHANGED}]
