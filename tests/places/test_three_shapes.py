"""Sixty items in three columns, read by the worker at night in each shape of list: exactly what differs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.kernel.models import AuditEntry
from gongkai.places.acts.register import register_address
from gongkai.places.acts.settle import take_over_address
from gongkai.places.figures import figures
from gongkai.places.models import Comparison, Difference, Posting
from tests.factories import NOW, later
from tests.places.factories import correct_live
from tests.places.posted import Posted, found, kept, make_posted, night, text_of

pytestmark = pytest.mark.django_db(transaction=True)

SHAPES = ("rss", "table", "json-get")
FIRST, SECOND, AGAIN, THIRD = (
    NOW.replace(hour=1, minute=5) + timedelta(days=days) for days in (30, 45, 46, 47)
)
LATE = later(days=31)
TWICE, CORRECTED = "拟录用公务员人选公示", "更正以后的完整标题一则"


def plant(made: Posted) -> dict[str, str]:
    """Every kind of difference once; returns the title of each."""
    tzgg, gzdt, zdly = (made.titles[code] for code in ("tzgg", "gzdt", "zdly"))
    who = {
        "missing": "关于申报专精特新企业的通知", "retitled": tzgg[1], "redated": tzgg[2], "edited": tzgg[3],
        "gone": tzgg[4], "sent_home": tzgg[5], "found": "关于举办产业对接会的公告",
        "taken_over": "关于征集技术服务机构的公告", "moved": gzdt[2], "unlisted": gzdt[3], "still": zdly[0],
        "off": zdly[1], "corrected": gzdt[4], "twice_there": zdly[3], "extra": "区里统一登载的一条消息",
        "fresh": "关于昨天才公开的事项的通知",
    }  # fmt: skip
    made.publish("tzgg", who["missing"], LATE)
    made.publish("tzgg", who["fresh"], SECOND - timedelta(hours=15))
    for name in ("found", "taken_over"):
        made.publish("gzdt", who[name], LATE)
    made.put("gzdt", who["found"], localdate(LATE) + timedelta(days=1))
    made.put("gzdt", who["taken_over"], localdate(LATE))
    for days in (31, 38):
        made.publish("gzdt", TWICE, later(days=days))
    made.put("gzdt", TWICE, localdate(LATE))
    first = Posting.objects.filter(item__title=TWICE).order_by("pk")[0]
    made.register(TWICE, first)

    made.change(who["retitled"], title="此处的标题被整个换掉了")
    made.change(who["redated"], day=localdate(NOW) - timedelta(days=3))
    made.change(who["edited"], text=text_of(who["edited"]) + "有人加上了原来没有的一句话。")
    made.remove(who["gone"])
    column = made.line(who["sent_home"])[0]
    column.sent_home = {column.path_of(made.remove(who["sent_home"]))}
    made.change(who["moved"], number=777)
    column = made.line(who["unlisted"])[0]
    column.unlisted = [made.remove(who["unlisted"])]
    for name in ("still", "off"):
        withdraw(actor=made.bureau.reviewer, item_id=made.posting(who[name]).item_id, reason="错发", now=LATE)
    made.remove(who["off"])
    correct_live(made.bureau, made.posting(who["corrected"]).item, now=LATE, title=CORRECTED)
    made.put("zdly", who["twice_there"], localdate(LATE))
    made.put("zdly", who["extra"], localdate(LATE))
    return who


def expected(who: dict[str, str]) -> list[tuple[str, str, str]]:
    return sorted(
        [
            ("missing", "", who["missing"]), ("missing", "", TWICE), ("changed", "title", who["retitled"]),
            ("changed", "date", who["redated"]), ("changed", "text", who["edited"]),
            ("gone", "", who["gone"]), ("gone", "", who["sent_home"]), ("found", "", who["found"]),
            ("changed", "address", who["moved"]), ("uncertain", "", who["unlisted"]),
            ("changed", "title", CORRECTED), ("theirs_only", "", who["twice_there"]),
            ("theirs_only", "", who["extra"]),
        ]
    )  # fmt: skip


def repair(made: Posted, who: dict[str, str]) -> None:
    """Everything put right over there; the one that was found is taken over here."""
    made.put("tzgg", who["missing"], localdate(LATE))
    made.put("gzdt", TWICE, localdate(later(days=38)))
    made.put("tzgg", who["fresh"], localdate(SECOND - timedelta(hours=15)))
    made.change("此处的标题被整个换掉了", title=who["retitled"])
    made.change(who["redated"], day=localdate(later(days=3)))
    made.change(who["edited"], text=text_of(who["edited"]))
    for name in ("gone", "sent_home", "unlisted"):
        posting, code = made.posting(who[name]), "gzdt" if name == "unlisted" else "tzgg"
        back = made.put(code, who[name], localdate(posting.item.first_published_at))
        column = made.theirs[code]
        column.paths[back.number] = posting.address.removeprefix(made.platform.url)
        column.sent_home, column.unlisted = set(), []
    made.change(who["moved"], number=int(made.posting(who["moved"]).address.rpartition("_")[2].split(".")[0]))
    made.remove(who["still"])
    made.change(who["corrected"], title=CORRECTED)
    extra = sorted((one for one in made.theirs["zdly"].lines if one.title == who["twice_there"]),
                   key=lambda one: one.day)[-1]  # fmt: skip
    made.theirs["zdly"].lines.remove(extra)
    made.remove(who["extra"])
    one = Difference.objects.get(kind="found", closed_at=None)
    take_over_address(actor=made.bureau.reviewer, difference_id=one.pk, now=AGAIN + timedelta(hours=8))
    corrected = Posting.objects.get(item__title=CORRECTED)
    register_address(
        actor=made.bureau.reviewer, item_id=corrected.item_id, place_id=made.place.pk, address="",
        now=AGAIN + timedelta(hours=8),
    )  # fmt: skip


def states(who: dict[str, str]) -> dict[str, str]:
    rows = dict(Posting.objects.values_list("item__title", "state"))
    return {name: rows[title] for name, title in who.items() if title in rows}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_planted_differences_are_found_in_every_shape_no_other_and_go_when_repaired(
    bureau, platform, shape
):
    made = make_posted(bureau, platform, shape)
    night(FIRST)
    assert [(row.result, row.theirs, row.ours) for row in Comparison.objects.all()] == [("same", 21, 20)] * 3
    assert found() == [] and set(Posting.objects.values_list("state", flat=True)) == {"posted"}

    who = plant(made)
    night(SECOND)
    assert found() == expected(who)
    assert states(who) == {
        "missing": "to_post", "fresh": "to_post", "retitled": "posted", "redated": "posted",
        "edited": "posted", "gone": "gone", "sent_home": "gone", "found": "to_post", "taken_over": "posted",
        "moved": "posted", "unlisted": "posted", "still": "to_take_off", "off": "taken_off",
        "twice_there": "posted",
    }  # fmt: skip
    assert AuditEntry.objects.filter(act="places.posting.found", actor_id=None).count() == 1
    before = kept()
    night(AGAIN)
    assert kept() == before and Comparison.objects.count() == 9

    repair(made, who)
    night(THIRD)
    assert found() == []
    left = set(Posting.objects.exclude(state="posted").values_list("item__title", "state"))
    assert left == {(who["still"], "taken_off"), (who["off"], "taken_off")}
    before = kept()
    night(THIRD + timedelta(days=1))
    assert kept() == before and not Difference.objects.filter(closed_at=None).exists()
    total = figures(made.place, 2026, today=localdate(THIRD)).total.counts
    assert (total["meant"], total["posted"], total["to_post"]) == (64, 64, 0)


@pytest.fixture
def made(bureau, platform) -> Posted:
    return make_posted(bureau, platform, "ul", each=6)


def nothing_changed_but_unreadable(made: Posted, word: str) -> None:
    """The night changed nothing; the columns that could not be read say so, and no page was called gone."""
    before = kept()
    night(SECOND)
    assert kept() == before
    rows = Comparison.objects.filter(place_column=made.ours["tzgg"]).order_by("-pk")
    assert rows[0].result == "unreadable" and word in rows[0].note, rows[0].note


@pytest.mark.parametrize(
    ("trouble", "word"),
    [("down", "连不上"), ("slow", "太慢"), ("short", "连不上"), ("half", "没有收全"), ("error", "出错")],
)
def test_a_site_in_trouble_changes_nothing_and_says_what_the_trouble_is(made, monkeypatch, trouble, word):
    night(FIRST)
    made.platform.troubles = {"/tzgg/": trouble}
    monkeypatch.setattr("gongkai.places.reading.PAGE_SECONDS", 1.0)
    made.remove(made.titles["tzgg"][3])
    made.publish("tzgg", "关于申报专精特新企业的通知", LATE)
    nothing_changed_but_unreadable(made, word)


def test_single_pages_in_trouble_are_neither_gone_nor_edited(made):
    night(FIRST)
    for trouble in ("down", "half", "short", "error"):
        made.platform.troubles = {"/zwgk/": trouble}
        night(SECOND + timedelta(hours=["down", "half", "short", "error"].index(trouble) * 24))
        assert found() == []


def test_a_list_that_a_script_builds_since_last_night_is_said_to_have_changed(made):
    night(FIRST)
    made.theirs["tzgg"].is_hidden = True
    nothing_changed_but_unreadable(made, "可能改了版面")


def test_far_fewer_lines_than_before_are_a_changed_layout_until_somebody_confirms_them(made, bureau):
    made.theirs["tzgg"].page_size = 10
    night(FIRST)
    made.theirs["tzgg"].shows_only = 3
    made.publish("tzgg", "关于申报专精特新企业的通知", LATE)
    nothing_changed_but_unreadable(made, "以前读到7条，这一次只有3条")
    night(THIRD)
    assert Comparison.objects.filter(result="unreadable").count() == 2 and found() == []


def test_what_somebody_confirmed_is_the_measure_from_then_on(made, bureau):
    from gongkai.places.acts.save_place import save_place_column

    night(FIRST)
    made.theirs["tzgg"].shows_only = 3
    night(SECOND)
    column = made.ours["tzgg"]
    save_place_column(
        actor=bureau.reviewer, place_id=made.place.pk, column_id=column.column_id, label=column.label,
        address=column.address, recipe=column.recipe, now=SECOND,
    )  # fmt: skip
    night(THIRD)
    newest = Comparison.objects.filter(place_column=column).order_by("-pk")[0]
    assert newest.result != "unreadable" and newest.theirs == 3


def test_a_list_that_pages_on_for_ever_is_read_to_where_it_comes_round(made):
    theirs = made.theirs["tzgg"]
    theirs.is_endless, theirs.page_size = True, 2
    theirs.lines = [line for line in theirs.lines if line.day >= date(2026, 1, 1)]
    night(FIRST)
    done = Comparison.objects.filter(place_column=made.ours["tzgg"]).get()
    assert done.result == "same" and "绕回" in done.note and found() == []
    made.remove(made.titles["tzgg"][4])
    night(SECOND)
    assert found() == [("gone", "", made.titles["tzgg"][4])]


def test_a_list_of_theirs_that_two_columns_of_ours_share_is_told_once(made, bureau):
    from gongkai.places.acts.save_place import save_place_column

    first = made.ours["tzgg"]
    second = save_place_column(
        actor=bureau.reviewer, place_id=made.place.pk, column_id=bureau.columns["zcwj"].pk,
        label=first.label, address=first.address, recipe=first.recipe, now=NOW,
    )  # fmt: skip
    made.publish("zcwj", "关于支持技术改造的若干措施", later(days=20))
    made.publish("zcwj", "关于支持首台套装备的若干措施", later(days=21))
    made.put("tzgg", "关于支持技术改造的若干措施", localdate(later(days=20)))
    made.put("tzgg", "区里统一登载的一条消息", localdate(later(days=22)))
    night(FIRST)
    assert found() == [
        ("missing", "", "关于支持首台套装备的若干措施"), ("theirs_only", "", "区里统一登载的一条消息"),
    ]  # fmt: skip
    assert Difference.objects.get(kind="missing").place_column == second
    assert made.posting("关于支持技术改造的若干措施").state == "posted"
    before = kept()
    night(SECOND)
    assert kept() == before
