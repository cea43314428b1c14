"""Registering messages and working them off: sealed, once, with reasons in plain words."""

import json

import pytest
from django.db import transaction

from gongkai.kernel import checks, messages, outbox, private
from gongkai.kernel.errors import InputRefused
from gongkai.kernel.messages import Channel, configuration
from gongkai.kernel.models import OutgoingMessage
from tests.factories import NOW, later
from tests.kernel.message_case import BODY, TITLE, drain, jobs, queue, sent
from tests.support.mail_server import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings):
    """A mail server, and the settings that lead to it."""
    with mail_server() as server:
        settings.GONGKAI_MESSAGES_EMAIL = "smtp"
        settings.GONGKAI_MESSAGES_SMTP_HOST = "127.0.0.1"
        settings.GONGKAI_MESSAGES_SMTP_PORT = server.port
        settings.GONGKAI_MESSAGES_SENDER = "gk@example.gov.cn"
        settings.GONGKAI_MESSAGES_SECONDS = 5.0
        yield server


def test_neither_row_nor_outbox_shows_to_whom_or_what(bureau):
    message = queue(bureau, Channel.EMAIL)
    row = str(OutgoingMessage.objects.values().get()) + str(jobs().values().get())
    for part in ("lisi", "example.com", "李四", "2026001", TITLE):
        assert part not in row
    assert jobs().get().payload == {"message": message.pk}
    assert messages.opened(OutgoingMessage.objects.get()).body == BODY


def test_a_message_of_a_rolled_back_act_does_not_go(bureau, mail):
    key = private.new_key(NOW)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(bureau, Channel.EMAIL, key=key)
        raise ZeroDivisionError
    assert drain() == 0 and mail.taken == [] and not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.EMAIL, "lisi"),
        (Channel.EMAIL, "李四@example.com"),
        (Channel.EMAIL, "lisi@example.com\nBcc: all@example.com"),
        (Channel.EMAIL, ""),
        (Channel.SMS, "1381234567"),
        (Channel.SMS, "0631-8000000"),
        (Channel.SMS, "一三八"),
        (Channel.IM, ""),
        (Channel.IM, "a b"),
        (Channel.IM, "x" * 65),
    ],
)
def test_an_address_that_cannot_be_right_is_refused(bureau, channel, address):
    with pytest.raises(InputRefused) as refusal:
        queue(bureau, channel, address=address)
    assert refusal.value.fields["address"]
    assert not OutgoingMessage.objects.exists() and not jobs().exists()


def test_a_mobile_number_is_taken_in_any_writing(bureau):
    message = queue(bureau, Channel.SMS, address=" +86 138-1234-5678")
    assert messages.opened(message).address == "13812345678"


def test_a_channel_that_is_switched_off_fails_with_what_to_do(bureau):
    message = sent(bureau, Channel.SMS)
    assert (message.state, message.attempts) == ("failed", 1)
    assert message.failure == "本机关没有开通短信，请改用其他方式通知。"
    assert messages.ready_channels() == ()


def test_a_title_cannot_add_headers(bureau, mail):
    sent(bureau, Channel.EMAIL, title="已收到\r\nBcc: all@example.com")
    assert mail.taken[0]["Subject"] == "已收到 Bcc: all@example.com"
    assert mail.taken[0]["Bcc"] is None


def test_what_was_sent_is_not_sent_again(bureau, mail):
    message = sent(bureau, Channel.EMAIL)
    jobs().update(state="waiting", not_before=NOW)
    assert drain() == 1
    message.refresh_from_db()
    assert len(mail.taken) == 1 and message.attempts == 1


def test_a_message_whose_case_was_destroyed_is_not_sent(bureau, mail):
    key = private.new_key(NOW)
    message = queue(bureau, Channel.EMAIL, key=key)
    private.destroy(key, NOW)
    drain()
    message.refresh_from_db()
    assert mail.taken == []
    assert message.state == "failed" and "已按保管期限销毁" in message.failure


def test_a_delay_is_told_retried_by_the_outbox_and_forgotten_on_success(bureau, mail):
    mail.rcpt_answers["lisi"] = "451 4.7.1 greylisted, try again"
    message = sent(bureau, Channel.EMAIL)
    assert (message.state, message.attempts) == ("waiting", 1)
    assert message.failure == "邮件服务器暂时不收这封邮件（应答 451），稍后再试。"
    job = jobs().get()
    assert (job.state, job.last_error) == ("waiting", message.failure)

    mail.rcpt_answers.clear()
    drain(later(hours=1))
    message.refresh_from_db()
    assert (message.state, message.failure, message.attempts) == ("sent", "", 2)
    assert message.sent_at == later(hours=1)


def test_a_message_that_is_given_up_can_be_sent_after_a_retry(bureau, mail, settings):
    settings.GONGKAI_OUTBOX_MAX_ATTEMPTS = 1
    mail.rcpt_answers["lisi"] = "451 later"
    message = sent(bureau, Channel.EMAIL)
    assert jobs().get().state == "dead"
    mail.rcpt_answers.clear()
    outbox.retry(job_id=jobs().get().pk, now=NOW)
    drain()
    message.refresh_from_db()
    assert message.state == "sent"


def test_messages_about_a_thing_are_listed_in_order(bureau):
    first, second = queue(bureau, Channel.EMAIL), queue(bureau, Channel.SMS)
    assert list(messages.about("request", 7)) == [first, second]
    assert list(messages.about("request", 8)) == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"GONGKAI_MESSAGES_EMAIL": "pigeon"}, "电子邮件的发送方式“pigeon”不认识"),
        ({"GONGKAI_MESSAGES_EMAIL": "gateway"}, "电子邮件的发送方式“gateway”不认识"),
        ({"GONGKAI_MESSAGES_EMAIL": "smtp"}, "电子邮件缺少设置：GONGKAI_MESSAGES_SMTP_HOST"),
        ({"GONGKAI_MESSAGES_SMS": "gateway"}, "短信缺少设置：GONGKAI_MESSAGES_SMS_URL"),
        ({"GONGKAI_MESSAGES_IM": "platform"}, "政务即时通讯缺少设置：GONGKAI_MESSAGES_IM_URL"),
        ({"GONGKAI_MESSAGES_SMTP_SECURITY": "ssl"}, "加密方式“ssl”不认识"),
        ({"GONGKAI_MESSAGES_SMS_URL": "sms.example.com"}, "应以 http:// 或 https:// 开头"),
        ({"GONGKAI_MESSAGES_RELAY_KEY": "short"}, "中转密钥写法不对"),
    ],
)
def test_settings_that_cannot_work_keep_the_installation_from_starting(bureau, settings, values, told):
    assert messages.problems() == []
    for name, value in values.items():
        setattr(settings, name, value)
    assert len(messages.problems()) == 1 and told in messages.problems()[0]
    assert messages.problems()[0] in checks.installation_problems()


def test_every_way_of_every_channel_can_be_built(settings):
    for channel, ways in configuration.WAYS.items():
        for way in ways:
            setattr(settings, f"{'GONGKAI'}_MESSAGES_{channel.name}", way)
            assert configuration.messenger_for(channel).deliver
    assert messages.ready_channels() == tuple(Channel)


def test_the_failure_says_nothing_of_the_person(bureau, mail, caplog):
    mail.rcpt_answers["lisi"] = "451 4.7.1 <lisi@example.com> greylisted"
    message = sent(bureau, Channel.EMAIL)
    # The server under test writes its own log into the same place; only what we said counts.
    ours = [caplog.handler.format(one) for one in caplog.records if one.name.startswith("gongkai")]
    told = message.failure + jobs().get().last_error + "".join(ours)
    assert "451" in told and "lisi" not in told and "李四" not in told
    assert "lisi" not in json.dumps(jobs().get().payload)
