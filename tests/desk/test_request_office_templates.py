"""The pages of letter templates: faults one by one, the sample as PDF, in use and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.requests.models import LetterTemplate
from tests.factories import make_bureau
from tests.request_factories import make_office
from tests.requests.test_templates import KIND, own

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bureau):
    """The bureau with a complete office."""
    return make_office(parent=bureau.authority)


def address(office, tail: str = f"{KIND}/") -> str:
    return f"/desk/requests/templates/{office.organ.code}/{tail}"


def upload(client, office, content: bytes):
    return client.post(address(office), {"file": SimpleUploadedFile("模板.docx", content)}, follow=True)


def test_upload_look_use_and_back(office, signed_in):
    client = signed_in(office.office_head)
    assert "标准模板" in client.get(address(office, "")).content.decode()
    assert "还没有启用" in upload(client, office, own()).content.decode()
    template = LetterTemplate.objects.get()
    sample = client.get(address(office, f"{KIND}/{template.pk}.pdf"))
    assert sample.content.startswith(b"%PDF")
    client.post(address(office, f"{KIND}/use/"), {"which": template.pk})
    assert LetterTemplate.objects.get().until is None
    assert "本机关的" in client.get(address(office, "")).content.decode()
    client.post(address(office, f"{KIND}/use/"), {"which": "standard"})
    assert LetterTemplate.objects.get().until is not None


def test_each_fault_stands_on_its_line(office, signed_in):
    page = upload(signed_in(office.admin), office, own("{{ clerk_mood }}{{ weather }}")).content.decode()
    assert "<li>模板使用了没有定义的字段“clerk_mood”。</li>" in page
    assert "<li>模板使用了没有定义的字段“weather”。</li>" in page
    assert not LetterTemplate.objects.exists()


def test_the_standard_template_is_there_to_work_on(office, signed_in):
    answer = signed_in(office.office_head).get(address(office, f"{KIND}/standard.docx"))
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_others_find_nothing(office, signed_in):
    upload(signed_in(office.office_head), office, own())
    template = LetterTemplate.objects.get()
    other = make_bureau(parent=office.authority)
    tails = ("", f"{KIND}/", f"{KIND}/standard.docx", f"{KIND}/{template.pk}.docx")
    for person in (office.reviewer, office.drafter, office.auditor, other.admin):
        client = signed_in(person)
        for tail in tails:
            assert client.get(address(office, tail)).status_code == 404
        assert client.post(address(office, f"{KIND}/use/"), {"which": template.pk}).status_code == 404
        assert upload(client, office, own()).status_code == 404
    assert LetterTemplate.objects.get().until == template.since


@pytest.mark.parametrize(
    "tail", ["love_letter/", f"{KIND}/999.docx", f"{KIND}/standard.exe", f"{KIND}/x.pdf"]
)
def test_what_does_not_exist_is_not_found(office, signed_in, tail):
    assert signed_in(office.office_head).get(address(office, tail)).status_code == 404
