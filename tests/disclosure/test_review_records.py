"""What the records must prove afterwards, and what clocks and clean-up must not get wrong."""

import io
from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from gongkai.disclosure import deadlines
from gongkai.disclosure.acts import expire as expire_act
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.expedite import expedite, settle_expedited
from gongkai.disclosure.acts.publish import publish, schedule
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.acts.withdraw import take_down
from gongkai.disclosure.checks import check_item
from gongkai.disclosure.checks.dates import time_left
from gongkai.disclosure.models import EditionAttachment, Expedited, Item
from gongkai.kernel import numbering, outbox
from gongkai.kernel.acts import people
from gongkai.kernel.calendars import current_calendar
from gongkai.kernel.errors import InputRefused, Refused
from gongkai.kernel.models import AuditEntry
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, SHANGHAI, later, make_approved, make_draft, make_live, make_submitted

pytestmark = pytest.mark.django_db


def _fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def _attached(bureau, name: str = "张三的名单.txt", **values: object) -> Item:
    item = make_draft(bureau, **values)
    attach(actor=bureau.drafter, item_id=item.pk, name=name, stream=io.BytesIO(b"abc"), now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    return _fresh(item)


def test_paper_after_haste_vouches_for_what_was_hastened_and_not_for_what_came_later(bureau):
    item = make_draft(bureau)
    hastened = expedite(
        actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="电话", reason="台风", now=NOW
    )
    correct(actor=bureau.drafter, item_id=item.pk, reason="补充", now=NOW)
    edit(actor=bureau.drafter, item_id=item.pk, values={"body_html": "<p>别的内容</p>"}, now=NOW)
    submit(actor=bureau.drafter, item_id=item.pk, now=NOW)
    review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    settle_expedited(actor=bureau.signer, expedited_id=Expedited.objects.get().pk, now=later(days=1))
    assert item.reviews.get(result="confirmed").digest == hastened.digest


def test_a_return_names_the_review_as_its_ground_and_not_a_referral(bureau):
    item = make_submitted(bureau)
    return_(actor=bureau.reviewer, item_id=item.pk, reason="请补充", now=NOW)
    assert item.reviews.get().ground == "《中华人民共和国政府信息公开条例》第十七条"


def test_of_a_leak_neither_file_names_nor_numbers_nor_names_remain(bureau):
    item = _attached(bureau, doc_number="文工信〔2026〕7号", audience="张三")
    take_down(actor=bureau.security, item_id=item.pk, reason="误公开", now=NOW)
    item = _fresh(item)
    edition = item.editions.get()
    for kept in (item, edition):
        assert (kept.doc_number, kept.audience) == ("", "")
    assert list(EditionAttachment.objects.values_list("name", flat=True)) == [""]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(name="别的.txt"),
        lambda rows: rows.update(position=9),
        lambda rows: rows._raw_delete("default"),
    ],
)
def test_the_files_of_an_edition_are_as_unchangeable_as_its_text(bureau, change):
    _attached(bureau)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(EditionAttachment.objects.all())


def test_a_schedule_whose_maker_has_left_says_so_and_waits_for_another(bureau):
    item = make_approved(bureau)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=later(hours=1), now=NOW)
    people.hand_over(
        actor=bureau.admin, organ_id=bureau.organ.pk, leaver_id=bureau.reviewer.pk,
        successor_id=bureau.reviewer2.pk, now=NOW,
    )  # fmt: skip
    outbox.drain(owner="w", clock=lambda: later(hours=2))
    item = _fresh(item)
    assert (item.work_state, item.public_state) == ("approved", "none")
    assert item.schedule_error
    publish(actor=bureau.reviewer2, item_id=item.pk, now=later(hours=3))


def test_a_schedule_that_runs_out_of_numbers_says_why(bureau):
    item = make_approved(bureau)
    schedule(actor=bureau.reviewer, item_id=item.pk, at=later(hours=1), now=NOW)
    with transaction.atomic():
        numbering.raise_to(f"index/{bureau.organ.pk}/2026", 99_999)
    with pytest.raises(Refused, match="流水号"):
        publish(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    outbox.drain(owner="w", clock=lambda: later(hours=2))
    assert "流水号" in _fresh(item).schedule_error


def test_one_document_that_cannot_be_marked_keeps_no_other_from_it(bureau, monkeypatch):
    items = [make_live(bureau, validity="in_force", expires_on=date(2026, 3, 31)) for _ in range(3)]
    real = expire_act.make_edition

    def spoiled(item, **arguments):
        if item.pk == items[0].pk:
            raise ValueError("坏了")
        return real(item, **arguments)

    monkeypatch.setattr(expire_act, "make_edition", spoiled)
    assert expire_act.expire_due(later(days=30)) == 2


def test_documents_being_worked_on_do_not_crowd_out_those_that_run_out(bureau, monkeypatch):
    monkeypatch.setattr(expire_act, "AT_ONCE", 1)
    busy, free = (make_live(bureau, validity="in_force", expires_on=date(2026, 3, 31)) for _ in range(2))
    correct(actor=bureau.drafter, item_id=busy.pk, reason="改", now=NOW)
    assert expire_act.expire_due(later(days=30)) == 1
    assert _fresh(free).live_edition.validity == "expired"


def test_a_day_off_after_the_last_day_is_overdue(bureau):
    item = make_draft(bureau, formed_on=date(2026, 3, 2))
    friday, saturday = date(2026, 3, 27), date(2026, 3, 28)
    assert time_left(item, friday, current_calendar()) == 1
    assert time_left(item, date(2026, 3, 30), current_calendar()) == 0
    item = make_draft(bureau, formed_on=date(2026, 2, 28))
    assert time_left(item, friday, current_calendar()) == 0
    assert time_left(item, saturday, current_calendar()) == -1
    issues = [issue.check for issue in check_item(item, today=saturday, calendar=current_calendar())]
    assert "dates.overdue" in issues
    row, _ = deadlines.deadlines_of(standing_of(bureau.drafter), today=saturday)
    assert row.is_overdue


def test_a_body_too_long_is_named_by_field(bureau):
    with pytest.raises(InputRefused) as refusal:
        make_draft(bureau, body_html="<p>" + "长" * 8_000_001 + "</p>")
    assert "body_html" in refusal.value.fields


def test_a_changed_route_is_on_record(bureau):
    column = bureau.columns["zdly"]
    save_column(
        actor=bureau.admin, organ=bureau.organ, column_id=column.pk, values={"route": "one"},
        now=datetime(2026, 3, 2, 10, tzinfo=SHANGHAI),
    )  # fmt: skip
    entry = AuditEntry.objects.filter(act="disclosure.column.saved").latest("id")
    assert entry.detail["route"] == "one"
    assert entry.detail["fields"] == ["route"]
