"""Once an item is public: corrections, validity, withdrawal, leaks, haste, a second look."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.disclosure import queries
from gongkai.disclosure.acts.attach import attach, detach
from gongkai.disclosure.acts.correct import change_validity, correct, republish
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite, settle_expedited
from gongkai.disclosure.acts.expire import expire_due
from gongkai.disclosure.acts.link import link_interpretation, unlink_interpretation
from gongkai.disclosure.acts.override import allow_value, disallow_value, override
from gongkai.disclosure.acts.publish import publish, withhold
from gongkai.disclosure.acts.reassess import reassess
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Edition, Expedited, Item, ListSlot, ListState, Relation
from gongkai.disclosure.screening import findings_of
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible, SamePersonMayNotApprove
from gongkai.kernel.models import OutboxJob, SearchGram, StoredFile, Tombstone
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, later, make_approved, make_draft, make_live, make_submitted

pytestmark = pytest.mark.django_db


def _fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_a_wrong_character_is_mended_by_one_countersign(bureau):
    item = make_live(bureau, "zdly", body_html="<p>请于三月十日前抱送材料。</p>")
    correct(actor=bureau.drafter, item_id=item.pk, reason="错字", light=True, now=later(hours=1))
    edit(
        actor=bureau.drafter,
        item_id=item.pk,
        values={"body_html": "<p>请于三月十日前报送材料。</p>"},
        now=NOW,
    )
    submit(actor=bureau.drafter, item_id=item.pk, now=later(hours=1))
    with pytest.raises(ActRefused):
        review(actor=bureau.drafter, item_id=item.pk, now=later(hours=2))
    review(actor=bureau.head, item_id=item.pk, now=later(hours=2))
    item = _fresh(item)
    assert (item.live_edition.number, item.live_edition.kind) == (2, "light")
    assert "报送" in item.live_edition.body_html
    assert item.index_number == item.editions.get(number=1).index_number
    assert item.first_published_at == NOW


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"body_html": "<p>整段全部重写，与原来的内容没有任何关系，字数也多得多。</p>"}, "个字"),
        ({"doc_number": "文工信〔2026〕9号"}, "勘误只能改"),
        ({"formed_on": date(2026, 2, 1)}, "勘误只能改"),
        ({}, "没有改动"),
    ],
)
def test_anything_more_than_a_character_takes_the_full_route(bureau, values, why):
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="改", light=True, now=NOW)
    if values:
        edit(actor=bureau.drafter, item_id=item.pk, values=values, now=NOW)
    with pytest.raises(InputRefused, match=why):
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_the_public_reads_the_old_edition_until_the_new_one_is_out(bureau):
    item = make_live(bureau, "zcwj")
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    edit(actor=bureau.drafter, item_id=item.pk, values={"title": "新的标题"}, now=NOW)
    assert _fresh(item).live_edition.title == item.title
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.head, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=later(hours=1))
    assert _fresh(item).live_edition.title == "新的标题"
    assert list(item.editions.values_list("number", "kind")) == [(1, "first"), (2, "full")]


def test_an_edition_can_be_neither_changed_nor_removed(bureau):
    edition = make_live(bureau).live_edition
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(title="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk)._raw_delete("default")


def test_a_repealed_document_is_kept_and_marked(bureau):
    item = make_live(bureau, validity="in_force")
    change_validity(
        actor=bureau.drafter, item_id=item.pk, validity="repealed", note="被文工信〔2026〕8号废止", now=NOW
    )
    with pytest.raises(InputRefused, match="只能修改有效性"):
        edit(actor=bureau.drafter, item_id=item.pk, values={"title": "x"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=later(hours=1))
    item = _fresh(item)
    assert (item.public_state, item.live_edition.validity, item.live_edition.number) == (
        "live",
        "repealed",
        2,
    )


def test_a_document_past_its_stated_day_is_marked_by_itself_once(bureau):
    item = make_live(bureau, validity="in_force", expires_on=date(2026, 3, 31))
    assert expire_due(later(days=29)) == 0
    assert expire_due(later(days=30)) == 1
    assert expire_due(later(days=31)) == 0
    assert _fresh(item).live_edition.validity == "expired"
    assert audit.verify() == []


def test_a_withdrawn_item_leaves_lists_and_search_and_keeps_number_and_slots(bureau):
    item = make_live(bureau)
    places = list(item.slots.values_list("list_key", "slot"))
    with pytest.raises(InputRefused):
        withdraw(actor=bureau.reviewer, item_id=item.pk, reason="", now=NOW)
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="数据有误，待核实", now=later(hours=1))
    item = _fresh(item)
    assert (item.public_state, item.withdrawn_reason) == ("withdrawn", "数据有误，待核实")
    assert not ListSlot.objects.filter(item=item, is_live=True).exists()
    assert set(ListState.objects.values_list("live_total", flat=True)) == {0}
    assert not SearchGram.objects.filter(scope=queries.PUBLIC_SCOPE).exists()
    republish(actor=bureau.drafter, item_id=item.pk, reason="已核实", now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=later(days=1))
    again = _fresh(item)
    assert again.index_number == item.index_number
    assert list(again.slots.values_list("list_key", "slot")) == places
    assert again.live_edition.number == 2


def test_drafters_do_not_withdraw(bureau):
    item = make_live(bureau)
    with pytest.raises(ActRefused):
        withdraw(actor=bureau.drafter, item_id=item.pk, reason="x", now=NOW)


def test_a_leak_is_purged_everywhere_and_only_hashes_remain(bureau):
    item = make_draft(
        bureau, title="泄露的标题甲乙丙", body_html="<p>泄露的正文丁戊己</p>", summary="泄露的概述"
    )
    attach(
        actor=bureau.drafter,
        item_id=item.pk,
        name="附.txt",
        stream=io.BytesIO("泄露的附件".encode()),
        now=NOW,
    )
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    edition = publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    take_down(actor=bureau.security, item_id=item.pk, reason="误公开", now=later(minutes=5))
    item = _fresh(item)
    assert item.public_state == "taken_down"
    kept = [item.title, item.summary, item.body_html]
    for frozen in Edition.objects.filter(item=item):
        kept += [frozen.title, frozen.summary, frozen.body_html]
    assert not any("泄露" in text for text in kept)
    assert not SearchGram.objects.filter(doc_id=item.pk).exists()
    assert not item.slots.exists()
    assert StoredFile.objects.get().purged_at is not None
    assert edition.digest in set(Tombstone.objects.values_list("digest", flat=True))
    job = OutboxJob.objects.filter(kind="release.purge").get()
    assert job.payload["digests"] == [StoredFile.objects.get().digest]
    assert audit.verify() == []
    with pytest.raises(NotVisible):
        queries.visible_item(standing_of(bureau.drafter), item.pk)


def test_a_slot_of_a_taken_down_item_is_never_given_again(bureau):
    first = make_live(bureau)
    second = make_live(bureau)
    take_down(actor=bureau.reviewer, item_id=second.pk, reason="误公开", now=NOW)
    third = make_live(bureau)
    key = f"organ/{bureau.organ.pk}"
    slots = dict(ListSlot.objects.filter(list_key=key).values_list("item_id", "slot"))
    assert slots == {first.pk: 1, third.pk: 3}
    assert ListState.objects.get(key=key).live_total == 2


def test_haste_needs_the_word_of_a_named_signer_before_and_paper_after(bureau):
    item = make_draft(bureau, "zdly")
    with pytest.raises(InputRefused):
        expedite(
            actor=bureau.reviewer, item_id=item.pk, approver=bureau.head, how="电话", reason="台风", now=NOW
        )
    with pytest.raises(InputRefused):
        expedite(
            actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="", reason="台风", now=NOW
        )
    expedite(
        actor=bureau.reviewer,
        item_id=item.pk,
        approver=bureau.signer,
        how="9:20 电话",
        reason="台风预警",
        now=NOW,
    )
    assert _fresh(item).public_state == "live"
    expedited = Expedited.objects.get()
    assert (expedited.paper_due, expedited.settled_at) == (date(2026, 3, 5), None)
    with pytest.raises(NotVisible):
        settle_expedited(actor=bureau.head, expedited_id=expedited.pk, now=NOW)
    with pytest.raises(InputRefused, match="扫描件"):
        settle_expedited(actor=bureau.reviewer, expedited_id=expedited.pk, now=NOW)
    settle_expedited(actor=bureau.signer, expedited_id=expedited.pk, now=later(days=1))
    assert list(item.reviews.values_list("result", flat=True)) == ["oral", "confirmed"]
    assert not queries.papers_due(standing_of(bureau.reviewer)).exists()


def test_a_signers_own_draft_cannot_be_hastened_by_his_own_word(bureau):
    item = make_draft(bureau)
    Item.objects.filter(pk=item.pk).update(last_editor=bureau.signer)
    with pytest.raises(SamePersonMayNotApprove):
        expedite(actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="x", reason="x", now=NOW)


def test_personal_numbers_stop_the_approval_until_let_pass_with_a_reason(bureau):
    item = make_submitted(bureau, body_html="<p>联系人李四，手机13812345678。</p>")
    with pytest.raises(InputRefused, match="手机号码"):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    finding = findings_of(item)[0].finding
    assert "13812345678" not in finding.masked + finding.excerpt
    with pytest.raises(InputRefused):
        override(
            actor=bureau.reviewer, item_id=item.pk, check=finding.check, key=finding.key, reason="", now=NOW
        )
    with pytest.raises(ActRefused):
        override(
            actor=bureau.head, item_id=item.pk, check=finding.check, key=finding.key, reason="x", now=NOW
        )
    override(
        actor=bureau.reviewer,
        item_id=item.pk,
        check=finding.check,
        key=finding.key,
        reason="本人同意",
        now=NOW,
    )
    assert review(actor=bureau.reviewer, item_id=item.pk, now=NOW).work_state == "approved"


def test_the_offices_own_number_is_allowed_once_and_for_all(bureau):
    with pytest.raises(NotVisible):
        allow_value(actor=bureau.drafter, organ_id=bureau.organ.pk, number="13812345678", note="x", now=NOW)
    value = allow_value(
        actor=bureau.security, organ_id=bureau.organ.pk, number="138 1234 5678", note="值班手机", now=NOW
    )
    assert "13812345678" not in value.masked
    item = make_submitted(bureau, body_html="<p>值班电话13812345678。</p>")
    assert findings_of(item) == []
    disallow_value(actor=bureau.security, value_id=value.pk, now=NOW)
    assert len(findings_of(item)) == 1


def test_a_number_hidden_in_an_attachment_is_found(bureau):
    item = make_draft(bureau)
    attach(
        actor=bureau.drafter, item_id=item.pk, name="名单.txt", now=NOW,
        stream=io.BytesIO("张三 110101199003070038".encode()),
    )  # fmt: skip
    found = [f.finding for f in findings_of(item)]
    assert [f.check for f in found] == ["pii.resident_id"]
    assert "名单.txt" in found[0].where


def test_an_attachment_after_review_needs_review_again(bureau):
    item = make_approved(bureau)
    added = attach(actor=bureau.drafter, item_id=item.pk, name="a.txt", stream=io.BytesIO(b"abc"), now=NOW)
    assert _fresh(item).work_state == "draft"
    detach(actor=bureau.drafter, item_id=item.pk, attachment_id=added.pk, now=NOW)
    assert not item.attachments.exists()


def test_what_is_not_disclosed_comes_up_again_and_may_be_opened(bureau):
    item = make_approved(bureau, mode="withheld", ground="art16_internal")
    with pytest.raises(ActRefused, match="不是主动公开"):
        publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    withhold(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    item = _fresh(item)
    assert (item.public_state, item.reassess_on) == ("withheld", date(2027, 3, 2))
    standing = standing_of(bureau.reviewer)
    assert not queries.to_reassess(standing, today=date(2027, 1, 30)).exists()
    assert queries.to_reassess(standing, today=date(2027, 1, 31)).exists()
    reassess(actor=bureau.reviewer, item_id=item.pk, opens=False, note="仍属内部事务", now=later(days=360))
    assert _fresh(item).reassess_on == date(2028, 2, 25)
    reassess(actor=bureau.reviewer, item_id=item.pk, opens=True, note="已可公开", now=later(days=400))
    item = _fresh(item)
    assert (item.public_state, item.work_state, item.mode, item.ground) == ("none", "draft", "proactive", "")


def test_policy_and_interpretation_are_linked_both_ways(bureau):
    policy, interpretation = make_live(bureau, "zcwj"), make_live(bureau)
    OutboxJob.objects.all().delete()
    link_interpretation(
        actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
    )
    assert {job.payload["item"] for job in OutboxJob.objects.all()} == {policy.pk, interpretation.pk}
    with pytest.raises(InputRefused):
        link_interpretation(actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=policy.pk, now=NOW)
    with pytest.raises(NotVisible):
        link_interpretation(
            actor=bureau.drafter, policy_id=policy.pk, interpretation_id=make_draft(bureau).pk + 1000, now=NOW
        )
    unlink_interpretation(
        actor=bureau.reviewer, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
    )
    assert not Relation.objects.exists()


def test_a_link_made_during_review_sends_the_interpretation_back(bureau):
    policy, interpretation = make_live(bureau, "zcwj"), make_approved(bureau)
    link_interpretation(
        actor=bureau.drafter, policy_id=policy.pk, interpretation_id=interpretation.pk, now=NOW
    )
    assert _fresh(interpretation).work_state == "draft"


def test_a_head_passes_a_finding_on_to_the_office_which_must_settle_it(bureau):
    item = make_submitted(bureau, "zcwj", body_html="<p>联系人李四，手机13812345678。</p>")
    assert review(actor=bureau.head, item_id=item.pk, now=NOW).review_step == "office"
    with pytest.raises(InputRefused, match="手机号码"):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
