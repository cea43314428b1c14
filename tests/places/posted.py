"""An organ whose items stand in three columns of a platform, and nights there as the worker runs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from gongkai.kernel.models import OutboxJob
from gongkai.kernel.worker import Worker
from gongkai.places.acts.register import register_address, register_lines
from gongkai.places.acts.save_place import save_place_column
from gongkai.places.models import Difference, Place, PlaceColumn, Posting
from gongkai.places.reading import try_reading
from tests.documents.listings.columns import lines
from tests.factories import NOW, Bureau, later, make_live
from tests.places.factories import make_place
from tests.support.other_platform import FEEDS, Line, OtherPlatform, PlatformColumn

CODES = ("tzgg", "gzdt", "zdly")
PER_COLUMN = 20
#: Something older than the place, so that a feed is known to reach back far enough.
OLD = Line(999, "本机关启用之前登载的一条旧消息", date(2025, 6, 3))


@dataclass
class Posted:
    """The bureau, the platform, and by a column's code: ours, theirs; postings by title."""

    bureau: Bureau
    platform: OtherPlatform
    place: Place
    ours: dict[str, PlaceColumn] = field(default_factory=dict)
    theirs: dict[str, PlatformColumn] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)

    def publish(self, code: str, title: str, at: datetime, **values: Any) -> Posting:
        """An item of the column made public then, and meant for the place."""
        item = make_live(self.bureau, code, now=at, title=title, outlet="both", **values)
        return Posting.objects.get(item=item, place=self.place)

    def posting(self, title: str) -> Posting:
        """The one posting of that title."""
        return Posting.objects.select_related("item").get(place=self.place, item__title=title)

    def line(self, title: str) -> tuple[PlatformColumn, Line]:
        """Where the title stands there."""
        return next(
            (column, line) for column in self.theirs.values() for line in column.lines if line.title == title
        )

    def put(self, code: str, title: str, day: date, **values: Any) -> Line:
        """Post a line there, where its date belongs."""
        column = self.theirs[code]
        number = 1 + max(line.number for one in self.theirs.values() for line in one.lines if line != OLD)
        made = Line(number, title, day, **({"text": text_of(title)} | values))
        column.path_of(made)
        column.lines = sorted([made, *column.lines], key=lambda one: (one.day, one.number), reverse=True)
        return made

    def change(self, which: str, **changes: Any) -> None:
        """Edit a line there, at the same address."""
        column, line = self.line(which)
        column.lines = [replace(one, **changes) if one is line else one for one in column.lines]
        column.lines.sort(key=lambda one: (one.day, one.number), reverse=True)

    def remove(self, title: str) -> Line:
        """Take a line off there; its address answers 404."""
        column, line = self.line(title)
        column.lines = [one for one in column.lines if one is not line]
        return line

    def register(self, title: str, posting: Posting | None = None) -> None:
        """Keep the address under which the title stands there."""
        column, line = self.line(title)
        register_address(
            actor=self.bureau.reviewer, item_id=(posting or self.posting(title)).item_id,
            place_id=self.place.pk, address=self.platform.address_of(column, line), now=NOW + timedelta(29),
        )  # fmt: skip


def text_of(title: str) -> str:
    """The text of an item over there."""
    return f"{title}的正文，写明了办理的依据、条件、程序和期限，内容足够长，看得出改没有改过。"


def make_posted(
    bureau: Bureau,
    platform: OtherPlatform,
    shape: str,
    *,
    each: int = PER_COLUMN,
    codes: Sequence[str] = CODES,
) -> Posted:
    """Columns full of items that stand there as they should, with their addresses pasted in as lines."""
    place = make_place(bureau, home=platform.url + "/")
    made = Posted(bureau, platform, place)
    titles = [line.title for line in lines(len(codes) * each)]
    for number, code in enumerate(codes):
        made.titles[code] = titles[number * each : (number + 1) * each]
        shown = [
            Line(100 * number + n, title, localdate(later(days=n)), text_of(title))
            for n, title in enumerate(made.titles[code], start=1)
        ]
        theirs = platform.column(code, shape, [*shown, OLD], page_size=40 if shape in FEEDS else 6)
        made.theirs[code] = theirs
        made.ours[code] = _followed(made, code)
    for n in range(each):
        for code in codes:
            made.publish(code, made.titles[code][n], later(days=n + 1))
    pasted = [
        f"{line.title}\t{platform.address_of(column, line)}"
        for column in made.theirs.values()
        for line in column.lines
        if line != OLD
    ]
    results = register_lines(
        actor=bureau.reviewer, place_id=place.pk, text="\n".join(pasted), now=later(days=29)
    )
    assert [one for one in results if not one.is_done] == []
    return made


def _followed(made: Posted, code: str) -> PlaceColumn:
    """The column as a person sets it up: tried first, then saved with what was found."""
    address = made.platform.address(made.theirs[code])
    trial = try_reading(address)
    assert trial.is_readable, trial.notes
    return save_place_column(
        actor=made.bureau.reviewer, place_id=made.place.pk, column_id=made.bureau.columns[code].pk,
        label=f"对方{code}", address=address, recipe=trial.recipe, now=NOW,
    )  # fmt: skip


def night(at: datetime) -> None:
    """What the worker does when it is that time: its ticks, then every job that is due."""
    worker = Worker(clock=lambda: at)
    while worker.step():
        pass
    left = OutboxJob.objects.exclude(state="done").filter(kind="places.compare", not_before__lte=at)
    assert list(left.values_list("state", "last_error")) == []


def found() -> list[tuple[str, str, str]]:
    """What is open: the kind, the part, the title of ours (or theirs)."""
    rows = Difference.objects.filter(closed_at=None, settled_at=None).select_related("item")
    return sorted((row.kind, row.part, row.item.title if row.item else row.title) for row in rows)


def kept() -> list[dict[str, Any]]:
    """Everything that was kept about postings and findings but what was read of their pages, and when."""
    leave_out = {"last_seen", "last_seen_at", "page_opened_at", "page_print"}
    return [
        {name: value for name, value in row.items() if name not in leave_out}
        for model in (Difference, Posting)
        for row in model.objects.order_by("pk").values()
    ]
