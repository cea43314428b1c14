"""E-mail against a real SMTP server: taken, deferred, refused, broken off, and no server at all."""

import smtplib

import pytest

from gongkai.kernel.messages import Channel
from tests.kernel.message_case import BODY, TITLE, sent
from tests.support.mail_server import PASSWORD, USER, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(settings):
    """Point the settings at a server."""

    def point(server, **values: object) -> None:
        settings.GONGKAI_MESSAGES_EMAIL = "smtp"
        settings.GONGKAI_MESSAGES_SMTP_HOST = "127.0.0.1"
        settings.GONGKAI_MESSAGES_SMTP_PORT = server.port
        settings.GONGKAI_MESSAGES_SENDER = "gk@example.gov.cn"
        settings.GONGKAI_MESSAGES_SECONDS = 1.0
        for name, value in values.items():
            setattr(settings, name, value)

    return point


@pytest.fixture
def server(lead):
    """A server for everybody."""
    with mail_server() as running:
        lead(running)
        yield running


def test_a_chinese_mail_arrives_as_written(bureau, server):
    message = sent(bureau, Channel.EMAIL)
    (mail,) = server.taken
    assert (message.state, message.failure) == ("sent", "")
    assert mail["Subject"] == TITLE
    assert mail.get_content().replace("\r\n", "\n").strip() == BODY
    assert mail.get_content_type() == "text/plain"
    assert mail["To"] == "lisi@example.com"
    assert (mail["From"].addresses[0].display_name, mail["From"].addresses[0].addr_spec) == (
        bureau.organ.name, "gk@example.gov.cn",
    )  # fmt: skip
    assert server.senders == ["gk@example.gov.cn"]
    assert mail["Message-ID"] == f"<{message.reference}@example.gov.cn>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_rare_characters_and_long_lines_arrive(bureau, server):
    body = "𠮷㐂龘" * 900
    sent(bureau, Channel.EMAIL, title="关于𠮷某某的答复" * 8, body=body)
    assert server.taken[0].get_content().strip() == body
    # A subject that long begins on the next line, and this parser keeps the space of the fold.
    assert server.taken[0]["Subject"].strip() == "关于𠮷某某的答复" * 8


def test_a_refused_mailbox_fails_for_good(bureau, server):
    server.rcpt_answers["lisi"] = "550 5.1.1 no such user"
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "failed"
    assert "不接受这个收件地址（应答 550）" in message.failure


def test_a_refused_content_fails_for_good(bureau, server):
    server.data_answer = "554 5.6.0 spam"
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "failed" and "内容被邮件服务器拒绝（应答 554）" in message.failure


@pytest.mark.parametrize("answer", ["450 busy", "452 full", "421 closing"])
def test_a_content_put_off_waits(bureau, server, answer):
    server.data_answer = answer
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "waiting" and "稍后再试" in message.failure


def test_a_server_that_breaks_off_in_the_middle_is_tried_again(bureau, server):
    server.breaks_off = True
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "waiting" and "中途断开" in message.failure


def test_a_server_that_is_too_slow_is_tried_again(bureau, server):
    server.sleeps = 2.5
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "waiting" and "稍后再试" in message.failure


def test_no_server_there_is_tried_again(bureau, lead):
    with mail_server() as gone:
        lead(gone)
    message = sent(bureau, Channel.EMAIL)
    assert message.state == "waiting" and "连不上邮件服务器" in message.failure


def test_with_its_account_it_is_let_in(bureau, lead):
    with mail_server(wants_login=True) as server:
        lead(server, GONGKAI_MESSAGES_SMTP_USER=USER, GONGKAI_MESSAGES_SMTP_PASSWORD=PASSWORD)
        assert sent(bureau, Channel.EMAIL).state == "sent"
        assert len(server.taken) == 1


def test_a_wrong_password_is_named_and_waits_for_the_settings(bureau, lead):
    with mail_server(wants_login=True) as server:
        lead(server, GONGKAI_MESSAGES_SMTP_USER=USER, GONGKAI_MESSAGES_SMTP_PASSWORD="wrong")
        message = sent(bureau, Channel.EMAIL)
        assert message.state == "waiting" and "账号或密码" in message.failure
        assert server.taken == []


def test_encryption_the_server_lacks_is_named_and_nothing_goes_in_the_clear(bureau, lead):
    with mail_server() as server:
        lead(server, GONGKAI_MESSAGES_SMTP_SECURITY="starttls")
        message = sent(bureau, Channel.EMAIL)
        assert message.state == "waiting" and "不支持所设的加密" in message.failure
        assert server.taken == []


def test_the_server_of_these_tests_is_a_real_one():
    with mail_server() as server, smtplib.SMTP("127.0.0.1", server.port, timeout=5) as client:
        assert client.ehlo()[0] == 250
