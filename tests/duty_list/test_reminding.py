"""Who is told of what is due, and how often: the contact and the office once a day at most, others never."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai.duty_list.acts.file import file_zero
from gongkai.duty_list.announcements import SOON_DAYS
from gongkai.duty_list.models import DutyLine
from gongkai.kernel.acts.reminders import ask_for_reminders
from gongkai.kernel.models import OutgoingMessage, Reminder
from gongkai.kernel.reminders import remind, text_for
from tests.duty_list.factories import make_line
from tests.factories import NOW, make_bureau

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Six days before the term ends, a Thursday; and a day on which it is still far off.
NEAR = datetime(2026, 3, 19, 8, 5, tzinfo=SHANGHAI)
FAR = datetime(2026, 3, 4, 8, 5, tzinfo=SHANGHAI)
LATE = datetime(2026, 3, 30, 8, 5, tzinfo=SHANGHAI)
NAMED = "救助资金发放（2026年3月）"


@pytest.fixture
def bureau(gongkai_dir, settings):
    settings.GONGKAI_MESSAGES_EMAIL = "relay"
    return make_bureau()


@pytest.fixture
def line(bureau) -> DutyLine:
    return make_line(bureau, "每月25日前", contact=bureau.drafter.pk)


def asked(person) -> Reminder:
    return ask_for_reminders(
        actor=person, channel="email", address=f"{person.username}@example.gov.cn", now=NOW
    )


def told(person, now) -> str:
    return text_for(Reminder.objects.get(person=person), now.date(), now)


def test_the_contact_and_the_office_are_told_once_a_day(bureau, line):
    for person in (bureau.drafter, bureau.reviewer):
        asked(person)
    assert remind(NEAR) == 2
    for hours in (1, 2, 5):
        assert remind(NEAR + timedelta(hours=hours)) == 0
    assert OutgoingMessage.objects.count() == 2
    for person in (bureau.drafter, bureau.reviewer):
        assert told(person, NEAR).count(NAMED) == 1


def test_who_has_no_part_in_the_line_is_told_nothing_of_it(bureau, line):
    for person in (bureau.outsider, bureau.signer):
        asked(person)
        assert NAMED not in told(person, NEAR)


def test_a_term_far_off_is_counted_and_not_named(bureau, line):
    asked(bureau.drafter)
    text = told(bureau.drafter, FAR)
    assert "本月应公开未办：1 件" in text and NAMED not in text
    first = date(2026, 3, 25) - timedelta(days=SOON_DAYS)
    assert NAMED in told(bureau.drafter, datetime(first.year, first.month, first.day, 8, 5, tzinfo=SHANGHAI))


def test_what_was_answered_is_no_longer_spoken_of(bureau, line):
    asked(bureau.drafter)
    file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-03", now=NOW)
    assert told(bureau.drafter, NEAR) == ""
    assert remind(NEAR) == 0


def test_what_is_late_says_so(bureau, line):
    asked(bureau.drafter)
    text = told(bureau.drafter, LATE)
    assert f"{NAMED}：已逾期，期限是3月25日" in text and "逾期未公开：1 件" in text


def test_nobody_is_told_on_a_day_off(bureau, line):
    asked(bureau.drafter)
    assert remind(NEAR + timedelta(days=2)) == 0
