"""SMS gateway and government messenger over real sockets: signatures, tokens, every kind of bad answer."""

import time

import pytest

from gongkai.kernel.messages import Channel, im
from tests.factories import NOW, later
from tests.kernel.message_case import BODY, TITLE, drain, jobs, queue, sent
from tests.support.gateways import (
    BREAK_OFF,
    DRIP,
    HUGE,
    NOT_JSON,
    REDIRECT,
    SLOW,
    ImService,
    SmsService,
    running,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(settings):
    """A gateway, and the settings that lead to it."""
    with running(SmsService(now=lambda: NOW.timestamp()), "/v1/send") as service:
        settings.GONGKAI_MESSAGES_SMS = "gateway"
        settings.GONGKAI_MESSAGES_SMS_URL = service.url
        settings.GONGKAI_MESSAGES_SMS_KEY = service.key_id
        settings.GONGKAI_MESSAGES_SMS_SECRET = service.secret
        settings.GONGKAI_MESSAGES_SMS_SIGN = "文川区工信局"
        settings.GONGKAI_MESSAGES_SMS_TEMPLATE = "T100"
        settings.GONGKAI_MESSAGES_SECONDS = 1.0
        yield service


@pytest.fixture
def platform(settings, monkeypatch):
    """A government messenger, and the settings that lead to it."""
    monkeypatch.setattr(im, "_tokens", {})
    with running(ImService(), "/cgi-bin") as service:
        settings.GONGKAI_MESSAGES_IM = "platform"
        settings.GONGKAI_MESSAGES_IM_URL = service.url
        settings.GONGKAI_MESSAGES_IM_APP = service.app
        settings.GONGKAI_MESSAGES_IM_SECRET = service.secret
        settings.GONGKAI_MESSAGES_IM_AGENT = "1000002"
        settings.GONGKAI_MESSAGES_SECONDS = 1.0
        yield service


def test_a_text_message_goes_out_signed_with_its_reference(bureau, sms):
    message = sent(bureau, Channel.SMS)
    assert (message.state, message.provider_reference) == ("sent", "sms-1")
    taken = sms.sent[message.reference]
    assert (taken["phone"], taken["text"]) == ("13812345678", BODY)
    assert (taken["sign"], taken["template"]) == ("文川区工信局", "T100")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"address": "13800000000"}, "号码无效或已停用"),
        ({"address": "13811114444"}, "拒收短信"),
        ({"body": "赌博"}, "内容被网关拒绝"),
    ],
)
def test_what_the_gateway_will_never_take_fails_for_good(bureau, sms, values, told):
    message = sent(bureau, Channel.SMS, **values)
    assert message.state == "failed" and told in message.failure
    assert jobs().get().state == "done" and sms.sent == {}


@pytest.mark.parametrize("name", ["KEY", "SECRET"])
def test_a_signature_the_gateway_does_not_know_waits_for_the_settings(bureau, sms, settings, name):
    setattr(settings, f"{'GONGKAI'}_MESSAGES_SMS_{name}", "another")
    message = sent(bureau, Channel.SMS)
    assert message.state == "waiting" and "不接受签名" in message.failure


def test_a_clock_that_is_wrong_is_refused_by_the_gateway(bureau, sms):
    sms.now = lambda: later(hours=1).timestamp()
    assert "本机时间" in sent(bureau, Channel.SMS).failure


_MISDEEDS = [
    (SLOW, "没有及时应答"),
    (DRIP, "没有及时应答"),
    (BREAK_OFF, "中途断开"),
    (NOT_JSON, "看不懂（状态 200）"),
    (HUGE, "看不懂"),
    (REDIRECT, "暂时不能发送（302）"),
    ((503, {"code": "busy"}), "暂时不能发送（busy）"),
    ((429, {}), "暂时不能发送（429）"),
    ((500, {"code": "ok"}), "暂时不能发送（ok）"),
    ((200, {"code": ["ok"]}), "暂时不能发送（200）"),
]


@pytest.mark.parametrize(("misdeed", "told"), _MISDEEDS, ids=[str(misdeed) for misdeed, _ in _MISDEEDS])
def test_a_gateway_in_trouble_is_asked_again_and_sends_once(bureau, sms, misdeed, told):
    sms.misdeeds.append(misdeed)
    began = time.monotonic()
    message = sent(bureau, Channel.SMS)
    assert time.monotonic() - began < 5
    assert message.state == "waiting" and told in message.failure
    drain(later(minutes=2))
    message.refresh_from_db()
    assert (message.state, message.attempts, len(sms.sent)) == ("sent", 2, 1)


def test_a_gateway_that_took_it_and_then_broke_off_does_not_send_twice(bureau, sms):
    """The answer is lost after the gateway has sent: the second attempt is known by its reference."""
    message = sent(bureau, Channel.SMS)
    message.state = "waiting"
    message.save()
    jobs().update(state="waiting", not_before=NOW)
    drain()
    message.refresh_from_db()
    assert (message.state, message.provider_reference, len(sms.sent)) == ("sent", "sms-1", 1)
    assert len(sms.requests) == 2


def test_no_gateway_there_is_tried_again(bureau, settings):
    with running(SmsService(), "/x") as gone:
        settings.GONGKAI_MESSAGES_SMS = "gateway"
        settings.GONGKAI_MESSAGES_SMS_URL = gone.url
    message = sent(bureau, Channel.SMS)
    assert message.state == "waiting" and "连不上短信网关" in message.failure


def test_a_message_reaches_its_user_on_the_platform(bureau, platform):
    message = sent(bureau, Channel.IM)
    assert (message.state, message.provider_reference) == ("sent", "im-1")
    (taken,) = platform.sent
    assert (taken["touser"], taken["agentid"]) == ("zhangsan", "1000002")
    assert taken["text"]["content"] == f"{TITLE}\n{BODY}"
    assert taken["client_reference"] == message.reference


def test_one_token_serves_many_messages_until_its_life_ends(bureau, platform):
    for _ in range(3):
        queue(bureau, Channel.IM)
    drain()
    assert (len(platform.sent), platform.given) == (3, 1)
    queue(bureau, Channel.IM, now=later(hours=2))
    drain(later(hours=2))
    assert (len(platform.sent), platform.given) == (4, 2)


def test_a_token_the_platform_forgot_is_fetched_anew_at_once(bureau, platform):
    sent(bureau, Channel.IM)
    platform.tokens.clear()
    assert sent(bureau, Channel.IM).attempts == 1
    assert (len(platform.sent), platform.given) == (2, 2)


def test_a_platform_that_refuses_every_token_is_asked_twice_and_no_more(bureau, platform):
    stale = (200, {"errcode": 42001})
    sent(bureau, Channel.IM)
    platform.requests.clear()
    platform.misdeeds += [stale]
    platform.life = 7200
    real, platform.answer = platform.answer, lambda *asked: (
        real(*asked) if "gettoken" in asked[1] else stale
    )  # fmt: skip
    message = sent(bureau, Channel.IM)
    assert message.state == "waiting" and "暂时不能发送（42001）" in message.failure
    assert len(platform.requests) == 3


def test_wrong_credentials_are_named_and_wait_for_the_settings(bureau, platform, settings):
    settings.GONGKAI_MESSAGES_IM_SECRET = "wrong"
    message = sent(bureau, Channel.IM)
    assert message.state == "waiting" and "应用编号或密钥（40001）" in message.failure


def test_a_user_the_platform_does_not_know_fails_for_good(bureau, platform):
    message = sent(bureau, Channel.IM, address="nobody")
    assert message.state == "failed" and "没有这个用户" in message.failure


def test_a_content_the_platform_refuses_fails_for_good(bureau, platform):
    message = sent(bureau, Channel.IM, body="长" * 2000)
    assert message.state == "failed" and "内容被平台拒绝" in message.failure


@pytest.mark.parametrize("misdeed", [SLOW, BREAK_OFF, NOT_JSON, (200, {"errcode": -1}), (502, {})], ids=str)
def test_a_platform_in_trouble_is_asked_again(bureau, platform, misdeed):
    platform.misdeeds.append(misdeed)
    message = sent(bureau, Channel.IM)
    assert message.state == "waiting" and message.failure
    drain(later(minutes=2))
    message.refresh_from_db()
    assert message.state == "sent" and len(platform.sent) == 1


def test_secrets_and_tokens_stay_out_of_the_log(bureau, platform, caplog):
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING | {"root": {"handlers": [], "level": "INFO"}})
    with caplog.at_level("INFO"):
        sent(bureau, Channel.IM)
    assert "im-secret" not in caplog.text
    assert not [token for token in platform.tokens if token in caplog.text]
