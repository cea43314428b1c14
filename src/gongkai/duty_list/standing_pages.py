"""Guide, rules, catalogue, columns with a freshness: what is missing or too old counts as a line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils.timezone import localdate

from gongkai.disclosure.models import Column, Item, PublicState
from gongkai.documents import html_to_text
from gongkai.duty_list.models import StandingCount
from gongkai.kernel.models import Organ
from gongkai.law import catalogue
from gongkai.law.catalogue.columns import FreshnessLimit
from gongkai.law.duty_list import STANDING_PAGES, Staleness, staleness

_GUIDE = "guide"


@dataclass(frozen=True)
class StalePage:
    """A page or column of an organ that has to be seen to, with what is wrong in words."""

    organ: Organ
    label: str
    column_id: int | None
    last_on: date | None
    words: str


def stale_pages(organs: Collection[Organ], *, today: date) -> list[StalePage]:
    """What of the organs' standing pages is missing or too old; three queries whatever their number."""
    kept = Q(platform_part__in=STANDING_PAGES.codes()) | ~Q(freshness="")
    columns = list(Column.objects.filter(kept, organ__in=organs, is_active=True).order_by("position", "id"))
    newest: dict[int, datetime] = dict(
        Item.objects.filter(column__in=columns, public_state=PublicState.LIVE)
        .values_list("column")
        .annotate(Max("published_at"))
        .order_by()
    )
    guides = _guides(columns)
    found: list[StalePage] = []
    for organ in organs:
        own = [column for column in columns if column.organ_id == organ.pk]
        for page in STANDING_PAGES:
            of_part = [column for column in own if column.platform_part == page.code]
            last = _newest(of_part, newest)
            wrong = staleness(last, page.months, today)
            first = of_part[0].pk if of_part else None
            if wrong is not None:
                found.append(StalePage(organ, page.label, first, last, _words(wrong)))
            elif page.code == _GUIDE and guides.get(organ.pk):
                found.append(StalePage(organ, page.label, first, last, guides[organ.pk]))
        found += _stale_columns(organ, own, newest, today)
    return found


def _newest(columns: list[Column], newest: dict[int, datetime]) -> date | None:
    days = [localdate(newest[column.pk]) for column in columns if newest.get(column.pk)]
    return max(days, default=None)


def _words(wrong: Staleness) -> str:
    if wrong.due_on is None:
        return "还没有公开过"
    return f"{wrong.due_on.year}年{wrong.due_on.month}月{wrong.due_on.day}日就该核对、更新"


def _stale_columns(
    organ: Organ, columns: list[Column], newest: dict[int, datetime], today: date
) -> list[StalePage]:
    """Columns that once were used and have stood longer than the norms let them."""
    found = []
    for column in columns:
        last = newest.get(column.pk)
        limit = _limit(column)
        if last is None or limit is None or column.platform_part in STANDING_PAGES:
            continue
        day = localdate(last)
        if limit.is_stale(day, today):
            until = limit.stale_after(day)
            words = f"栏目更新期限（{limit.label}）到{until.year}年{until.month}月{until.day}日为止"
            found.append(StalePage(organ, column.name, column.pk, day, words))
    return found


def _limit(column: Column) -> FreshnessLimit | None:
    if column.freshness in catalogue.FRESHNESS_LIMITS:
        return catalogue.FRESHNESS_LIMITS[column.freshness]
    return None


def _guides(columns: list[Column]) -> dict[int, str]:
    """What each organ's newest guide does not say, in words (article 12)."""
    of_guide = [column.pk for column in columns if column.platform_part == _GUIDE]
    items = Item.objects.filter(column__in=of_guide, public_state=PublicState.LIVE)
    bodies = items.order_by("organ", "published_at").values_list("organ", "live_edition__body_html")
    found = {}
    for organ_id, body in bodies:
        missing = catalogue.missing_from_guide_text(html_to_text(body or ""))
        labels = "、".join(part.label for part in missing)
        found[organ_id] = f"指南中没有找到：{labels}（条例第十二条）" if missing else ""
    return found


def count_stale(now: datetime) -> int:
    """Note for every organ how many of its standing pages have to be seen to; returns how many organs."""
    today = localdate(now)
    organs = list(Organ.objects.filter(merged_into=None, columns__isnull=False).distinct())
    counts = {organ.pk: 0 for organ in organs}
    for page in stale_pages(organs, today=today):
        counts[page.organ.pk] += 1
    for organ_id, count in counts.items():
        StandingCount.objects.update_or_create(organ_id=organ_id, defaults={"count": count, "looked_at": now})
    return len(counts)
