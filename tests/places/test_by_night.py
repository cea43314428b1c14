"""The nightly comparison over HTTP, in the shapes lists come in: every planted difference, none invented."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.documents.listings import Fetched
from gongkai.kernel import outbox
from gongkai.kernel.models import OutboxJob
from gongkai.places.acts.compare_now import compare_now
from gongkai.places.acts.register import register_address
from gongkai.places.acts.save_place import save_place_column
from gongkai.places.comparing import MOST_ATTEMPTS, compare_column
from gongkai.places.models import Comparison, Difference, PlaceColumn, Posting, PostingState
from gongkai.places.reading import try_reading
from tests.factories import NOW, Bureau, later
from tests.places.factories import HOME, make_column, make_place, make_posting
from tests.support.other_platform import Line, OtherPlatform, PlatformColumn

pytestmark = pytest.mark.django_db
SHAPES = ("rss", "ul", "table", "json-get", "json-post")
NIGHT = later(days=14)
TITLES = {
    "same": "关于公布技术改造项目名单的公告",
    "unregistered": "关于开展企业培训工作的通知",
    "missing": "关于申报专精特新企业的通知",
    "retitled": "关于举办产业对接会的通知",
    "vanished": "关于征集服务机构的公告",
    "moved_off": "关于错发内容的通知",
    "fresh": "关于刚刚公开的一件事项的通知",
}


def planted(bureau: Bureau, platform: OtherPlatform, shape: str) -> tuple[PlaceColumn, PlatformColumn, dict]:
    """A column in which everything that can be wrong is wrong once."""
    place = make_place(bureau, home=platform.url + "/")
    day = localdate(NOW)
    lines = [
        Line(number, title, day, f"{title}的正文，内容足够长，可以看出改没改过。")
        for number, title in enumerate(TITLES.values(), start=1)
        if title not in {TITLES["missing"], TITLES["fresh"]}
    ]
    lines.append(Line(90, "区里统一登载的一条消息", day))
    lines.append(Line(91, "本机关启用之前登载的旧消息", day - timedelta(days=400)))
    theirs = platform.column("tzgg", shape, lines, page_size=20 if shape == "rss" else 3)
    address = platform.address(theirs)
    trial = try_reading(address)
    assert trial.is_readable, trial.notes
    column = save_place_column(
        actor=bureau.reviewer, place_id=place.pk, column_id=bureau.columns["tzgg"].pk, label="通知公告",
        address=address, recipe=trial.recipe, now=NOW,
    )  # fmt: skip
    postings = {}
    for name, title in TITLES.items():
        at = NIGHT - timedelta(hours=10) if name == "fresh" else NOW
        posting = postings[name] = make_posting(bureau, place, now=at, title=title)
        line = next((one for one in theirs.lines if one.title == title), None)
        if name in {"same", "retitled", "vanished", "moved_off"} and line is not None:
            register_address(
                actor=bureau.reviewer, item_id=posting.item_id, place_id=place.pk,
                address=platform.address_of(theirs, line), now=NOW,
            )  # fmt: skip
    withdraw(actor=bureau.reviewer, item_id=postings["moved_off"].item_id, reason="错发", now=later(days=1))
    _change(theirs, TITLES["retitled"], title="关于举办产业对接活动的通知")
    theirs.lines = [line for line in theirs.lines if line.title != TITLES["vanished"]]
    return column, theirs, postings


def _change(theirs: PlatformColumn, which: str, **changes: str) -> None:
    theirs.lines = [replace(one, **changes) if one.title == which else one for one in theirs.lines]


def found() -> set[tuple[str, str]]:
    """Open findings: the kind and the title of the item, or theirs."""
    rows = Difference.objects.filter(closed_at=None, settled_at=None).select_related("item")
    return {(row.kind, row.item.title if row.item else row.title) for row in rows}


def states(postings: dict[str, Posting]) -> dict[str, str]:
    for posting in postings.values():
        posting.refresh_from_db()
    return {name: posting.state for name, posting in postings.items()}


EXPECTED = {
    ("missing", TITLES["missing"]),
    ("changed", TITLES["retitled"]),
    ("gone", TITLES["vanished"]),
    ("theirs_only", "区里统一登载的一条消息"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_planted_difference_is_found_and_none_is_invented(bureau, platform, shape):
    column, theirs, postings = planted(bureau, platform, shape)
    compare_column(column.pk, NIGHT)
    done = Comparison.objects.get()
    assert (done.result, done.theirs) == ("different", len(theirs.lines)), done.note
    assert found() == EXPECTED
    assert states(postings) == {
        "same": "posted", "unregistered": "posted", "missing": "to_post", "retitled": "posted",
        "vanished": "gone", "moved_off": "to_take_off", "fresh": "to_post",
    }  # fmt: skip
    before = list(
        Difference.objects.values("kind", "item", "title", "detail", "mark", "first_seen", "closed_at")
    )

    compare_column(column.pk, NIGHT + timedelta(days=1, hours=-10))
    assert found() == EXPECTED
    after = list(
        Difference.objects.values("kind", "item", "title", "detail", "mark", "first_seen", "closed_at")
    )
    assert after == before


@pytest.mark.parametrize("shape", ("rss", "json-get"))
def test_a_platform_that_is_down_is_unreadable_and_nothing_is_gone(bureau, platform, shape):
    column, _theirs, postings = planted(bureau, platform, shape)
    compare_column(column.pk, NIGHT)
    before, as_found = states(postings), found()
    platform.columns.clear()
    compare_column(column.pk, NIGHT + timedelta(hours=1))
    assert Comparison.objects.first().result == "unreadable" and Comparison.objects.first().note
    assert (states(postings), found()) == (before, as_found)


def test_what_is_mended_over_there_closes_by_itself(bureau, platform):
    column, theirs, postings = planted(bureau, platform, "ul")
    compare_column(column.pk, NIGHT)
    day = localdate(NOW)
    theirs.lines = [
        line for line in theirs.lines if line.title not in {TITLES["moved_off"], "区里统一登载的一条消息"}
    ]
    _change(theirs, "关于举办产业对接活动的通知", title=TITLES["retitled"])
    restored = Line(5, TITLES["vanished"], day, "恢复")
    theirs.lines = [Line(40, TITLES["missing"], day, "补登"), restored, *theirs.lines]
    compare_column(column.pk, NIGHT + timedelta(hours=2))
    assert found() == set()
    assert states(postings) == {
        "same": "posted", "unregistered": "posted", "missing": "posted", "retitled": "posted",
        "vanished": "posted", "moved_off": "taken_off", "fresh": "to_post",
    }  # fmt: skip


def test_a_text_edited_over_there_is_noticed_and_stays_until_it_is_put_right(bureau, platform):
    column, theirs, _postings = planted(bureau, platform, "ul")
    compare_column(column.pk, NIGHT)
    text = next(line.text for line in theirs.lines if line.title == TITLES["same"])
    _change(theirs, TITLES["same"], text="有人改动了登载的正文，加上了原来没有的一句话。")
    compare_column(column.pk, NIGHT + timedelta(hours=1))
    assert ("changed", TITLES["same"]) in found()
    _change(theirs, TITLES["same"], text=text)
    compare_column(column.pk, NIGHT + timedelta(hours=2))
    assert ("changed", TITLES["same"]) not in found()


def test_the_job_is_tried_again_some_times_and_then_left_for_the_next_night(bureau, platform):
    column, _theirs, _postings = planted(bureau, platform, "ul")
    OutboxJob.objects.all().delete()
    platform.columns.clear()
    compare_now(actor=bureau.reviewer, place_id=column.place_id, now=NIGHT)
    clock = iter(NIGHT + timedelta(hours=hour) for hour in range(100))
    outbox.drain(owner="test", clock=lambda: next(clock), limit=10)
    assert Comparison.objects.count() == MOST_ATTEMPTS
    assert set(OutboxJob.objects.values_list("kind", "state")) == {("places.compare", "done")}


def test_nothing_of_ours_is_locked_while_the_other_platform_is_read(bureau, platform, monkeypatch):
    column, _theirs, _postings = planted(bureau, platform, "ul")
    depth = []

    def respond(target, form=None, *, answer=platform.respond):
        depth.append(target)
        return answer(target, form)

    monkeypatch.setattr(platform, "respond", respond)
    entered = []
    atomic = transaction.atomic

    def counting(*args, **kwargs):
        entered.append(len(depth))
        return atomic(*args, **kwargs)

    monkeypatch.setattr("gongkai.places.comparing.transaction.atomic", counting)
    compare_column(column.pk, NIGHT)
    assert depth and min(entered) == len(depth)


def test_their_pages_can_be_read_from_elsewhere_than_the_network(bureau):
    shown, feed_address = "关于公布名单的公告", f"{HOME}tzgg/rss.xml"
    place = make_place(bureau, takes_addresses=False)
    recipe = {"kind": "rss", "address": feed_address}
    column = make_column(bureau, place, address=feed_address, recipe=recipe)
    for title in (shown, "关于申报专精特新企业的通知"):
        make_posting(bureau, place, title=title)
    item = "<item><title>{}</title><link>/art/{}.html</link><pubDate>{}</pubDate></item>"
    rows = item.format(shown, 1, "2026-03-02") + item.format("旧消息一则，启用以前登的", 2, "2025-06-01")
    feed = f'<rss version="2.0"><channel><title>通知公告</title>{rows}</channel></rss>'

    @contextmanager
    def prepared(_address, _seconds):
        yield lambda url, form=None, /: Fetched(200, url, "application/xml", feed.encode())

    compare_column(column.pk, NIGHT, reach=prepared)
    assert found() == {("found", shown), ("missing", "关于申报专精特新企业的通知")}


def test_an_internal_address_is_refused_in_words(settings):
    settings.GONGKAI_PLACES_PRIVATE_HOSTS = []
    trial = try_reading("http://127.0.0.1:9/list.html")
    assert not trial.is_readable and trial.notes[0].endswith("。")


def test_what_somebody_took_off_is_marked_so_by_the_comparison(bureau, platform):
    column, theirs, postings = planted(bureau, platform, "json-get")
    theirs.lines = [line for line in theirs.lines if line.title != TITLES["moved_off"]]
    compare_column(column.pk, NIGHT)
    assert states(postings)["moved_off"] == PostingState.TAKEN_OFF
