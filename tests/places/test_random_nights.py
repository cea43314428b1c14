"""Random differences over there, night after night: what is found is what a plain look at both sides says."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.places.comparing import compare_column
from gongkai.places.models import Comparison, Posting
from tests.factories import NOW
from tests.places.posted import OLD, Posted, found, kept, make_posted, text_of
from tests.support.other_platform import Line

pytestmark = pytest.mark.django_db

SHAPES = ("rss", "ul", "table", "cards", "json-get", "json-post", "datastore")
SEEDS = range(4)
FATES = (
    "as it was", "as it was", "as it was", "retitled", "earlier", "later", "edited", "gone", "home",
    "unlisted", "moved", "doubled",
)  # fmt: skip
Truth = dict[str, Line]


def plant(made: Posted, truth: Truth, chance: random.Random) -> dict[str, str]:
    """Give each line of the first column some fate; returns it by the title of ours."""
    column = made.theirs["tzgg"]
    fates = {title: chance.choice(FATES) for title in truth}
    column.lines, column.unlisted, column.sent_home = [OLD], [], set()
    for place, (title, fate) in enumerate(fates.items()):
        line = truth[title]
        changed = {
            "retitled": replace(line, title=f"此处换成了第{place}个毫不相干的标题"),
            "earlier": replace(line, day=line.day - timedelta(days=chance.randint(1, 6))),
            "later": replace(line, day=line.day + timedelta(days=chance.randint(40, 60))),
            "edited": replace(line, text=line.text + f"有人加上了第{place}句话。"),
            "moved": replace(line, number=500 + place),
        }
        if fate in {"gone", "home", "unlisted"}:
            column.unlisted += [line] if fate == "unlisted" else []
            column.sent_home |= {column.path_of(line)} if fate == "home" else set()
        else:
            column.lines.append(changed.get(fate, line))
        if fate == "doubled":
            column.lines.append(replace(line, number=600 + place))
    for place in range(chance.randint(0, 3)):
        column.lines.append(Line(700 + place, f"区里统一登载的第{place}条消息", date(2026, 3, 9)))
    column.lines.sort(key=lambda one: (one.day, one.number), reverse=True)
    return fates


def expected(made: Posted, fates: dict[str, str]) -> list[tuple[str, str, str]]:
    """What somebody would write down who looks at each of ours and at each of theirs."""
    words = {
        "retitled": ("changed", "title"), "earlier": ("changed", "date"), "later": ("changed", "date"),
        "edited": ("changed", "text"), "gone": ("gone", ""), "home": ("gone", ""),
        "unlisted": ("uncertain", ""), "moved": ("changed", "address"), "doubled": ("theirs_only", ""),
    }  # fmt: skip
    ours = [(*words[fate], title) for title, fate in fates.items() if fate in words]
    extra = [line.title for line in made.theirs["tzgg"].lines if line.title.startswith("区里统一登载的第")]
    return sorted([*ours, *(("theirs_only", "", title) for title in extra)])


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_found_is_what_was_planted_and_goes_when_it_is_mended(bureau, platform, shape):
    made = make_posted(bureau, platform, shape, each=14, codes=("tzgg",))
    column, theirs = made.ours["tzgg"], made.theirs["tzgg"]
    as_it_was = list(theirs.lines)
    truth = {line.title: line for line in as_it_was if line != OLD}
    at = NOW + timedelta(days=30)
    compare_column(column.pk, at)
    assert found() == []
    for seed in SEEDS:
        fates = plant(made, truth, random.Random(f"{shape} {seed}"))  # noqa: S311
        at += timedelta(days=1)
        compare_column(column.pk, at)
        assert found() == expected(made, fates), seed
        gone = {title for title, fate in fates.items() if fate in {"gone", "home"}}
        rows = Posting.objects.filter(state="gone").values_list("item__title", flat=True)
        assert set(rows) == gone, seed
        before = kept()
        at += timedelta(days=1)
        compare_column(column.pk, at)
        assert kept() == before, seed

        theirs.lines, theirs.unlisted, theirs.sent_home = list(as_it_was), [], set()
        at += timedelta(days=1)
        compare_column(column.pk, at)
        assert found() == [], seed
        assert set(Posting.objects.values_list("state", flat=True)) == {"posted"}
    assert set(Comparison.objects.values_list("result", flat=True)) == {"same", "different"}
    assert localdate(at) > localdate(NOW) and all(text_of(title) == truth[title].text for title in truth)
