"""The morning's reminder: told once, on working days, by numbers and dates, through a real mail server."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from gongkai.kernel import outbox
from gongkai.kernel.acts.reminders import ask_for_reminders, stop_reminders
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import OutboxJob, OutgoingMessage, PrivateKey, Reminder
from gongkai.kernel.reminders import remind
from gongkai.reporting.models import AnnualReport
from tests.factories import make_person
from tests.request_factories import PERSON, make_case
from tests.support.mail_server import mail_server

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: A Monday, and the day a request of 2 March comes into its last working days.
MONDAY = datetime(2026, 3, 23, 8, 5, tzinfo=SHANGHAI)
RECEIVED = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def mail(settings):
    with mail_server() as server:
        settings.GONGKAI_MESSAGES_EMAIL = "smtp"
        settings.GONGKAI_MESSAGES_SMTP_HOST = "127.0.0.1"
        settings.GONGKAI_MESSAGES_SMTP_PORT = server.port
        settings.GONGKAI_MESSAGES_SENDER = "gk@example.gov.cn"
        settings.GONGKAI_MESSAGES_SECONDS = 2.0
        settings.GONGKAI_SITE_URL = "https://zwgk.example.gov.cn/"
        yield server


def asked(person, *, weekly=False) -> Reminder:
    return ask_for_reminders(
        actor=person, channel="email", address="office@example.gov.cn", weekly=weekly, now=RECEIVED
    )


def drained(now) -> None:
    OutboxJob.objects.exclude(kind="message.send").delete()
    outbox.drain(owner="test", clock=lambda: now + timedelta(minutes=1))


def test_what_comes_due_is_told_once_in_the_morning(office, mail):
    case = make_case(office, now=RECEIVED)
    asked(office.reviewer)
    assert remind(MONDAY) == 1
    drained(MONDAY)
    (letter,) = mail.taken
    text = letter.get_content()
    assert letter["To"] == "office@example.gov.cn" and letter["Subject"] == "今天要办的事（3月23日）"
    assert "申请将到期：1 件" in text and f"{case.number}，最迟2026年3月30日答复" in text
    assert "https://zwgk.example.gov.cn/desk/" in text
    assert remind(MONDAY + timedelta(hours=3)) == 0
    assert OutgoingMessage.objects.count() == 1


def test_nothing_of_the_applicant_is_told(office, mail):
    make_case(office, now=RECEIVED)
    asked(office.reviewer, weekly=True)
    remind(MONDAY)
    drained(MONDAY)
    text = mail.taken[0].get_content()
    for secret in (PERSON.name, PERSON.phone, PERSON.id_number, "技术改造"):
        assert secret not in text


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 3, 23, 7, 59, tzinfo=SHANGHAI), 0),
        (datetime(2026, 3, 22, 9, 0, tzinfo=SHANGHAI), 0),  # a Sunday
        (datetime(2026, 4, 6, 9, 0, tzinfo=SHANGHAI), 0),  # Qingming, a Monday off
        (datetime(2026, 3, 23, 17, 0, tzinfo=SHANGHAI), 1),
    ],
)
def test_only_on_working_days_from_eight(office, mail, moment, told):
    make_case(office, now=RECEIVED)
    asked(office.reviewer)
    assert remind(moment) == told


def test_nothing_waits_nothing_is_sent(office, mail):
    asked(office.people["office_head"])
    AnnualReport.objects.create(
        organ=office.organ, year=2025, form_code="2021", state="submitted", opened_by=office.reviewer,
        opened_at=MONDAY, changed_at=MONDAY,
    )  # fmt: skip
    assert remind(MONDAY) == 0 and not OutgoingMessage.objects.exists()


def test_the_head_gets_the_week_on_its_first_working_day(office, mail):
    make_case(office, now=RECEIVED)
    asked(office.people["office_head"], weekly=True)
    remind(MONDAY)
    remind(MONDAY + timedelta(days=1))
    drained(MONDAY + timedelta(days=1))
    first, second = (letter.get_content() for letter in mail.taken)
    assert "在办的申请 1 件，其中逾期 0 件、五个工作日内到期 1 件" in first
    assert "本周情况" not in second and "申请将到期：1 件" in second


def test_after_a_holiday_monday_the_week_begins_on_tuesday(office, mail):
    make_case(office, now=RECEIVED)
    asked(office.people["office_head"], weekly=True)
    remind(datetime(2026, 4, 7, 8, 30, tzinfo=SHANGHAI))
    drained(datetime(2026, 4, 7, 8, 30, tzinfo=SHANGHAI))
    assert "本周情况" in mail.taken[0].get_content()


def test_the_address_lies_sealed_and_is_destroyed_when_given_up(office, mail):
    row = asked(office.reviewer)
    for model in apps.get_models():
        for values in model._default_manager.values_list():
            assert "office@example.gov.cn" not in str(values)
    assert row.masked == "of***@example.gov.cn"
    stop_reminders(actor=office.reviewer, now=MONDAY)
    assert PrivateKey.objects.get(pk=row.key_id).destroyed_at == MONDAY
    with pytest.raises(NotVisible):
        stop_reminders(actor=office.reviewer, now=MONDAY)


def test_a_new_address_takes_the_place_of_the_old(office, mail):
    first = asked(office.reviewer)
    Reminder.objects.update(told_on=date(2026, 3, 23))
    second = asked(office.reviewer)
    assert Reminder.objects.get() == second and second.told_on == date(2026, 3, 23)
    assert PrivateKey.objects.get(pk=first.key_id).destroyed_at is not None


def test_who_left_is_forgotten(office, mail):
    row = asked(office.reviewer)
    office.reviewer.is_active = False
    office.reviewer.save()
    assert remind(MONDAY.replace(hour=3)) == 1
    assert not Reminder.objects.exists() and PrivateKey.objects.get(pk=row.key_id).destroyed_at


@pytest.mark.parametrize(
    ("channel", "address", "field"),
    [("sms", "13800000000", "channel"), ("pigeon", "x", "channel"), ("email", "没有", "address")],
)
def test_a_closed_channel_or_a_wrong_address_is_named(office, mail, channel, address, field):
    with pytest.raises(InputRefused) as refusal:
        ask_for_reminders(actor=office.reviewer, channel=channel, address=address, now=RECEIVED)
    assert field in refusal.value.fields and not Reminder.objects.exists()


def test_nobody_without_a_role_is_reminded(office, mail):
    with pytest.raises(ActRefused, match="没有角色"):
        asked(make_person("nobody", office.organ))


def test_the_account_page_opens_and_stops_it(office, mail, client):
    client.force_login(office.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post("/desk/account/", {"channel": "email", "address": "没有"})
    assert "邮箱地址写法不对" in page.content.decode() and "没有" in page.content.decode()
    client.post("/desk/account/", {"channel": "email", "address": "office@example.gov.cn"})
    page = client.get("/desk/account/").content.decode()
    assert "of***@example.gov.cn" in page and "office@example.gov.cn" not in page
    client.post("/desk/account/", {"stop": "1"})
    assert not Reminder.objects.exists()
