"""Who sees which items, and what waits for whom."""

import pytest

from gongkai.disclosure import queries, rules
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.figures import published_by_category
from gongkai.disclosure.models import Item, PublicState, WorkState
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, later, make_approved, make_bureau, make_draft, make_live, make_submitted

pytestmark = pytest.mark.django_db


def _seen(person) -> set[int]:
    return set(queries.visible_to(standing_of(person)).values_list("pk", flat=True))


def test_each_sees_what_is_his_and_what_is_public(bureau):
    draft, live = make_draft(bureau), make_live(bureau)
    stranger = make_bureau(parent=bureau.authority)
    expected = {
        "drafter": {draft.pk, live.pk}, "head": {draft.pk, live.pk}, "reviewer": {draft.pk, live.pk},
        "signer": {draft.pk, live.pk}, "outsider": {live.pk}, "admin": {live.pk}, "auditor": {live.pk},
        "security": {live.pk}, "office_head": {live.pk}, "supervisor": {live.pk},
    }  # fmt: skip
    assert {role: _seen(bureau.people[role]) for role in expected} == expected
    assert _seen(stranger.reviewer) == set()


def test_reviews_wait_for_those_who_may_take_them_and_not_for_the_author(bureau):
    item = make_submitted(bureau, "zcwj")

    def waiting(role: str) -> list[int]:
        return list(queries.waiting_for_review(standing_of(bureau.people[role])).values_list("pk", flat=True))

    assert waiting("head") == [item.pk]
    assert waiting("signer") == [item.pk]
    for role in ("drafter", "colleague", "outsider", "reviewer", "office_head", "admin", "supervisor"):
        assert waiting(role) == [], role


def test_titles_are_found_by_words_inside_them(bureau):
    found = make_draft(bureau, title="关于印发绿色工厂培育办法的通知")
    make_draft(bureau, title="关于召开座谈会的通知")
    items = queries.visible_to(standing_of(bureau.drafter))
    for words in ("绿色工厂", "工厂", "培育 通知", "绿"):
        assert list(queries.found_by(items, words)) == [found], words
    assert list(queries.found_by(items, "工厂绿色")) == []
    assert queries.found_by(items, "通知").count() == 2


def test_the_year_counts_what_is_still_public_once_each_by_category(bureau):
    make_live(bureau, statistical_category="work_news")
    make_live(bureau, statistical_category="work_news", now=later(days=5))
    make_live(bureau, statistical_category="not_counted")
    make_live(bureau, statistical_category="policy", now=later(days=-90))
    gone = make_live(bureau, statistical_category="policy")
    withdraw(actor=bureau.reviewer, item_id=gone.pk, reason="误", now=NOW)
    make_approved(bureau)
    assert published_by_category(bureau.organ, 2026) == {
        "org_functions": 0, "work_news": 2, "policy": 0, "key_areas": 0, "openness_work": 0, "other": 0,
    }  # fmt: skip
    assert published_by_category(bureau.organ, 2025)["policy"] == 1


def test_the_table_names_every_pair_of_states_an_act_may_start_from(bureau):
    assert set(rules.TABLE) == set(rules.Act)
    item = make_draft(bureau)
    standing = standing_of(bureau.reviewer)
    for public in PublicState:
        for work in WorkState:
            item.public_state, item.work_state = public, work
            item.review_step = "second" if work == WorkState.IN_REVIEW else ""
            for rule, reason in rules.allowed_acts(item, standing):
                open_now = public in rule.public and work in rule.work
                assert reason is not None or open_now
            assert rules.status_of(item).label


def test_every_home_count_links_somewhere_and_counts_right(bureau):
    from gongkai.kernel.registry import registry

    make_submitted(bureau)
    make_approved(bureau)
    counts = {c.key: c.count for f in registry.home_counts for c in f(standing_of(bureau.reviewer), NOW)}
    # In March the report on the year before is overdue, too.
    assert counts == {"review": 1, "publish": 1, "reporting.due": 1}
    assert Item.objects.count() == 2
