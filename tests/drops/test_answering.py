"""A dropped document answers the line of the month's duty list which its title names."""

import pytest
from django.utils.timezone import localdate

from gongkai.drops.acts.confirm import confirm_document
from gongkai.drops.answering import answering
from gongkai.drops.batch import proposed_values
from gongkai.drops.proposals import FIELDS, restored
from gongkai.duty_list.acts.file import file_zero
from gongkai.duty_list.models import DutyFiling
from gongkai.kernel.errors import ActRefused
from gongkai.kernel.rights import standing_of
from tests.drops.factories import notice, only, read
from tests.duty_list.factories import make_line
from tests.factories import NOW, later, make_bureau

TITLE = "关于2026年3月救助资金发放情况的公示"
TODAY = localdate(NOW)


def asked(bureau, title: str = TITLE, person=None):
    return answering(title, bureau.organ.pk, standing_of(person or bureau.drafter), today=TODAY)


def test_the_line_whose_name_the_title_bears_is_proposed(bureau):
    line = make_line(bureau)
    make_line(bureau, level2="监督检查情况")
    found = asked(bureau)
    assert found.proposal.value == f"{line.pk}:2026-03"
    assert [one.words for one in found.answers] == [
        "救助资金发放（2026年3月，企业科，2026-03-25前）", "监督检查情况（2026年3月，企业科，2026-03-25前）",
    ]  # fmt: skip


def test_two_lines_that_fit_are_left_to_the_person(bureau):
    make_line(bureau)
    make_line(bureau, level2="资金发放情况")
    found = asked(bureau)
    assert (found.proposal.value, len(found.answers)) == (None, 2)


def test_what_is_answered_and_what_is_others_is_not_offered(bureau):
    line = make_line(bureau)
    file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-03", now=NOW)
    make_line(bureau, level2="采购意向公开", department=bureau.other.pk, contact=bureau.outsider.pk)
    make_line(make_bureau())
    assert asked(bureau).answers == ()
    assert len(asked(bureau, person=bureau.reviewer).answers) == 1


def confirm(bureau, answer, **extra):
    document = only(read(bureau, ("公示.docx", notice(title=TITLE)), actor=extra.get("actor")))
    values = proposed_values(restored(document.proposal)) | {"column": bureau.columns["tzgg"].pk}
    return document, {
        "actor": bureau.drafter, "document_id": document.pk, "values": values, "submit": False,
        "looked": FIELDS, "answer": answer, "now": later(hours=1),
    } | extra  # fmt: skip


def test_confirming_files_the_item_for_the_line(bureau):
    line = make_line(bureau)
    _, given = confirm(bureau, (line.pk, "2026-03"))
    item = confirm_document(**given)
    filing = DutyFiling.objects.get()
    assert (filing.line, filing.item, filing.by, filing.on_behalf_of) == (line, item, bureau.drafter, None)


def test_the_office_files_in_the_contacts_name(bureau):
    line = make_line(bureau)
    _, given = confirm(bureau, (line.pk, "2026-03"), actor=bureau.reviewer, on_behalf_of=bureau.drafter)
    confirm_document(**given)
    filing = DutyFiling.objects.get()
    assert (filing.by, filing.on_behalf_of) == (bureau.reviewer, bureau.drafter)


def test_a_line_that_was_answered_meanwhile_refuses_and_nothing_is_made(bureau):
    line = make_line(bureau)
    document, given = confirm(bureau, (line.pk, "2026-03"))
    file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-03", now=NOW)
    with pytest.raises(ActRefused, match="已经办过"):
        confirm_document(**given)
    document.refresh_from_db()
    assert document.state == "read"
