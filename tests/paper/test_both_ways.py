"""The same item by screen and by paper: the same state, the same records, the same audit."""

from __future__ import annotations

import pytest

from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.review_on_paper import Signature
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.fingerprint import content_digest
from gongkai.disclosure.models import Item, ReviewRecord
from gongkai.disclosure.rules import Step
from gongkai.kernel import audit
from gongkai.kernel.models import AuditEntry
from gongkai.paper.acts.enter import enter_refusal, enter_signatures
from tests.factories import NOW, Bureau, make_bureau, make_draft, make_submitted
from tests.paper.scanner import come_back, print_sheets

pytestmark = pytest.mark.django_db
_COLUMNS = {
    "tzgg": [(Step.SECOND, "reviewer")],
    "zcwj": [(Step.HEAD, "head"), (Step.OFFICE, "reviewer")],
    "zdly": [(Step.HEAD, "head"), (Step.OFFICE, "reviewer"), (Step.LEADER, "signer")],
}


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def _item(bureau: Bureau, column: str) -> Item:
    return make_draft(bureau, column, title="关于申报事项的通知", body_html="<p>各有关企业：通知如下。</p>")


def _state(item_id: int) -> dict[str, object]:
    item = Item.objects.get(pk=item_id)
    names = ("work_state", "public_state", "review_step", "revision", "returned_reason", "changed_at")
    approved = item.approved_digest == content_digest(item)
    return {name: getattr(item, name) for name in names} | {"approved": approved}


def _records(item_id: int) -> list[tuple[object, ...]]:
    fields = ("step", "reviewer", "result", "ground", "note", "digest", "at", "referred_to")
    rows = ReviewRecord.objects.filter(item=item_id).order_by("pk").values_list(*fields)
    digest = content_digest(Item.objects.get(pk=item_id))
    return [tuple("this content" if value == digest else value for value in row) for row in rows]


def _audit(item_id: int) -> list[tuple[str, str]]:
    """What was done to the item itself; the sheet's own rows stand beside it."""
    rows = AuditEntry.objects.filter(subject="item", subject_id=item_id).order_by("pk")
    return [(row.act, str(row.detail.get("step", ""))) for row in rows]


@pytest.mark.parametrize("column", _COLUMNS)
def test_a_yes_by_screen_and_by_paper_is_the_same(bureau, column):
    on_screen, on_paper = _item(bureau, column), _item(bureau, column)
    submit(actor=bureau.drafter, item_id=on_screen.pk, now=NOW)
    for _, name in _COLUMNS[column]:
        review(actor=bureau.people[name], item_id=on_screen.pk, note="同意", now=NOW)
    form = come_back(bureau, print_sheets(bureau, on_paper.pk)[0])
    signatures = [
        Signature(step, bureau.people[name].pk, NOW.date(), "同意") for step, name in _COLUMNS[column]
    ]
    enter_signatures(actor=bureau.reviewer2, form_id=form.pk, signatures=signatures, now=NOW)
    assert _state(on_screen.pk) == _state(on_paper.pk)
    assert _records(on_screen.pk) == _records(on_paper.pk)
    assert _audit(on_screen.pk) == _audit(on_paper.pk)
    assert audit.verify() == []


def test_a_no_by_screen_and_by_paper_is_the_same(bureau):
    on_screen, on_paper = _item(bureau, "zcwj"), _item(bureau, "zcwj")
    submit(actor=bureau.drafter, item_id=on_screen.pk, now=NOW)
    return_(actor=bureau.head, item_id=on_screen.pk, reason="不行", now=NOW)
    form = come_back(bureau, print_sheets(bureau, on_paper.pk)[0])
    enter_refusal(
        actor=bureau.reviewer2, form_id=form.pk, signer_id=bureau.head.pk, signed_on=NOW.date(),
        reason="不行", now=NOW,
    )  # fmt: skip
    assert _state(on_screen.pk) == _state(on_paper.pk)
    assert _records(on_screen.pk) == _records(on_paper.pk)
    assert _audit(on_screen.pk) == _audit(on_paper.pk)


def test_a_sheet_of_an_item_in_review_changes_nothing_by_being_printed(bureau):
    item = make_submitted(bureau)
    before = _state(item.pk)
    print_sheets(bureau, item.pk)
    assert _state(item.pk) == before
