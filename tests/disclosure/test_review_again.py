"""What was reviewed is what goes out: later changes go back, and the door looks once more."""

import io

import pytest

from gongkai.disclosure.acts.arrange import arrange_attachments
from gongkai.disclosure.acts.attach import add_picture, attach, detach
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.override import allow_value, disallow_value
from gongkai.disclosure.acts.publish import publish, schedule, withhold
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.models import Attachment, Item
from gongkai.kernel.errors import ActRefused, InputRefused
from tests.factories import NOW, later, make_approved, make_draft, make_live

pytestmark = pytest.mark.django_db


def _file(text: str = "abc") -> io.BytesIO:
    return io.BytesIO(text.encode())


def _attach(bureau, item: Item, name: str = "a.txt", text: str = "abc") -> Attachment:
    return attach(actor=bureau.drafter, item_id=item.pk, name=name, stream=_file(text), now=NOW)


def test_attachments_put_in_another_order_need_review_again(bureau):
    item = make_draft(bureau)
    first, second = _attach(bureau, item, "a.txt", "a"), _attach(bureau, item, "b.txt", "b")
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    arrange_attachments(actor=bureau.drafter, item_id=item.pk, order=[first.pk, second.pk], names={}, now=NOW)
    assert Item.objects.get(pk=item.pk).work_state == "in_review", "nothing changed, nothing undone"
    arrange_attachments(actor=bureau.drafter, item_id=item.pk, order=[second.pk, first.pk], names={}, now=NOW)
    item.refresh_from_db()
    assert (item.work_state, [a.name for a in item.attachments.all()]) == ("draft", ["b.txt", "a.txt"])


def test_an_attachment_taken_off_during_review_needs_review_again(bureau):
    item = make_draft(bureau)
    attachment = _attach(bureau, item)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    detach(actor=bureau.drafter, item_id=item.pk, attachment_id=attachment.pk, now=NOW)
    assert Item.objects.get(pk=item.pk).work_state == "draft"


def test_a_row_about_to_be_refused_is_not_read_first(bureau):
    live = make_live(bureau)
    reads: list[bool] = []

    def stream():
        reads.append(True)
        yield b"abc"

    with pytest.raises(ActRefused):
        attach(actor=bureau.drafter, item_id=live.pk, name="a.txt", stream=stream(), now=NOW)
    with pytest.raises(ActRefused):
        add_picture(actor=bureau.drafter, item_id=live.pk, name="a.png", stream=stream(), now=NOW)
    assert reads == []


def test_what_was_approved_is_screened_once_more_when_it_goes_out(bureau):
    value = allow_value(
        actor=bureau.security, organ_id=bureau.organ.pk, number="13812345678", note="值班", now=NOW
    )
    public = make_approved(bureau, summary="值班13812345678")
    closed = make_approved(bureau, summary="值班13812345678", mode="withheld", ground="art16_internal")
    disallow_value(actor=bureau.security, value_id=value.pk, now=NOW)
    for act, item in ((publish, public), (withhold, closed)):
        with pytest.raises(InputRefused, match="手机号码"):
            act(actor=bureau.reviewer, item_id=item.pk, now=NOW)


def test_what_changed_behind_the_review_is_neither_scheduled_nor_registered(bureau):
    public = make_approved(bureau)
    closed = make_approved(bureau, mode="withheld", ground="art16_internal")
    Item.objects.filter(pk__in=(public.pk, closed.pk)).update(summary="绕过工作台改的")
    with pytest.raises(ActRefused, match="重新提交审核"):
        schedule(actor=bureau.reviewer, item_id=public.pk, at=later(hours=1), now=NOW)
    with pytest.raises(ActRefused, match="重新提交审核"):
        withhold(actor=bureau.reviewer, item_id=closed.pk, now=NOW)


@pytest.mark.parametrize("act", [withdraw, take_down])
def test_what_leaves_the_portal_takes_the_work_on_it_along(bureau, act):
    item = make_live(bureau)
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    act(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=NOW)
    item.refresh_from_db()
    assert (item.work_state, item.review_step, item.work_reason) == ("idle", "", "")


def test_what_ought_to_be_published_is_not_registered_as_closed(bureau):
    item = make_approved(bureau)
    with pytest.raises(ActRefused, match="应当发布"):
        withhold(actor=bureau.reviewer, item_id=item.pk, now=NOW)
