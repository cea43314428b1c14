"""What happens to an item after its publication: a wrong character mended, a withdrawal, a repeal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from gongkai.demo.cast import Cast
from gongkai.demo.office_hours import SHANGHAI
from gongkai.demo.reading import Story, Table
from gongkai.disclosure.acts.correct import change_validity, correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Item

Act = Callable[[int, datetime], object]

FIRST, SECOND = time(9, 40), time(15, 20)


def aftermath(story: Story, cast: Cast) -> Iterator[tuple[datetime, Act]]:
    """Each later step with its time; the acts take the item's id and the time."""
    if "correct" in story.more:
        yield from _correction(story.more["correct"], cast)
    if "validity_change" in story.more:
        yield from _validity(story.more["validity_change"], cast)
    if "withdraw" in story.more:
        row = story.more["withdraw"]
        yield (
            _at(row["on"], FIRST),
            lambda item_id, now: withdraw(
                actor=cast.people[row["by"]], item_id=item_id, reason=row["reason"], now=now
            ),
        )


def _correction(row: Table, cast: Cast) -> Iterator[tuple[datetime, Act]]:
    drafter, second = cast.people[row["by"]], cast.people[row["countersign"]]
    wrong, right = row["replace"]

    def mend(item_id: int, now: datetime) -> None:
        correct(actor=drafter, item_id=item_id, reason=row["reason"], now=now, light=True)
        body = Item.objects.values_list("body_html", flat=True).get(pk=item_id)
        edit(actor=drafter, item_id=item_id, values={"body_html": body.replace(wrong, right)}, now=now)
        submit(actor=drafter, item_id=item_id, now=now)

    yield _at(row["on"], FIRST), mend
    yield _at(row["on"], SECOND), lambda item_id, now: review(actor=second, item_id=item_id, now=now)


def _validity(row: Table, cast: Cast) -> Iterator[tuple[datetime, Act]]:
    drafter, second = cast.people[row["by"]], cast.people[row["countersign"]]

    def mark(item_id: int, now: datetime) -> None:
        change_validity(actor=drafter, item_id=item_id, validity=row["to"], note=row["note"], now=now)
        submit(actor=drafter, item_id=item_id, now=now)

    yield _at(row["drafted"], FIRST), mark
    yield _at(row["on"], SECOND), lambda item_id, now: review(actor=second, item_id=item_id, now=now)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, SHANGHAI)
