"""The unified sign-in on the form: name and number come from the platform and no picture is asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from gongkai.requests.models import Case, CaseFile
from gongkai.requests.personal import applicant_of
from tests.portal.requests_visitor import Visitor
from tests.request_factories import make_office, plain_bytes
from tests.support.identity_platform import IdentityPlatform, running

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
BACK = f"{SITE}/requests/identity/return/"


@pytest.fixture
def platform(db, gongkai_dir, settings):
    settings.GONGKAI_GATE_DIFFICULTY = 50
    settings.GONGKAI_SITE_URL = SITE
    with running(IdentityPlatform(redirect_uris={BACK}), settings) as service:
        yield service


@pytest.fixture
def visitor(platform) -> Visitor:
    return Visitor(make_office().organ.code)


def signed_in(visitor: Visitor, platform: IdentityPlatform, *, agrees: bool = True):
    """Go to the platform, agree or not, and come back."""
    away = visitor.get(f"{visitor.form}identity/")
    back = urlsplit(platform.approve(urlsplit(away["Location"]).query, agrees=agrees))
    return visitor.get(f"{back.path}?{back.query}")


def test_name_and_number_are_filled_in_and_fixed_and_no_picture_is_needed(visitor, platform):
    assert "用统一身份认证" in visitor.get(visitor.form).content.decode()
    assert signed_in(visitor, platform)["Location"] == visitor.form
    html = visitor.get(visitor.form).content.decode()
    assert 'value="赵明"' in html and "readonly" in html
    assert 'name="identity"' not in html

    assert visitor.fill(proof=False, name="别人", id_number="1").status_code == 302
    visitor.send()
    case = Case.objects.get()
    assert (applicant_of(case).name, applicant_of(case).id_number) == ("赵明", "110101199003077651")
    assert "统一身份认证核对" in plain_bytes(CaseFile.objects.get(role="identity").file).decode()


def test_the_sign_in_vouches_for_a_person_and_not_for_a_company(visitor, platform):
    signed_in(visitor, platform)
    response = visitor.fill(
        proof=False,
        applicant_kind="commercial",
        name="某公司",
        id_kind="other",
        id_number="1",
        contact="赵明",
    )

    assert response.status_code == 422
    assert 'href="#identity"' in response.content.decode()


def test_who_declines_is_told_and_keeps_what_was_typed(visitor, platform):
    visitor.fill("save", description="写到一半")
    response = signed_in(visitor, platform, agrees=False)

    assert response.status_code == 409
    html = response.content.decode()
    assert "取消" in html and "写到一半" in html


def test_a_return_nobody_set_out_for_leads_nowhere(visitor, platform):
    assert visitor.client.get("/requests/identity/return/?code=x&state=y").status_code == 404


def test_without_a_platform_there_is_no_such_way(visitor, settings):
    settings.GONGKAI_IDENTITY_AUTHORIZE_URL = ""

    assert "统一身份认证" not in visitor.get(visitor.form).content.decode()
    assert visitor.client.get(f"{visitor.form}identity/").status_code == 404
