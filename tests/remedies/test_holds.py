"""The record of a disputed case is evidence: it is neither cleared nor destroyed before the end."""

from datetime import date

import pytest

from gongkai.kernel.errors import ActRefused
from gongkai.remedies.acts.correct import cancel
from gongkai.requests.acts.archiving import archive, clear_working_copies, destroy_expired
from gongkai.requests.evidence import make_packages
from gongkai.requests.models import ArchiveEntry
from tests.factories import NOW
from tests.remedies.factories import at, decided, make_proceeding

LATER = at(date(2026, 6, 1))


@pytest.fixture
def archived(office, refused):
    """The refused case in the archive, its package made, its retention over."""
    archive(actor=office.reviewer, case_id=refused.pk, now=NOW)
    make_packages([{"case": refused.pk}], NOW)
    ArchiveEntry.objects.update(retain_until=date(2026, 3, 31))
    return refused


def clear(office, case):
    return clear_working_copies(actor=office.reviewer, case_ids=[case.pk], now=LATER)


def destroy(office, case):
    return destroy_expired(
        actor=office.office_head, case_ids=[case.pk], reason="销毁清单〔2026〕1号", now=LATER
    )


@pytest.mark.parametrize("act", [clear, destroy])
def test_an_open_dispute_keeps_the_record(office, archived, act):
    row = make_proceeding(office, archived)
    with pytest.raises(ActRefused, match="复议、诉讼还没有了结") as refusal:
        act(office, archived)
    assert archived.number in refusal.value.message
    decided(office, row, "upheld")
    assert act(office, archived) == 1


def test_an_order_to_answer_anew_and_a_time_to_appeal_keep_it_too(office, archived):
    decided(office, make_proceeding(office, archived), "ordered", redo_by=date(2026, 7, 1))
    with pytest.raises(ActRefused, match="还没有了结"):
        destroy(office, archived)


def test_a_cancelled_registration_keeps_nothing(office, archived):
    row = make_proceeding(office, archived)
    cancel(actor=office.reviewer, proceeding_id=row.pk, reason="登记错", now=LATER)
    assert destroy(office, archived) == 1
