"""Random people do random things to random items; what must always hold, always holds."""

from __future__ import annotations

import io
import os
import random
from datetime import datetime, timedelta

import pytest

from gongkai.disclosure import queries, rules
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.correct import change_validity, correct, discard, republish
from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.acts.expire import expire_due
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish, schedule, unschedule, withhold
from gongkai.disclosure.acts.reassess import reassess
from gongkai.disclosure.acts.return_ import answer_referral, refer, return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Edition, Item, ListSlot, ListState, ReviewRecord
from gongkai.kernel import audit, outbox
from gongkai.kernel.errors import NotVisible, Refused
from gongkai.kernel.models import IssuedNumber, SearchGram
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, Bureau, make_bureau

pytestmark = pytest.mark.django_db
#: What lets an edition out: a look at exactly this content, or the reviewed end of its validity.
_LOOKS = {"approved", "oral", "batch"}


def _acts(bureau: Bureau, chance: random.Random, item: int, now: datetime) -> dict:
    """Every act with plausible, sometimes faulty, arguments."""
    columns = list(bureau.columns.values())
    titles = ("关于申报的通知", "关于印发办法的通知", "我局召开会议", "")
    bodies = ("<p>内容一</p>", "<p>内容二，电话13812345678。</p>", "", "<p>内容三</p>")
    base = {"item_id": item, "now": now}
    return {
        draft: {
            "column_id": chance.choice(columns).pk, "now": now,
            "values": {
                "title": f"{chance.choice(titles)}{chance.randrange(99)}", "body_html": chance.choice(bodies),
                "mode": chance.choice(("proactive", "proactive", "withheld")), "ground": "art16_internal",
            },
        },
        edit: base | {"values": {"title": chance.choice(titles), "body_html": chance.choice(bodies)}},
        attach: base | {"name": "a.txt", "stream": io.BytesIO(b"abc%d" % chance.randrange(5))},
        submit: base, review: base, publish: base, discard: base, unschedule: base, withhold: base,
        return_: base | {"reason": chance.choice(("理由", ""))},
        refer: base | {"to": "保密局", "note": ""},
        answer_referral: base | {"answer": "可", "may_open": chance.random() < 0.5},
        schedule: base | {"at": now + timedelta(hours=chance.randrange(-1, 5))},
        expedite: base | {"approver": bureau.signer, "how": "电话", "reason": "急"},
        correct: base | {"reason": "改", "light": chance.random() < 0.5},
        change_validity: base | {"validity": chance.choice(("repealed", "in_force")), "note": "据"},
        withdraw: base | {"reason": "误"}, republish: base | {"reason": "已核"},
        reassess: base | {"opens": chance.random() < 0.5, "note": "意见"},
        link_interpretation: {"policy_id": item, "interpretation_id": chance.randrange(1, 6), "now": now},
    }  # fmt: skip


#: How often each act is tried: the way to publication more often than the ways off it.
_WEIGHTS = {draft: 3, submit: 6, review: 12, publish: 8, edit: 2, correct: 3, take_down: 1}


def _may_start(act, arguments: dict) -> bool:
    """Whether the item's states are ones the act may start from; an act without an item always may."""
    item = Item.objects.filter(pk=arguments.get("item_id", 0)).first()
    name = act.__name__.rstrip("_")
    if item is None or name not in rules.TABLE:
        return True
    rule = rules.TABLE[rules.Act(name)]
    return item.public_state in rule.public and item.work_state in rule.work


def _play(bureau: Bureau, seed: int, acts: int) -> int:
    chance, now, happened = random.Random(seed), NOW, 0  # noqa: S311 — a story to tell again by its seed
    people = list(bureau.people.values())
    for _ in range(acts):
        now += timedelta(minutes=chance.randrange(1, 300))
        ids = list(Item.objects.values_list("pk", flat=True)) or [0]
        choices = _acts(bureau, chance, chance.choice(ids), now)
        if chance.random() < 0.05:
            choices[take_down] = {"item_id": chance.choice(ids), "reason": "泄露", "now": now}
        likely = [name for name in choices if chance.random() < 0.1 or _may_start(name, choices[name])]
        act = chance.choices(likely, [_WEIGHTS.get(name, 1) for name in likely])[0]
        happened += _somebody_does(act, choices[act], chance.sample(people, k=7))
        if chance.random() < 0.1:
            expire_due(now)
            outbox.drain(owner="w", clock=lambda at=now: at)
    return happened


def _somebody_does(act, arguments: dict, people: list) -> bool:
    """Ask one after the other until somebody may; most may not."""
    for person in people:
        try:
            act(actor=person, **arguments)
        except (Refused, NotVisible):
            continue
        return True
    return False


def _check(bureau: Bureau) -> None:
    assert audit.verify(anchors=audit.anchors()) == []
    for item in Item.objects.all():
        _check_item(item)
    numbers = [n for n in Item.objects.values_list("index_number", flat=True) if n]
    assert len(numbers) == len(set(numbers))
    assert set(IssuedNumber.objects.values_list("number", flat=True)) == set(numbers)
    serials = sorted(int(number[-5:]) for number in numbers)
    assert serials == list(range(1, len(serials) + 1)), "no gap, no double"
    for state in ListState.objects.all():
        slots = ListSlot.objects.filter(list_key=state.key)
        assert state.live_total == slots.filter(is_live=True).count(), state.key
        assert all(slot.slot <= state.last_slot for slot in slots)


def _check_item(item: Item) -> None:
    is_live = item.public_state == "live"
    assert ListSlot.objects.filter(item=item, is_live=True).exists() == is_live
    assert SearchGram.objects.filter(scope=queries.PUBLIC_SCOPE, doc_id=item.pk).exists() == is_live
    if is_live:
        assert item.live_edition_id == item.editions.order_by("number").last().pk
    for edition in Edition.objects.filter(item=item):
        looks = ReviewRecord.objects.filter(item=item, digest=edition.digest, at__lte=edition.published_at)
        by = set(looks.filter(result__in=_LOOKS).values_list("reviewer", flat=True))
        assert by, f"edition {edition.number} of {item.pk} went out unseen"
        if edition.purged_at:
            assert not edition.body_html
    if item.public_state == "taken_down":
        assert not item.attachments.exists()
        assert "内容" not in item.body_html + item.title


def _tell(seeds: range, acts: int) -> int:
    happened = 0
    for seed in seeds:
        bureau = make_bureau()
        happened += _play(bureau, seed, acts)
        _check(bureau)
        standing = standing_of(bureau.outsider)
        hidden = queries.visible_to(standing).filter(public_state__in=("none", "taken_down", "withheld"))
        assert not hidden.exclude(department=bureau.other).exists()
    return happened


@pytest.mark.parametrize("seed", range(2))
def test_a_few_stories_hold(db, gongkai_dir, seed):
    assert _tell(range(seed, seed + 1), acts=100) > 40


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(int(os.environ.get("GONGKAI_STORIES", "300"))))
def test_many_stories_hold(db, gongkai_dir, seed):
    _tell(range(1000 + seed, 1001 + seed), acts=330)
