"""What somebody with a sign-in and bad intentions, or a broken browser, sends to the desk."""

from __future__ import annotations

import io

import pytest
from axes.models import AccessLog
from django.test import Client
from django.urls import reverse

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.models import Attachment, Item, Relation
from gongkai.kernel.models import RoleGrant
from tests.factories import NOW, PASSWORD, Bureau, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
NO_IDS = ("\0", "²", "٣", "-1", "9" * 19, "9" * 40, "9" * 5000, "<script>", "")
NO_DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "\0", "9" * 500)
NO_MARKS = (
    "0001-01-01T00:00:00+14:00~5", "9999-12-31T23:59:59-14:00~5", "none~" + "9" * 40, "2026-01-01~1", "\0~1",
)  # fmt: skip


@pytest.fixture
def other(bureau) -> Bureau:
    """Another bureau of the same authority."""
    return make_bureau(parent=bureau.authority)


def edit_url(item: Item) -> str:
    return reverse("desk:item_edit", args=[item.pk])


def form_of(bureau: Bureau, item: Item | None = None, **values: object) -> dict[str, object]:
    """What the editor's form sends."""
    sent: dict[str, object] = {"title": "关于试点的通知", "body_text": "现通知如下。"}
    if item:
        sent |= Item.objects.values("revision", "column").get(pk=item.pk)
    else:
        sent["column"] = bureau.columns["tzgg"].pk
    return sent | values


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_is_none_wherever_a_form_asks_for_one(bureau, signed_in, text):
    item = make_draft(bureau)
    kept = attach(actor=bureau.drafter, item_id=item.pk, name="一.txt", stream=[b"one"], now=NOW)
    client = signed_in(bureau.drafter)
    for name in ("revision", "overwrite", "remove", "up"):
        sent = form_of(bureau, item, attachment=[kept.pk, text]) | {name: text}
        assert client.post(edit_url(item), sent).status_code in (200, 302), name
    for name in ("link_policy", "unlink_interpretation"):
        answer = client.post(reverse("desk:item_links", args=[item.pk]), {name: text})
        assert answer.status_code in (302, 404), name
    assert client.post("/desk/items/bulk/", {"item": [text, item.pk], "submit": "1"}).status_code == 200
    for name in ("before", "after"):
        assert client.get("/desk/items/", {name: text}).status_code == 200
    assert Attachment.objects.filter(pk=kept.pk).exists()


def test_ten_thousand_ticks_are_a_page_in_words(bureau, signed_in):
    client = signed_in(bureau.drafter)
    answer = client.post("/desk/items/bulk/", {"item": [str(n) for n in range(10_000)], "submit": "1"})
    assert answer.status_code == 400 and "工作台" in answer.content.decode()
    some = client.post(
        "/desk/items/bulk/", {"item": [str(n) for n in range(900_000, 904_000)], "submit": "1"}
    )
    assert some.status_code == 200 and some.context["left_out"] == 3800


@pytest.mark.parametrize("text", NO_DAYS)
def test_impossible_days_are_no_filter_and_no_error(bureau, signed_in, text):
    make_live(bureau)
    for name in ("since", "until", "year", "q"):
        for address in ("/desk/items/", "/desk/items/export/"):
            assert signed_in(bureau.reviewer).get(address, {name: text}).status_code == 200, name
    for name in ("since", "until", "subject_id", "who"):
        assert signed_in(bureau.auditor).get("/desk/audit/", {name: text}).status_code == 200, name


@pytest.mark.parametrize("text", NO_MARKS)
def test_impossible_places_in_the_list_are_its_beginning(bureau, signed_in, text):
    make_live(bureau)
    for name in ("before", "after"):
        answer = signed_in(bureau.reviewer).get("/desk/items/", {"sort": "published", name: text})
        assert answer.status_code == 200


def test_control_characters_are_left_out_or_refused_in_words(bureau, signed_in):
    client = signed_in(bureau.drafter)
    refused = client.post("/desk/items/new/", form_of(bureau, title="一\0二"))
    assert refused.status_code == 200 and refused.context["form"].errors["title"]
    sent = form_of(bureau, title="一\x0b\x1b\ufffe二", summary="概\x01述", body_text="正\0文\x0b")
    assert client.post("/desk/items/new/", sent).status_code == 302
    item = Item.objects.latest("pk")
    assert (item.title, item.summary, item.body_html) == ("一二", "概述", "<p>正文</p>")
    kept = attach(actor=bureau.drafter, item_id=item.pk, name="一.txt", stream=[b"one"], now=NOW)
    sent = form_of(bureau, item, attachment=[kept.pk]) | {f"name_{kept.pk}": "附\0件\x0b.txt"}
    assert client.post(edit_url(item), sent).status_code == 302
    kept.refresh_from_db()
    assert kept.name == "附件.txt"
    assert client.get(reverse("desk:item_links", args=[item.pk]), {"q": "通\0知"}).status_code == 200
    assert client.get("/desk/items/", {"q": "通\0知"}).status_code == 200
    assert Client().get("/search", {"q": "通\0知", "organ": "\0"}).status_code == 200


def test_markup_typed_anywhere_comes_back_as_text(bureau, signed_in):
    evil = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    client = signed_in(bureau.drafter)
    body = f'<p onclick="x()">正文{evil}<a href="java\tscript:x()">甲</a></p><svg onload=x()></svg>'
    sent = form_of(bureau, title=f"通知{evil}", summary=evil, origin=evil, body_html=body)
    sent["files"] = io.BytesIO(b"content")
    sent["files"].name = "<img src=x onerror=alert(3)>.txt"
    assert client.post("/desk/items/new/", sent).status_code == 302
    item = Item.objects.latest("pk")
    assert item.attachments.count() == 1
    for name in ("item", "item_edit", "item_record", "item_links"):
        page = client.get(reverse(f"desk:{name}", args=[item.pk])).content.decode()
        for trace in ("<script>alert", "<img src=x", "onclick", "script:x()", "<svg"):
            assert trace not in page, (name, trace)
    page = client.get("/desk/items/", {"q": evil}).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


def test_ids_of_another_organ_in_a_form_change_nothing(bureau, other, signed_in):
    mine, theirs = make_draft(bureau), make_draft(other)
    foreign = attach(actor=other.drafter, item_id=theirs.pk, name="密.txt", stream=[b"theirs"], now=NOW)
    client = signed_in(bureau.drafter)
    for values in ({"column": other.columns["tzgg"].pk}, {"department": other.business.pk}):
        for url in ("/desk/items/new/", edit_url(mine)):
            client.post(url, form_of(bureau, mine, **values))
    client.post(edit_url(mine), form_of(bureau, mine, remove=foreign.pk, attachment=[foreign.pk]))
    client.post(edit_url(mine), form_of(bureau, mine, up=foreign.pk) | {f"name_{foreign.pk}": "改.txt"})
    foreign.refresh_from_db()
    assert (foreign.name, foreign.item_id) == ("密.txt", theirs.pk)
    assert not Item.objects.filter(organ=bureau.organ, column__organ=other.organ).exists()
    assert not Item.objects.filter(organ=bureau.organ, department__organ=other.organ).exists()
    public = make_live(other)
    for name in ("link_policy", "link_interpretation"):
        for target in (theirs, public):
            answer = client.post(reverse("desk:item_links", args=[mine.pk]), {name: target.pk})
            assert answer.status_code == 404
    assert not Relation.objects.exists()
    own_address = reverse("desk:item_file", args=[mine.pk, foreign.file_id])
    assert client.get(own_address).status_code == 404


def test_every_act_on_an_item_of_another_organ_or_department_is_not_there(bureau, other, signed_in):
    item = make_draft(bureau)
    for person in (other.reviewer, other.signer, other.admin, bureau.outsider, bureau.admin, bureau.auditor):
        client = signed_in(person)
        for act in ("submit", "review", "publish", "return", "withdraw", "take_down", "discard", "override"):
            url = reverse("desk:item_act", args=[item.pk, act])
            assert client.post(url, {"reason": "x", "word": "撤下"}).status_code == 404, (person, act)
        assert client.post(edit_url(item), form_of(bureau, item)).status_code == 404
        bulk = client.post("/desk/items/bulk/", {"item": [item.pk], "submit": "1"})
        assert item.title not in bulk.content.decode()
    untouched = Item.objects.get(pk=item.pk)
    assert (untouched.work_state, untouched.revision) == ("draft", item.revision)


def test_an_administrator_gives_nothing_in_another_organ(bureau, other, signed_in):
    client, code = signed_in(bureau.admin), bureau.organ.code
    grant = reverse("desk:person_grant", args=[code, bureau.drafter.pk])
    before = RoleGrant.objects.count()
    for sent in (
        {"role": "drafter", "department": other.business.pk}, {"role": "superuser"},
        {"role": "reviewer", "organ": other.organ.pk, "is_superuser": "1", "department": other.business.pk},
    ):  # fmt: skip
        client.post(grant, sent)
    assert RoleGrant.objects.count() == before
    for name in ("person", "person_grant", "person_password", "person_hand_over"):
        assert client.post(reverse(f"desk:{name}", args=[code, other.drafter.pk])).status_code == 404
    client.post(
        reverse("desk:person_hand_over", args=[code, bureau.drafter.pk]), {"successor": other.drafter.pk}
    )
    assert RoleGrant.objects.filter(person=bureau.drafter, ended_at=None).exists()
    parent = {"name": "栏", "code": "lan", "description": "说明", "zone": "platform", "route": "one",
              "parent": other.columns["tzgg"].pk}  # fmt: skip
    page = client.post(reverse("desk:column_new", args=[code]), parent)
    assert page.status_code == 200 and page.context["form"].errors["parent"]


@pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("s", "ſ").replace("i", "ı")])
def test_a_name_that_only_looks_different_is_locked_out_with_the_other(bureau, change):
    person = bureau.outsider
    for _ in range(5):
        Client().post(LOGIN, {"login": person.username, "password": "wrong-password"})
    answer = Client().post(LOGIN, {"login": change(person.username), "password": PASSWORD})
    assert answer.status_code == 429


def test_a_session_from_before_the_sign_in_is_worth_nothing_after_it(bureau):
    client = Client()
    client.get(LOGIN)
    client.cookies["sessionid"] = "a" * 32
    client.post(LOGIN, {"login": bureau.drafter.username, "password": PASSWORD})
    assert client.cookies["sessionid"].value != "a" * 32
    assert client.get("/desk/").status_code == 200


def test_no_list_of_sign_ins_is_kept_beside_the_audit(bureau):
    Client().post(LOGIN, {"login": bureau.drafter.username, "password": PASSWORD})
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x"]
)
def test_the_sign_in_leads_nowhere_else(bureau, address):
    answer = Client().post(LOGIN, {"login": bureau.head.username, "password": PASSWORD, "next": address})
    assert answer.status_code == 302 and answer.url == reverse("desk:home")
