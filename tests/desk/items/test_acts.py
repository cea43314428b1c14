"""Every act has a page: it says what will happen, does it, and keeps what was typed when it may not."""

import pytest

from gongkai.desk.items.act_pages import ACT_PAGES
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.publish import withhold
from gongkai.disclosure.acts.return_ import refer
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Expedited, Item, Override, Reassessment
from gongkai.disclosure.rules import Act
from tests.factories import NOW, Bureau, make_approved, make_draft, make_live, make_submitted


def address(item: Item, act: str) -> str:
    return f"/desk/items/{item.pk}/acts/{act}/"


def do(client, item: Item, act: str, **sent: object):
    assert client.get(address(item, act)).status_code == 200
    return client.post(address(item, act), sent)


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_every_act_but_writing_and_linking_has_a_page():
    assert set(ACT_PAGES) == set(Act) - {Act.EDIT, Act.LINK}
    for page in ACT_PAGES.values():
        assert page.what and page.done


def test_an_unknown_act_is_not_there(bureau, signed_in):
    item = make_draft(bureau)
    client = signed_in(bureau.drafter)
    assert client.get(address(item, "edit")).status_code == 404
    assert client.get(address(item, "nonsense")).status_code == 404


def test_from_draft_to_the_public(bureau, signed_in):
    item = make_draft(bureau, "zdly")
    drafter, head, reviewer, signer = (
        signed_in(bureau.people[name]) for name in ("drafter", "head", "reviewer", "signer")
    )
    do(drafter, item, "submit")
    for client in (head, reviewer, signer):
        page = client.get(address(item, "review"))
        do(client, item, "review", ground="依据", note="看过", seen=page.context["form"]["seen"].value())
    assert fresh(item).work_state == "approved"
    do(reviewer, item, "publish")
    assert fresh(item).public_state == "live"
    assert [record.note for record in item.reviews.all()] == ["看过"] * 3


def test_a_submission_with_faults_says_what_to_mend(bureau, signed_in):
    item = make_draft(bureau, body_html="")
    client = signed_in(bureau.drafter)
    response = client.get(address(item, "submit"))
    assert "正文为空" in response.content.decode()
    response = client.post(address(item, "submit"))
    assert response.status_code == 200 and "还有 1 处须先处理" in response.content.decode()
    assert fresh(item).work_state == "draft"


def test_the_reviewer_has_text_attachments_and_difference_before_him(bureau, signed_in):
    item = make_live(bureau, body_html="<p>旧的正文</p>")
    do(signed_in(bureau.drafter), item, "correct", reason="换新")
    edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": "<p>新的正文</p>"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    page = signed_in(bureau.reviewer).get(address(item, "review")).content.decode()
    assert "<p>新的正文</p>" in page and "<del>旧</del>" in page and "<ins>新</ins>" in page
    assert "修改原因：换新" in page


def test_a_review_vouches_only_for_what_was_on_the_page(bureau, signed_in):
    item = make_submitted(bureau)
    client = signed_in(bureau.reviewer)
    seen = client.get(address(item, "review")).context["form"]["seen"].value()
    edit(actor=bureau.drafter, item_id=item.pk, values={"title": "悄悄换掉的名称"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    response = client.post(address(item, "review"), {"ground": "依据", "note": "我的意见", "seen": seen})
    page = response.content.decode()
    assert "内容在您打开之后有改动" in page and "我的意见" in page and "悄悄换掉的名称" in page
    assert fresh(item).work_state == "in_review"
    seen_now = response.context["form"]["seen"].value()
    client.post(address(item, "review"), {"ground": "依据", "seen": seen_now})
    assert fresh(item).work_state == "approved"


def test_one_does_not_review_ones_own(bureau, signed_in):
    item = make_submitted(bureau)
    edit(actor=bureau.reviewer, item_id=item.pk, values={"summary": "改"}, now=NOW)
    submit(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    response = signed_in(bureau.reviewer).get(address(item, "review"))
    assert response.status_code == 409 and "由另一人审核" in response.content.decode()


def test_returning_needs_a_reason_and_tells_the_drafter(bureau, signed_in):
    item = make_submitted(bureau)
    client = signed_in(bureau.reviewer)
    assert "请改正标出的各项" in do(client, item, "return", reason=" ").content.decode()
    do(client, item, "return", reason="附件二缺页")
    assert "附件二缺页" in signed_in(bureau.drafter).get(f"/desk/items/{item.pk}/").content.decode()


def test_referring_and_answering(bureau, signed_in):
    item = make_submitted(bureau)
    client = signed_in(bureau.reviewer)
    do(client, item, "refer", to="区保密局", note="可否公开")
    assert fresh(item).work_state == "referred"
    assert do(client, item, "answer_referral", answer="复函").status_code == 200
    do(client, item, "answer_referral", may_open="yes", answer="海保复〔2026〕1号")
    assert fresh(item).work_state == "in_review"
    refer(actor=bureau.reviewer, item_id=item.pk, to="区保密局", note="", now=NOW)
    do(client, item, "answer_referral", may_open="no", answer="不宜公开")
    assert (fresh(item).work_state, fresh(item).returned_reason) == ("draft", "不宜公开")


def test_a_finding_is_let_pass_with_a_reason(bureau, signed_in):
    item = make_submitted(bureau, body_html="<p>值班手机13812345678</p>")
    client = signed_in(bureau.reviewer)
    page = client.get(f"/desk/items/{item.pk}/")
    issue = next(i for group in page.context["issue_groups"] for i in group.issues if i.key)
    query = {"check": issue.check, "key": issue.key}
    assert "138****5678" in client.get(address(item, "override"), query).content.decode()
    refused = client.post(address(item, "override"), query | {"reason": ""})
    assert refused.context["form"].errors
    client.post(address(item, "override"), query | {"reason": "公开办值班手机"})
    assert Override.objects.get().reason == "公开办值班手机"
    assert (
        client.post(address(item, "override"), {"check": "x", "key": "y", "reason": "无"}).status_code == 404
    )
    assert "公开办值班手机" in client.get(f"/desk/items/{item.pk}/").content.decode()


def test_a_schedule_is_set_in_the_future_and_taken_back(bureau, signed_in):
    item = make_approved(bureau)
    client = signed_in(bureau.reviewer)
    past = do(client, item, "schedule", at="2020-01-01T09:00")
    assert "须晚于现在" in past.content.decode() and 'value="2020-01-01T09:00"' in past.content.decode()
    do(client, item, "schedule", at="2099-01-01 09:00")
    assert fresh(item).scheduled_for.isoformat() == "2099-01-01T01:00:00+00:00"
    do(client, item, "unschedule")
    assert fresh(item).work_state == "approved"


def test_haste_names_a_signer(bureau, signed_in):
    item = make_draft(bureau)
    client = signed_in(bureau.reviewer)
    form = client.get(address(item, "expedite")).context["form"]
    assert list(form.fields["approver"].queryset) == [bureau.signer]
    wrong = do(client, item, "expedite", approver=bureau.head.pk, how="电话", reason="汛情")
    assert wrong.context["form"].errors["approver"]
    do(client, item, "expedite", approver=bureau.signer.pk, how="14:20 电话", reason="汛情")
    assert fresh(item).public_state == "live"
    assert Expedited.objects.get().how == "14:20 电话"


@pytest.mark.parametrize(("act", "kind"), [("correct", "full"), ("correct_light", "light")])
def test_a_correction_leads_to_the_editor(bureau, signed_in, act, kind):
    item = make_live(bureau)
    response = do(signed_in(bureau.drafter), item, act, reason="错字")
    assert response.url == f"/desk/items/{item.pk}/edit/"
    assert fresh(item).work_kind == kind


def test_validity_is_proposed_and_the_same_one_refused(bureau, signed_in):
    item = make_live(bureau)
    client = signed_in(bureau.drafter)
    same = do(client, item, "change_validity", validity=item.validity, note="说明")
    assert "有效性没有变化" in same.content.decode() or same.context["form"].errors["validity"]
    assert fresh(item).work_state == "idle"
    do(client, item, "change_validity", validity="repealed", note="被新办法代替", expires_on="")
    assert (fresh(item).validity, fresh(item).work_kind) == ("repealed", "validity")


def test_withdrawing_and_opening_again(bureau, signed_in):
    item = make_live(bureau)
    do(signed_in(bureau.reviewer), item, "withdraw", reason="过期")
    assert fresh(item).public_state == "withdrawn"
    do(signed_in(bureau.drafter), item, "republish", reason="误撤")
    assert fresh(item).work_kind == "republish"


def test_taking_down_asks_for_the_word(bureau, signed_in):
    item = make_live(bureau)
    client = signed_in(bureau.security)
    for word in ("", "是", "take down"):
        kept = do(client, item, "take_down", reason="泄露", word=word)
        assert kept.context["form"].errors["word"] and "泄露</textarea>" in kept.content.decode()
    assert fresh(item).public_state == "live"
    do(client, item, "take_down", reason="泄露", word=" 撤下 ")
    assert fresh(item).public_state == "taken_down"


def test_withholding_and_looking_again(bureau, signed_in):
    item = make_approved(bureau, mode="withheld", ground="art16_internal")
    client = signed_in(bureau.reviewer)
    do(client, item, "withhold")
    assert fresh(item).public_state == "withheld"
    past = do(client, item, "reassess", opens="no", note="仍属内部事务", next_on="2020-01-01")
    assert past.context["form"].errors["next_on"]
    do(client, item, "reassess", opens="no", note="仍属内部事务", next_on="2099-01-01")
    do(client, item, "reassess", opens="yes", note="情势已变")
    assert [look.opens for look in Reassessment.objects.order_by("id")] == [False, True]
    assert fresh(item).work_state == "draft"


def test_giving_up_a_draft(bureau, signed_in):
    item = make_draft(bureau)
    do(signed_in(bureau.drafter), item, "discard")
    assert (fresh(item).public_state, fresh(item).work_state) == ("none", "idle")


def _states(bureau: Bureau) -> list[Item]:
    withheld = make_approved(bureau, mode="withheld", ground="art16_internal")
    withhold(actor=bureau.reviewer, item_id=withheld.pk, now=NOW)
    gone = make_live(bureau)
    withdraw(actor=bureau.reviewer, item_id=gone.pk, reason="过期", now=NOW)
    return [
        make_draft(bureau),
        make_submitted(bureau),
        make_approved(bureau),
        make_live(bureau),
        withheld,
        gone,
    ]


def test_every_button_leads_to_a_page_and_every_closed_act_answers_why(bureau, signed_in):
    items = _states(bureau)
    for name in ("drafter", "head", "reviewer", "signer", "security"):
        client = signed_in(bureau.people[name])
        for item in items:
            response = client.get(f"/desk/items/{item.pk}/")
            if response.status_code == 404:
                continue
            for button in response.context["buttons"]:
                status = client.get(button.url).status_code
                assert status == (409 if button.reason else 200), (name, button)
