"""Whatever is done in whatever order, the release equals the database and verifies."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.disclosure.acts.correct import correct, republish
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Item
from gongkai.kernel.acts.organs import describe_organ
from gongkai.portal.publication import bake_all, verify_release
from tests.factories import NOW, Bureau, make_live
from tests.portal.town import publish_draft

pytestmark = pytest.mark.django_db
VERBS = ("publish", "news", "withdraw", "take_down", "republish", "retitle", "describe", "write")


def pick(items: list[Item], number: int) -> Item | None:
    """One of them, or None."""
    return items[number % len(items)] if items else None


def perform(bureau: Bureau, site, verb: str, number: int) -> None:
    """One act on an item that allows it; none when there is no such item."""
    live = pick(list(Item.objects.filter(public_state="live").order_by("pk")), number)
    gone = pick(list(Item.objects.filter(public_state="withdrawn").order_by("pk")), number)
    if verb in {"publish", "news"}:
        make_live(bureau, "tzgg" if verb == "publish" else "gzdt", topic=f"t0{number % 9 + 1}")
    elif verb == "describe":
        changes = {"phone": f"0631-{number:07d}"}
        describe_organ(actor=bureau.admin, organ_id=bureau.organ.pk, changes=changes, now=NOW)
    elif verb == "write":
        site.write()
    elif verb == "republish" and gone:
        republish(actor=bureau.drafter, item_id=gone.pk, reason="核实", now=NOW)
        publish_draft(bureau, gone.pk)
    elif live and verb == "withdraw":
        withdraw(actor=bureau.reviewer, item_id=live.pk, reason="有误", now=NOW)
    elif live and verb == "take_down":
        take_down(actor=bureau.reviewer, item_id=live.pk, reason="泄露", now=NOW)
    elif live and verb == "retitle":
        correct(actor=bureau.drafter, item_id=live.pk, reason="改", now=NOW)
        edit(actor=bureau.drafter, item_id=live.pk, values={"title": f"改名{live.pk}-{number}"}, now=NOW)
        publish_draft(bureau, live.pk)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 999)), min_size=4, max_size=14))
def test_after_any_acts_a_full_bake_finds_nothing_to_set_right(bureau, site, acts):
    for verb, number in acts:
        perform(bureau, site, verb, number)
    site.write()
    assert verify_release() == []
    rebuilt = bake_all()
    assert (rebuilt.written, rebuilt.removed, rebuilt.foreign) == (0, 0, ())
    assert site.dead_links() == set()
