"""Screening from the other side: numbers in odd places, behind other numbers, and let pass long ago."""

import io

import pytest

from gongkai.disclosure.acts.attach import add_picture, attach
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.override import allow_value, override
from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Item
from gongkai.disclosure.screening import findings_of, unread_files
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.filestore import take_in
from tests.factories import NOW, make_draft, make_live, make_submitted
from tests.pictures import png

pytestmark = pytest.mark.django_db

MOBILE = "13812345678"


def _fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def _let_pass(bureau, item: Item, actor=None) -> None:
    for found in findings_of(item):
        override(
            actor=actor or bureau.reviewer, item_id=item.pk, check=found.finding.check,
            key=found.finding.key, reason="本人同意", now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    "field", ["doc_number", "issuer", "origin", "keywords", "audience", "validity_note", "summary", "title"]
)
def test_whatever_is_printed_is_screened(bureau, field):
    item = make_draft(bureau, **{field: f"联系{MOBILE}"})
    assert [found.finding.check for found in findings_of(item)] == ["pii.mobile"]
    with pytest.raises(InputRefused, match="国家秘密标志"):
        edit(actor=bureau.drafter, item_id=item.pk, values={field: "机密★5年"}, now=NOW)


def test_the_name_of_an_attachment_is_screened(bureau):
    item = make_draft(bureau)
    attach(
        actor=bureau.drafter, item_id=item.pk, name=f"张三{MOBILE}.txt", stream=io.BytesIO(b"abc"), now=NOW
    )
    assert [found.finding.check for found in findings_of(item)] == ["pii.mobile"]


def test_a_picture_nobody_could_read_is_named_to_the_reviewer(bureau):
    item = make_draft(bureau)
    address = add_picture(
        actor=bureau.drafter, item_id=item.pk, name="图.png", stream=io.BytesIO(png()), now=NOW
    )
    edit(
        actor=bureau.drafter, item_id=item.pk, values={"body_html": f'<p>a<img src="{address}"></p>'}, now=NOW
    )
    assert len(unread_files(_fresh(item))) == 1


def test_numbers_that_are_allowed_hide_no_others_behind_them(bureau):
    allow_value(actor=bureau.security, organ_id=bureau.organ.pk, number=MOBILE, note="值班", now=NOW)
    stored = take_in(
        name="名单.txt", stream=io.BytesIO((f"{MOBILE}\n" * 300 + "110101199003070038").encode()), now=NOW
    )
    assert {found["check"] for found in stored.findings} == {"pii.mobile", "pii.resident_id"}


def test_a_file_with_more_numbers_than_are_listed_is_not_called_read(bureau):
    numbers = "\n".join(f"138{n:08d}" for n in range(3000))
    stored = take_in(name="名单.txt", stream=io.BytesIO(numbers.encode()), now=NOW)
    assert not stored.read_completely
    assert "号码" in stored.read_note


def test_what_was_let_pass_once_is_asked_about_again_when_it_comes_back(bureau):
    body = f"<p>联系人李四，手机{MOBILE}。</p>"
    item = make_submitted(bureau, body_html=body)
    _let_pass(bureau, item)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    assert _fresh(item).overrides.count() == 1, "while the number stays public nobody is asked again"
    for text in ("<p>联系方式已删去。</p>", body):
        correct(actor=bureau.drafter, item_id=item.pk, reason="改", now=NOW)
        edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": text}, now=NOW)
        submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
        if text != body:
            review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
            publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    with pytest.raises(InputRefused, match="手机号码"):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)


@pytest.mark.parametrize("reason", [f"因李四{MOBILE}来电", "机密★5年"])
def test_the_reason_shown_on_a_withdrawn_page_is_screened(bureau, reason):
    item = make_live(bureau)
    with pytest.raises(InputRefused) as refusal:
        withdraw(actor=bureau.reviewer, item_id=item.pk, reason=reason, now=NOW)
    assert MOBILE not in refusal.value.message
    assert _fresh(item).public_state == "live"
