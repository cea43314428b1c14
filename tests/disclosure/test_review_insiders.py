"""What one insider alone might try: shorter routes, late pictures, quiet links, creeping corrections."""

import io

import pytest

from gongkai.disclosure import queries
from gongkai.disclosure.acts.attach import add_picture
from gongkai.disclosure.acts.correct import correct, discard
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation, unlink_interpretation
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.return_ import answer_referral, refer, return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.models import Item, Relation
from gongkai.kernel.acts.organs import save_department
from gongkai.kernel.errors import ActRefused, InputRefused, SamePersonMayNotApprove
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, later, make_approved, make_draft, make_live, make_submitted
from tests.pictures import png

pytestmark = pytest.mark.django_db


def _picture(bureau, item: Item, shade: int = 0) -> str:
    return add_picture(
        actor=bureau.drafter, item_id=item.pk, name="图.png", stream=io.BytesIO(png(shade)), now=NOW
    )


def _fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_what_a_leader_signed_is_not_rewritten_by_way_of_a_column_with_a_shorter_route(bureau):
    item = make_live(bureau, "zdly")
    correct(actor=bureau.drafter, item_id=item.pk, reason="调整栏目", now=NOW)
    edit(
        actor=bureau.drafter, item_id=item.pk, now=NOW,
        values={"column": bureau.columns["tzgg"].pk, "body_html": "<p>全部重写</p>"},
    )  # fmt: skip
    item = submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    for role in ("head", "reviewer", "signer"):
        assert item.work_state == "in_review", role
        item = review(actor=bureau.people[role], item_id=item.pk, now=NOW)
    assert item.work_state == "approved"


def test_a_referral_is_not_undone_by_a_head_who_gives_the_item_back(bureau):
    item = make_submitted(bureau)
    refer(actor=bureau.reviewer, item_id=item.pk, to="区国家保密局", note="", now=NOW)
    for role in ("head", "signer"):
        with pytest.raises(ActRefused, match="报请"):
            return_(actor=bureau.people[role], item_id=item.pk, reason="改一改", now=NOW)
    assert return_(actor=bureau.reviewer, item_id=item.pk, reason="撤回报请", now=NOW).work_state == "draft"


def test_what_was_answered_with_no_is_not_approved_as_it_stands(bureau):
    item = make_submitted(bureau)
    refer(actor=bureau.reviewer, item_id=item.pk, to="区国家保密局", note="", now=NOW)
    answer_referral(actor=bureau.reviewer, item_id=item.pk, answer="不宜公开", may_open=False, now=NOW)
    with pytest.raises(InputRefused, match="不得公开"):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    closed = {"mode": "withheld", "ground": "art16_internal"}
    edit(actor=bureau.drafter, item_id=item.pk, values=closed, now=NOW)
    assert submit(actor=bureau.drafter, item_id=item.pk, now=NOW).work_state == "in_review"


def test_a_returned_item_may_be_handed_in_again_as_it_stands(bureau):
    item = make_submitted(bureau)
    return_(actor=bureau.reviewer, item_id=item.pk, reason="请核对", now=NOW)
    assert submit(actor=bureau.drafter, item_id=item.pk, now=NOW).work_state == "in_review"


def test_a_picture_added_during_review_needs_review_again(bureau):
    item = make_draft(bureau, "zcwj")
    address = _picture(bureau, item)
    edit(
        actor=bureau.drafter, item_id=item.pk, values={"body_html": f'<p><img src="{address}"></p>'}, now=NOW
    )
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.head, item_id=item.pk, now=NOW)
    _picture(bureau, item, shade=9)
    item = _fresh(item)
    assert (item.work_state, item.review_step) == ("draft", "")


def test_who_adds_a_picture_has_edited_and_the_open_form_stays_good(bureau):
    item = make_draft(bureau)
    add_picture(actor=bureau.reviewer, item_id=item.pk, name="图.png", stream=io.BytesIO(png()), now=NOW)
    edited = edit(
        actor=bureau.colleague, item_id=item.pk, values={"summary": "概述"}, now=NOW, revision=item.revision
    )
    assert edited.last_editor == bureau.colleague
    add_picture(actor=bureau.reviewer, item_id=item.pk, name="图.png", stream=io.BytesIO(png(7)), now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    with pytest.raises(SamePersonMayNotApprove):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)


def test_a_picture_of_another_item_is_not_carried_along(bureau):
    secret = make_draft(bureau)
    address = _picture(bureau, secret, shade=3)
    item = make_live(bureau, body_html=f'<p>内容<img src="{address}"></p>')
    assert not item.live_edition.attachments.exists()


def _open_light(bureau, item: Item, body: str) -> None:
    correct(actor=bureau.drafter, item_id=item.pk, reason="错字", light=True, now=NOW)
    edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": body}, now=NOW)


@pytest.mark.parametrize(
    "body",
    [
        '<p>数量为10<sup>2</sup>个，详见<a href="https://example.org/">附表</a>。</p>',
        '<p>数量为102个，详见<a href="https://example.com/">附表</a>。</p>',
    ],
)
def test_a_light_correction_changes_characters_and_no_links_or_raised_figures(bureau, body):
    item = make_live(
        bureau, body_html='<p>数量为10<sup>2</sup>个，详见<a href="https://example.com/">附表</a>。</p>'
    )
    _open_light(bureau, item, body)
    with pytest.raises(InputRefused, match="勘误只能改"):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_a_light_correction_exchanges_no_picture(bureau):
    item = make_draft(bureau)
    first, second = _picture(bureau, item, 1), _picture(bureau, item, 2)
    body = '<p>公示<img src="{}"></p>'
    edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": body.format(first)}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    _open_light(bureau, item, body.format(second))
    with pytest.raises(InputRefused, match="勘误只能改"):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_a_light_correction_brings_no_picture_that_was_not_carried_before(bureau):
    elsewhere = _picture(bureau, make_draft(bureau), 5)
    item = make_live(bureau, body_html=f'<p>请于三月前抱送<img src="{elsewhere}"></p>')
    _open_light(bureau, item, f'<p>请于三月前报送<img src="{elsewhere}"></p>')
    _picture(bureau, item, 5)
    with pytest.raises(InputRefused, match="勘误只能改"):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_a_light_correction_moves_the_item_to_no_other_department(bureau):
    item = make_live(bureau, body_html="<p>请于三月前抱送</p>")
    correct(actor=bureau.reviewer, item_id=item.pk, reason="错字", light=True, now=NOW)
    edit(
        actor=bureau.reviewer, item_id=item.pk, now=NOW,
        values={"department": bureau.other.pk, "body_html": "<p>请于三月前报送</p>"},
    )  # fmt: skip
    with pytest.raises(InputRefused, match="勘误只能改"):
        submit(actor=bureau.reviewer, item_id=item.pk, now=NOW)


def test_light_corrections_do_not_add_up_to_another_text(bureau):
    item = make_live(bureau, "zdly", body_html="<p>甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳</p>")
    _open_light(bureau, item, "<p>一二三四五六七辛壬癸子丑寅卯辰巳</p>")
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.head, item_id=item.pk, now=NOW)
    _open_light(bureau, item, "<p>一二三四五六七八九十零丑寅卯辰巳</p>")
    with pytest.raises(InputRefused, match="11 个字"):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_a_round_given_up_leaves_the_item_in_its_department(bureau):
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    edit(actor=bureau.reviewer, item_id=item.pk, values={"department": bureau.other.pk}, now=NOW)
    discard(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    assert _fresh(item).department == bureau.business


def test_an_item_goes_to_no_closed_department(bureau):
    closed = save_department(
        actor=None, organ=bureau.organ, code="old", name="旧科", now=NOW, is_active=False
    )
    item = make_draft(bureau)
    with pytest.raises(InputRefused) as refusal:
        edit(actor=bureau.drafter, item_id=item.pk, values={"department": closed.pk}, now=NOW)
    assert "department" in refusal.value.fields
    Item.objects.filter(pk=item.pk).update(department=closed)
    kept = edit(actor=bureau.reviewer, item_id=item.pk, values={"department": closed.pk}, now=NOW)
    assert kept.department == closed, "what stands there may stay"


def test_links_of_public_items_are_the_offices(bureau):
    policy, interpretation = make_live(bureau, "zcwj"), make_live(bureau)
    pair = {"policy_id": policy.pk, "interpretation_id": interpretation.pk, "now": NOW}
    with pytest.raises(ActRefused, match="公开办"):
        link_interpretation(actor=bureau.drafter, **pair)
    link_interpretation(actor=bureau.reviewer, **pair)
    with pytest.raises(ActRefused, match="公开办"):
        unlink_interpretation(actor=bureau.head, **pair)
    unlink_interpretation(actor=bureau.reviewer, **pair)
    assert not Relation.objects.exists()


def test_no_link_is_made_while_the_secrecy_authority_has_the_item(bureau):
    policy, interpretation = make_live(bureau, "zcwj"), make_submitted(bureau)
    refer(actor=bureau.reviewer, item_id=interpretation.pk, to="区国家保密局", note="", now=NOW)
    with pytest.raises(ActRefused):
        link_interpretation(
            actor=bureau.drafter, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
        )


def test_nothing_is_linked_to_what_was_taken_down(bureau):
    policy, interpretation = make_live(bureau, "zcwj"), make_draft(bureau)
    take_down(actor=bureau.reviewer, item_id=policy.pk, reason="误", now=NOW)
    with pytest.raises(ActRefused):
        link_interpretation(
            actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
        )


def test_another_organs_reviewer_sees_no_draft_moved_about(bureau):
    item = make_approved(bureau)
    edit(actor=bureau.drafter, item_id=item.pk, values={"department": bureau.other.pk}, now=later(hours=1))
    for role, sees in (("outsider", True), ("drafter", False), ("reviewer", True), ("supervisor", False)):
        seen = queries.visible_to(standing_of(bureau.people[role])).filter(pk=item.pk).exists()
        assert seen == sees, role
