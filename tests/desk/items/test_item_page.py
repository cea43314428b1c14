"""The page of an item for each kind of person: the work for those who work on it, the edition for others."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Relation
from tests.factories import NOW, later, make_draft, make_live, make_submitted


def page(client, item, tail: str = "") -> str:
    response = client.get(f"/desk/items/{item.pk}/{tail}")
    assert response.status_code == 200
    return response.content.decode()


def revised(bureau):
    """A live item with a second edition in work."""
    item = make_live(bureau, title="公开的名称", body_html="<p>公开的正文</p>")
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    values = {"title": "修改中的名称", "body_html": "<p>修改中的正文</p>"}
    return edit(actor=bureau.drafter, item_id=item.pk, values=values, now=NOW)


def test_workers_see_the_work_and_others_the_public_edition(bureau, signed_in):
    item = revised(bureau)
    for name in ("drafter", "colleague", "head", "reviewer", "signer"):
        seen = page(signed_in(bureau.people[name]), item)
        assert "修改中的正文" in seen and "公众看到的是第 1 版" in seen
    for name in ("outsider", "admin", "security", "auditor", "supervisor"):
        seen = page(signed_in(bureau.people[name]), item)
        assert "公开的正文" in seen and "公开的名称" in seen
        assert "修改中" not in seen and "办理经过" not in seen


def test_a_draft_is_not_there_for_others(bureau, signed_in):
    item = make_draft(bureau)
    for name in ("outsider", "admin", "security", "auditor", "supervisor"):
        for tail in ("", "record/", "compare/", "links/", "acts/submit/"):
            assert signed_in(bureau.people[name]).get(f"/desk/items/{item.pk}/{tail}").status_code == 404


def test_buttons_say_the_act_and_closed_ones_the_reason(bureau, signed_in):
    item = make_submitted(bureau)
    own, second = page(signed_in(bureau.drafter), item), page(signed_in(bureau.reviewer), item)
    assert f'href="/desk/items/{item.pk}/acts/review/"' not in own
    assert f'class="button main" href="/desk/items/{item.pk}/acts/review/">审核通过' in second
    assert "审核通过才能发布" in second


def test_a_withdrawn_item_tells_others_only_that(bureau, signed_in):
    item = make_live(bureau, body_html="<p>原来的正文</p>")
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="已过时", now=NOW)
    seen = page(signed_in(bureau.supervisor), item)
    assert "已过时" in seen and "原来的正文" not in seen


def test_what_was_taken_down_leaves_no_text(bureau, signed_in):
    item = make_live(bureau, title="泄露的名称", body_html="<p>泄露的正文</p>")
    take_down(actor=bureau.reviewer, item_id=item.pk, reason="泄露", now=NOW)
    for name in ("reviewer", "security"):
        seen = page(signed_in(bureau.people[name]), item)
        assert "泄露的" not in seen
    assert signed_in(bureau.drafter).get(f"/desk/items/{item.pk}/").status_code == 404


def test_the_security_officer_takes_down_from_the_public_page(bureau, signed_in):
    item = make_live(bureau)
    assert f'href="/desk/items/{item.pk}/acts/take_down/"' in page(signed_in(bureau.security), item)


def test_findings_are_masked_on_the_page(bureau, signed_in):
    item = make_submitted(bureau, body_html="<p>联系手机13812345678</p>")
    attach_to = make_draft(bureau)
    attach(
        actor=bureau.drafter, item_id=attach_to.pk, name="名单.txt",
        stream=io.BytesIO("张三 13912345678".encode()), now=NOW,
    )  # fmt: skip
    checks = page(signed_in(bureau.reviewer), item).split('id="checks"')[1].split("</section>")[0]
    assert "138****5678" in checks and "13812345678" not in checks
    assert "acts/override/?check=pii.mobile" in checks
    assert "override" not in page(signed_in(bureau.head), item)
    listed = page(signed_in(bureau.drafter), attach_to)
    assert "139****5678" in listed and "13912345678" not in listed


def test_two_editions_are_compared_field_by_field_and_word_by_word(bureau, signed_in):
    item = revised(bureau)
    client = signed_in(bureau.drafter)
    seen = page(client, item, "compare/?old=1&new=work")
    assert "<del>公开的名称</del>" in seen and "<ins>修改中的名称</ins>" in seen
    assert "<del>公开</del>" in seen and "<ins>修改中</ins>" in seen
    assert "内容相同" in page(client, item, "compare/?old=1&new=1")
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=later(hours=1))
    assert "第 2 版" in page(client, item, "compare/?old=1&new=2")
    for name in ("outsider", "supervisor"):
        assert signed_in(bureau.people[name]).get(f"/desk/items/{item.pk}/compare/").status_code == 404


def test_the_timeline_names_acts_and_people(bureau, signed_in):
    item = make_live(bureau)
    events = signed_in(bureau.reviewer).get(f"/desk/items/{item.pk}/").context["events"]
    assert [(event.words, event.who) for event in events] == [
        ("发布信息，第 1 版", bureau.reviewer.name),
        ("审核通过（第二人审核）", bureau.reviewer.name),
        ("提交审核", bureau.drafter.name),
        ("起草信息", bureau.drafter.name),
    ]


def test_the_record_for_printing_holds_reviews_and_editions(bureau, signed_in):
    item = make_live(bureau)
    seen = page(signed_in(bureau.drafter), item, "record/")
    assert "政府信息公开审查表" in seen and bureau.reviewer.name in seen and item.index_number in seen


def test_policy_and_interpretation_are_found_linked_and_unlinked(bureau, signed_in):
    policy = make_live(bureau, title="技术改造扶持办法")
    reading = make_draft(bureau, title="《技术改造扶持办法》解读")
    client = signed_in(bureau.drafter)
    found = client.get(f"/desk/items/{reading.pk}/links/", {"q": "扶持办法"}).context["found"]
    assert [row.pk for row in found] == [policy.pk]
    client.post(f"/desk/items/{reading.pk}/links/", {"link_policy": policy.pk})
    assert Relation.objects.get().policy == policy
    assert "政策解读" in page(client, policy) and "技术改造扶持办法" in page(client, reading)
    client.post(f"/desk/items/{policy.pk}/links/", {"unlink_interpretation": reading.pk})
    assert not Relation.objects.exists()


def test_a_link_to_a_hidden_draft_is_not_told(bureau, signed_in):
    policy = make_live(bureau)
    reading = make_draft(bureau, title="没公开的解读")
    link_interpretation(actor=bureau.drafter, policy_id=policy.pk, interpretation_id=reading.pk, now=NOW)
    assert "没公开的解读" not in page(signed_in(bureau.supervisor), policy)
    assert signed_in(bureau.outsider).post(
        f"/desk/items/{policy.pk}/links/", {"link_interpretation": reading.pk}
    ).status_code == 404  # fmt: skip


@pytest.mark.parametrize("more", [1, 8])
def test_the_page_asks_a_bounded_number_of_questions(bureau, signed_in, more):
    item = make_submitted(bureau)
    for number in range(more):
        reading = make_draft(bureau)
        link_interpretation(actor=bureau.drafter, policy_id=item.pk, interpretation_id=reading.pk, now=NOW)
        edit(actor=bureau.drafter, item_id=item.pk, values={"summary": f"第{number}次"}, now=NOW)
    client = signed_in(bureau.reviewer)
    client.get("/desk/items/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/desk/items/{item.pk}/")
    assert len(asked) <= 60
