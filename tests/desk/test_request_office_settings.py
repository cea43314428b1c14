"""The page of an organ's values: preview without saving, saving, who may."""

import pytest

from gongkai.requests.acts.settings import values_of
from gongkai.requests.models import OfficeSettings
from tests.factories import make_bureau
from tests.request_factories import make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


def address(office) -> str:
    return f"/desk/requests/settings/{office.organ.code}/"


def typed(office, **changes) -> dict:
    """The form as it stands, with some of it changed."""
    values = values_of(OfficeSettings.objects.get(organ=office.organ)) | changes
    return {name: "on" if value is True else value for name, value in values.items() if value is not False}


def test_values_are_saved_and_shown_again(office, signed_in):
    client = signed_in(office.office_head)
    answer = client.post(address(office), typed(office, court="海岳铁路运输法院", save="1"), follow=True)
    assert "已保存" in answer.content.decode()
    assert OfficeSettings.objects.get(organ=office.organ).court == "海岳铁路运输法院"
    assert "海岳铁路运输法院" in client.get(address(office)).content.decode()


def test_the_preview_changes_nothing(office, signed_in):
    client = signed_in(office.office_head)
    data = typed(office, court="海岳铁路运输法院", preview="1")
    page = client.post(address(office), data).content.decode()
    assert "向海岳铁路运输法院提起行政诉讼" in page
    part = client.post(address(office), data, headers={"HX-Request": "true"}).content.decode()
    assert "向海岳铁路运输法院提起行政诉讼" in part
    assert "<html" not in part
    assert OfficeSettings.objects.get(organ=office.organ).court == "海岳市文川区人民法院"


def test_a_missing_court_is_said_in_the_preview(office, signed_in):
    page = signed_in(office.office_head).post(address(office), typed(office, court="", preview="1"))
    assert "写明有管辖权的人民法院的名称" in page.content.decode()


def test_what_is_wrong_is_named_and_stays(office, signed_in):
    data = typed(office, reply_series="文工信〔2026〕", intake_note="请备注手机号", save="1")
    page = signed_in(office.office_head).post(address(office), data).content.decode()
    assert "代字只写汉字" in page
    assert "文工信〔2026〕" in page
    assert "请备注手机号" in page
    assert OfficeSettings.objects.get(organ=office.organ).reply_series == ""


def test_readers_see_them_and_cannot_save(office, signed_in):
    for person in (office.reviewer, office.signer):
        client = signed_in(person)
        page = client.get(address(office)).content.decode()
        assert "由公开工作机构负责人或者机关管理员修改" in page
        assert 'name="save"' not in page
        assert client.post(address(office), typed(office, court="某法院", save="1")).status_code == 404
    assert OfficeSettings.objects.get(organ=office.organ).court == "海岳市文川区人民法院"


def test_others_do_not_find_the_page(office, signed_in):
    other = make_bureau(parent=office.authority)
    for person in (office.drafter, office.security, office.auditor, other.admin, other.reviewer):
        client = signed_in(person)
        assert client.get(address(office)).status_code == 404
        assert client.post(address(office), typed(office, save="1")).status_code == 404


def test_one_organ_leads_straight_to_its_page(office, signed_in):
    answer = signed_in(office.admin).get("/desk/requests/settings/")
    assert answer["Location"] == address(office)
