"""The unified sign-in over real sockets: the good way, every way to cheat, and a platform that is away."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.kernel import identity, keys
from gongkai.kernel.checks import installation_problems
from gongkai.kernel.identity import IdentityRefused, VerifiedPerson
from tests.factories import NOW
from tests.support.identity_platform import IdentityPlatform, running

BACK = "http://127.0.0.1:8000/requests/identity/return/"


@pytest.fixture
def platform(settings, tmp_path):
    settings.GONGKAI_DIR = tmp_path
    keys.make_keys()
    with running(IdentityPlatform(redirect_uris={BACK}), settings) as service:
        yield service


def brought_back(platform, started, **changes) -> dict[str, str]:
    """What the browser brings back after the person agreed."""
    address = platform.approve(urlsplit(started.url).query)
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | changes


def finished(started, answer, *, now=NOW, redirect_uri=BACK) -> VerifiedPerson:
    return identity.provider().finish(
        ticket=started.ticket, answer=answer, redirect_uri=redirect_uri, now=now
    )


def begun(now=NOW):
    return identity.provider().begin(redirect_uri=BACK, now=now)


def test_the_person_comes_back_with_name_number_and_phone(platform):
    started = begun()
    assert platform.secret not in started.url and "verifier" not in started.url
    person = finished(started, brought_back(platform, started))
    assert person == VerifiedPerson("赵明", "resident_id", "110101199003077651", "13800001111")


def test_a_number_that_is_no_resident_identity_is_of_another_kind(platform):
    platform.person["idcard"] = "HA1234567"
    started = begun()
    assert finished(started, brought_back(platform, started)).id_kind == "other"


@pytest.mark.parametrize(
    ("cheat", "words"),
    [
        (lambda answer: answer | {"state": "x" * 32}, "没有完成"),
        (lambda answer: answer | {"state": ""}, "没有完成"),
        (lambda answer: answer | {"code": "made-up"}, "没有完成"),
        (lambda answer: {"state": answer["state"], "error": "access_denied"}, "取消"),
        (lambda answer: {"state": answer["state"], "error": "server_error"}, "没有完成"),
    ],
)
def test_an_altered_answer_leads_to_nobody(platform, cheat, words):
    started = begun()
    with pytest.raises(IdentityRefused, match=words):
        finished(started, cheat(brought_back(platform, started)))


def test_a_code_works_once_and_only_for_the_browser_that_began(platform):
    mine, other = begun(), begun()
    answer = brought_back(platform, mine)
    with pytest.raises(IdentityRefused):
        finished(other, answer)
    with pytest.raises(IdentityRefused):
        finished(other, answer | {"state": parse_qs(urlsplit(other.url).query)["state"][0]})
    again = brought_back(platform, mine)
    finished(mine, again)
    with pytest.raises(IdentityRefused):
        finished(mine, again)


@pytest.mark.parametrize("ticket", ["", "nonsense", "gAAAAAB" + "x" * 60])
def test_a_ticket_of_ones_own_making_is_none(platform, ticket):
    started = begun()
    answer = brought_back(platform, started)
    with pytest.raises(IdentityRefused, match="没有完成"):
        identity.provider().finish(ticket=ticket, answer=answer, redirect_uri=BACK, now=NOW)


def test_ten_minutes_and_not_longer(platform):
    started = begun()
    answer = brought_back(platform, started)
    with pytest.raises(IdentityRefused, match="十分钟"):
        finished(started, answer, now=NOW + timedelta(minutes=10, seconds=1))
    assert finished(started, answer, now=NOW + timedelta(minutes=9)).name == "赵明"


def test_a_platform_that_is_away_or_tells_nothing_is_named(platform):
    started = begun()
    answer = brought_back(platform, started)
    platform.is_down = True
    with pytest.raises(IdentityRefused, match="没有应答"):
        finished(started, answer)
    platform.is_down = False
    platform.person = {"nickname": "小赵"}
    with pytest.raises(IdentityRefused, match="没有给出姓名"):
        finished(started, brought_back(platform, started))


def test_a_wrong_secret_is_refused_by_the_platform(platform, settings):
    settings.GONGKAI_IDENTITY_SECRET = "another"
    started = begun()
    with pytest.raises(IdentityRefused, match="没有完成"):
        finished(started, brought_back(platform, started))


@pytest.mark.django_db
def test_half_a_configuration_is_named_and_switches_it_off(platform, settings):
    assert not any("身份认证" in problem for problem in installation_problems())
    settings.GONGKAI_IDENTITY_SECRET = ""
    settings.GONGKAI_IDENTITY_TOKEN_URL = "http://sso.example.cn/token"
    settings.GONGKAI_IDENTITY_FIELDS = "name=data.name"
    told = "".join(identity.problems())
    assert "GONGKAI_IDENTITY_SECRET" in told and "https://" in told and "字段对照" in told
    assert identity.provider() is None
    assert set(identity.problems()) <= set(installation_problems())


def test_without_settings_there_is_no_sign_in(settings):
    assert identity.provider() is None and identity.problems() == []
