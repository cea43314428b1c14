"""The office's own pages: the allow-list and the papers that expedited publications owe."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from gongkai.disclosure.acts.expedite import expedite
from gongkai.disclosure.models import AllowedValue, Expedited
from gongkai.kernel.models import StoredFile
from tests.factories import NOW, make_bureau, make_draft

MOBILE = "13863150927"


def test_a_number_is_put_on_the_list_masked(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    client.post("/desk/allow-list/", {"organ": bureau.organ.pk, "number": MOBILE, "note": "公开办值班手机"})
    page = client.get("/desk/allow-list/").content.decode()
    assert "公开办值班手机" in page and MOBILE not in page
    assert MOBILE not in str(list(AllowedValue.objects.values_list()))


@pytest.mark.parametrize(
    ("number", "note", "field"),
    [("0631-8123456", "座机", "number"), (f"{MOBILE} 13863150928", "两个", "number"), (MOBILE, " ", "note")],
)
def test_what_cannot_be_listed_is_refused_at_its_field(bureau, signed_in, number, note, field):
    form = {"organ": bureau.organ.pk, "number": number, "note": note}
    response = signed_in(bureau.security).post("/desk/allow-list/", form)
    assert response.context["form"].errors[field] and not AllowedValue.objects.exists()


def test_other_organs_lists_are_out_of_reach(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    form = {"organ": other.organ.pk, "number": MOBILE, "note": "值班手机"}
    assert signed_in(bureau.reviewer).post("/desk/allow-list/", form).context["form"].errors["organ"]
    signed_in(other.reviewer).post("/desk/allow-list/", form)
    theirs = AllowedValue.objects.get()
    url = reverse("desk:allow_list_remove", args=[theirs.pk])
    assert signed_in(bureau.reviewer).post(url).status_code == 404
    assert signed_in(other.security).get(url).status_code == 200
    signed_in(other.security).post(url)
    assert not AllowedValue.objects.exists()


def make_expedited(bureau) -> Expedited:
    item = make_draft(bureau)
    expedite(
        actor=bureau.reviewer, item_id=item.pk, approver=bureau.signer, how="09:20 电话请示",
        reason="防汛紧急通知。", now=NOW,
    )  # fmt: skip
    return Expedited.objects.get(item=item)


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(file, "PNG")
    return SimpleUploadedFile("签字件.png", file.getvalue(), "image/png")


def test_the_approver_confirms_with_one_click(bureau, signed_in):
    owed = make_expedited(bureau)
    client = signed_in(bureau.signer)
    page = client.get("/desk/expedited/").content.decode()
    assert owed.item.title in page and "确认同意" in page and "已逾期" in page
    url = reverse("desk:expedited_settle", args=[owed.pk])
    assert "09:20 电话请示" in client.get(url).content.decode()
    client.post(url, {"note": "同意"})
    owed.refresh_from_db()
    assert owed.settled_at and owed.paper is None
    assert client.get(url).status_code == 404
    assert "没有待补手续的急件" in client.get("/desk/expedited/").content.decode()


def test_the_office_files_the_signed_paper(bureau, signed_in):
    owed = make_expedited(bureau)
    client, url = signed_in(bureau.reviewer), reverse("desk:expedited_settle", args=[owed.pk])
    assert "multipart/form-data" in client.get(url).content.decode()
    assert client.post(url, {"note": "补"}).context["form"].errors["paper"]
    client.post(url, {"paper": picture(), "note": "补"})
    owed.refresh_from_db()
    assert owed.settled_at and owed.paper.extension == "png"


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_settled(bureau, signed_in):
    owed = make_expedited(bureau)
    before = StoredFile.objects.count()
    fake = SimpleUploadedFile("签字件.pdf", b"MZ\x90\x00not a pdf at all", "application/pdf")
    response = signed_in(bureau.reviewer).post(
        reverse("desk:expedited_settle", args=[owed.pk]), {"paper": fake, "note": "补充说明"}
    )
    owed.refresh_from_db()
    assert response.context["form"].non_field_errors() and "补充说明" in response.content.decode()
    assert owed.settled_at is None and StoredFile.objects.count() == before


def test_papers_are_nobody_elses(bureau, signed_in):
    owed = make_expedited(bureau)
    other = make_bureau(parent=bureau.authority)
    url = reverse("desk:expedited_settle", args=[owed.pk])
    for person in (bureau.drafter, bureau.head, bureau.admin, other.reviewer, other.signer):
        assert signed_in(person).get(url).status_code == 404
        assert owed.item.title not in signed_in(person).get("/desk/expedited/").content.decode()


def test_lists_ask_the_same_number_of_questions_at_any_length(bureau, signed_in):
    client = signed_in(bureau.reviewer)

    def questions(more: int) -> list[int]:
        start = AllowedValue.objects.count()
        for number in range(start, start + more):
            AllowedValue.objects.create(
                organ=bureau.organ,
                key=str(number),
                masked="138****0000",
                note="值班",
                by=bureau.reviewer,
                at=NOW,
            )
            make_expedited(bureau)
        counted = []
        for url in ("/desk/allow-list/", "/desk/expedited/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counted.append(len(queries))
        return counted

    few = questions(3)
    assert questions(27) == few
