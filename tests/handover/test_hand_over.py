"""Handing over in one act, and the successor's first day."""

from __future__ import annotations

import pytest

from gongkai.handover.acts.hand_over import hand_over, mark_seen
from gongkai.handover.announcements import _home_counts
from gongkai.handover.models import Handover
from gongkai.handover.queries import handovers_visible_to, visible_handover
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, NotVisible
from gongkai.kernel.models import Person
from gongkai.kernel.rights import standing_of
from gongkai.requests.models import Case
from tests.factories import later, make_bureau, make_draft
from tests.request_factories import make_case, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_office()


def pass_on(bureau, leaver="reviewer", successor="outsider", **more) -> Handover:
    return hand_over(
        actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.people[leaver].pk,
        successor_id=bureau.people[successor].pk, now=later(days=1), **more,
    )  # fmt: skip


def test_every_duty_passes_on_in_one_act_and_the_row_says_what(bureau):
    case = make_case(bureau)
    Case.objects.filter(pk=case.pk).update(handler=bureau.drafter)
    make_draft(bureau)
    found = pass_on(bureau, "drafter", note="  第三批申报的材料在柜子里。 ")
    counts = {row["label"]: row["count"] for row in found.moved}
    assert counts["在办信息和草稿"] == 1
    assert counts["在办申请"] == 1
    assert found.note == "第三批申报的材料在柜子里。"
    assert Case.objects.get(pk=case.pk).handler == bureau.outsider
    assert not Person.objects.get(pk=bureau.drafter.pk).is_active
    assert audit.verify() == []


def test_a_refused_hand_over_leaves_no_row(bureau):
    with pytest.raises(ActRefused):
        hand_over(
            actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.drafter.pk,
            successor_id=bureau.admin.pk, now=later(days=1),
        )  # fmt: skip
    assert Handover.objects.count() == 0


def test_the_successors_home_page_leads_there_until_it_was_read(bureau):
    found = pass_on(bureau)

    def waiting() -> int:
        return sum(one.count for one in _home_counts(standing_of(bureau.outsider), later(days=1)))

    assert waiting() == 1
    mark_seen(actor=bureau.outsider, handover_id=found.pk, now=later(days=2))
    again = mark_seen(actor=bureau.outsider, handover_id=found.pk, now=later(days=3))
    assert waiting() == 0
    assert again.seen_at == later(days=2)


def test_only_the_successor_marks_it_as_read(bureau):
    found = pass_on(bureau)
    for person in (bureau.admin, bureau.colleague):
        with pytest.raises(NotVisible):
            mark_seen(actor=person, handover_id=found.pk, now=later(days=2))


def test_a_hand_over_is_seen_by_the_successor_and_by_who_administers(bureau):
    found = pass_on(bureau)
    other = make_bureau(parent=bureau.authority)
    for person in (bureau.outsider, bureau.admin, bureau.office_head):
        assert visible_handover(standing_of(person), found.pk) == found
    for person in (bureau.colleague, bureau.signer, other.admin):
        assert not handovers_visible_to(standing_of(person)).exists()
