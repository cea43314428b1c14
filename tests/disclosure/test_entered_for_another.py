"""Who writes a draft in a contact's name stays its author: he never looks at it as the second person."""

import pytest

from gongkai.disclosure.acts.draft import draft
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries import waiting_for_review
from gongkai.disclosure.rules import is_second_person
from gongkai.kernel.errors import SamePersonMayNotApprove
from gongkai.kernel.rights import standing_of
from tests.factories import NOW, Bureau, make_bureau

pytestmark = pytest.mark.django_db


def entered(bureau: Bureau) -> Item:
    """Entered by the office in the contact's name, then touched by the contact, and handed in."""
    values = {
        "title": "关于某事的通知",
        "body_html": "<p>现将有关事项通知如下。</p>",
        "formed_on": NOW.date(),
    }
    item = draft(
        actor=bureau.reviewer, column_id=bureau.columns["tzgg"].pk, department_id=bureau.business.pk,
        values=values, on_behalf_of=bureau.drafter, now=NOW,
    )  # fmt: skip
    edit(actor=bureau.drafter, item_id=item.pk, values={"title": "关于某项工作的通知"}, now=NOW)
    return submit(actor=bureau.drafter, item_id=item.pk, now=NOW)


def test_another_edit_does_not_make_the_writer_a_second_person():
    bureau = make_bureau()
    item = entered(bureau)
    assert item.last_editor == bureau.drafter
    assert not is_second_person(bureau.reviewer.pk, item)
    assert item not in waiting_for_review(standing_of(bureau.reviewer))
    with pytest.raises(SamePersonMayNotApprove):
        review(actor=bureau.reviewer, item_id=item.pk, now=NOW)
    assert item in waiting_for_review(standing_of(bureau.reviewer2))
    review(actor=bureau.reviewer2, item_id=item.pk, now=NOW)


def test_in_ones_own_name_nobody_else_has_entered_it():
    bureau = make_bureau()
    item = draft(
        actor=bureau.drafter, column_id=bureau.columns["tzgg"].pk, values={"title": "关于某事的通知"}, now=NOW
    )
    assert item.entered_by is None
