"""The desk pages of where things appear: what they show, what their buttons do."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongkai.desk.audit_labels import act_label
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.kernel.models import AuditEntry, OutboxJob
from gongkai.places.acts.register import register_address
from gongkai.places.models import Comparison, Difference, Place, PlaceColumn, Posting, PostingState
from tests.factories import NOW, later, make_live
from tests.places.factories import HOME, make_column, make_place, make_posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(bureau) -> Place:
    made = make_place(bureau)
    make_column(bureau, made)
    return made


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def difference(place, **values) -> Difference:
    filled = {
        "place_column": place.columns.get(), "kind": "theirs_only", "title": "上级登的一条",
        "detail": "只在对方。",
        "address": f"{HOME}art/9.html", "first_seen": NOW, "last_seen": NOW,
    } | values  # fmt: skip
    return Difference.objects.create(**filled)


def test_the_empty_list_says_what_a_place_is_for_and_leads_on(bureau, signed_in):
    page = text_of(signed_in(bureau.reviewer), "/desk/places/")
    assert "还没有设登载平台" in page and "/desk/places/new/" in page


def test_a_place_is_set_up_by_its_form_and_its_columns_come_next(bureau, signed_in):
    client = signed_in(bureau.office_head)
    page = client.get("/desk/places/new/")
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values |= {"organ": bureau.organ.pk, "name": "市门户", "home": HOME, "takes_addresses": "on"}
    response = client.post("/desk/places/new/", values)
    made = Place.objects.get()
    assert response["Location"] == f"/desk/places/{made.pk}/columns/new/"
    assert [row["label"] for row in made.form_order][:2] == ["栏目", "标题"]
    saved = client.post(
        f"/desk/places/{made.pk}/columns/new/",
        {"column": bureau.columns["tzgg"].pk, "label": "通知公告", "address": ""},
    )
    assert saved.status_code == 302 and PlaceColumn.objects.get().label == "通知公告"


def test_a_form_line_that_is_not_understood_is_said_at_its_field(bureau, place, signed_in):
    values = {"name": "x", "home": HOME, "since": "2026-01-01", "grace_days": 2, "form_order": "标题：题目"}
    page = signed_in(bureau.reviewer).post(f"/desk/places/{place.pk}/settings/", values).content.decode()
    assert "没有“题目”这个要素" in page and "标题：题目" in page


def test_the_home_page_counts_what_waits(bureau, place, signed_in):
    make_posting(bureau, place)
    off = make_posting(bureau, place)
    register_address(
        actor=bureau.reviewer, item_id=off.item_id, place_id=place.pk, address=f"{HOME}1.html", now=NOW
    )
    withdraw(actor=bureau.reviewer, item_id=off.item_id, reason="有误", now=later(days=1))
    difference(place)
    difference(place, kind="missing", item=off.item)
    Comparison.objects.create(place_column=place.columns.get(), at=NOW, result="unreadable", note="打不开")
    page = text_of(signed_in(bureau.reviewer), "/desk/")
    for words in ("待登载", "应从登载平台撤下", "对照发现差异", "登载平台上缺少的", "对照读不出"):
        assert words in page
    assert "待登载" not in text_of(signed_in(bureau.drafter), "/desk/")


@pytest.mark.parametrize("view", ["", "off", "urgent", "differences", "unreadable"])
def test_each_view_shows_its_own_and_says_when_it_is_empty(bureau, place, signed_in, view):
    client = signed_in(bureau.reviewer)
    assert "<h1" in text_of(client, f"/desk/places/?view={view}")
    posting = make_posting(bureau, place, title="要撤下的通知")
    Posting.objects.update(state=PostingState.TO_TAKE_OFF)
    difference(place)
    difference(place, kind="gone", item=posting.item, detail="不见了。")
    Comparison.objects.create(place_column=place.columns.get(), at=NOW, result="unreadable", note="打不开了")
    shown = {"": place.name, "off": "要撤下的通知", "urgent": "不见了", "differences": "上级登的一条",
             "unreadable": "打不开了"}  # fmt: skip
    assert shown[view] in text_of(client, f"/desk/places/?view={view}")


def test_the_page_to_post_by_shows_their_fields_in_their_order(bureau, place, signed_in):
    posting = make_posting(bureau, place, title="关于申报的通知", doc_number="海工信发〔2026〕3号")
    page = text_of(signed_in(bureau.reviewer), f"/desk/places/postings/{posting.pk}/")
    at = [
        page.index(words)
        for words in (">栏目<", ">标题<", ">索引号<", ">文号<", ">正文<", ">附件<", "登记网址")
    ]
    assert at == sorted(at)
    assert 'value="海工信发〔2026〕3号"' in page and "readonly" in page


def test_one_click_registers_and_opens_the_next(bureau, place, signed_in):
    first, second = make_posting(bureau, place), make_posting(bureau, place)
    client = signed_in(bureau.reviewer)
    response = client.post(
        f"/desk/places/postings/{first.pk}/", {"address": f"{HOME}art/1.html", "next": "1"}
    )
    assert response["Location"] == f"/desk/places/postings/{second.pk}/"
    response = client.post(
        f"/desk/places/postings/{second.pk}/", {"address": f"{HOME}art/2.html", "next": "1"}
    )
    assert response["Location"] == f"/desk/items/{second.item_id}/"
    assert set(Posting.objects.values_list("state", flat=True)) == {"posted"}


def test_a_wrong_address_stays_in_the_field_with_the_reason(bureau, place, signed_in):
    posting = make_posting(bureau, place)
    page = signed_in(bureau.reviewer).post(
        f"/desk/places/postings/{posting.pk}/", {"address": "https://elsewhere.example/1"}
    ).content.decode()  # fmt: skip
    assert "不在“区政府门户·部门专栏”" in page and 'value="https://elsewhere.example/1"' in page


def test_packages_are_downloaded_one_or_several(bureau, place, signed_in):
    one, two = make_posting(bureau, place), make_posting(bureau, place)
    client = signed_in(bureau.reviewer)
    response = client.get(f"/desk/places/postings/{one.pk}/package.zip")
    assert "正文.html" in zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    response = client.get(f"/desk/places/queue/package.zip?posting={one.pk}&posting={two.pk}")
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert len({name.split("/")[0] for name in names}) == 2
    assert client.get("/desk/places/queue/package.zip").status_code == 409


def test_the_item_says_where_it_stands_and_leads_to_the_page_to_post_by(bureau, place, signed_in):
    posting = make_posting(bureau, place)
    page = text_of(signed_in(bureau.reviewer), f"/desk/items/{posting.item_id}/")
    assert "登载情况" in page and f"/desk/places/postings/{posting.pk}/" in page and "待登载" in page
    page = text_of(signed_in(bureau.drafter), f"/desk/items/{posting.item_id}/")
    assert "登载情况" in page and f"/desk/places/postings/{posting.pk}/" not in page
    assert "两处都发" in page


def test_an_item_that_goes_out_here_alone_shows_no_such_panel(bureau, place, signed_in):
    item = make_live(bureau)
    assert "登载情况" not in text_of(signed_in(bureau.reviewer), f"/desk/items/{item.pk}/")


def test_findings_are_settled_with_a_reason_or_taken_over(bureau, place, signed_in):
    posting = make_posting(bureau, place)
    settled = difference(place)
    taken = difference(place, kind="found", item=posting.item, address=f"{HOME}art/5.html")
    client = signed_in(bureau.reviewer)
    page = text_of(client, f"/desk/places/{place.pk}/")
    assert "上级登的一条" in page and "采用网址" in page
    client.post(f"/desk/places/differences/{settled.pk}/settle/", {"reason": "上级统一登载的"})
    client.post(f"/desk/places/differences/{taken.pk}/take-over/")
    posting.refresh_from_db()
    assert posting.address == f"{HOME}art/5.html"
    page = text_of(client, f"/desk/places/{place.pk}/")
    assert "没有待处理的差异" in page and "上级统一登载的" in page


def test_lines_are_pasted_and_each_says_what_became_of_it(bureau, place, signed_in):
    make_posting(bureau, place, title="甲通知")
    page = signed_in(bureau.reviewer).post(
        f"/desk/places/{place.pk}/lines/", {"lines": f"甲通知 {HOME}1.html\n乙 {HOME}2.html"}
    ).content.decode()  # fmt: skip
    assert "2 行中登记了 1 行" in page and "没有登记" in page


def test_the_day_shows_each_place_with_its_own_work_and_the_withdrawn_first(bureau, place, signed_in):
    other = make_place(bureau, name="市门户专栏", home="https://city.example/")
    make_column(bureau, other, "gzdt", label="部门动态")
    idle = make_place(bureau, name="没有事的平台", home="https://idle.example/")
    waits = make_posting(bureau, place, title="要登载的通知")
    off = make_live(bureau, "gzdt", outlet="there", title="要撤下的动态")
    Posting.objects.filter(item=off).update(state=PostingState.TO_TAKE_OFF)
    found = make_posting(bureau, place, title="已经登了的公告")
    difference(place, kind="found", item=found.item, title="已经登了的公告", detail="对方已经有。")
    page = text_of(signed_in(bureau.reviewer), "/desk/places/day/")
    first, second = (f'<section class="panel" id="place-{one.pk}"' for one in (other, place))
    wanted = (first, "先撤下", "要撤下的动态", second, "采用网址", "要登载的通知")
    at = [page.index(words) for words in wanted]
    assert at == sorted(at)
    assert "逾期" in page and f"/desk/places/postings/{waits.pk}/" in page and idle.name in page
    assert ">要登载的通知 </textarea>" in page and page.count(f"/postings/{found.pk}/") == 0


def test_the_titles_stand_ready_and_only_those_completed_are_registered(bureau, place, signed_in):
    one, two = (make_posting(bureau, place, title=f"第{n}号通知事项") for n in (1, 2))
    client = signed_in(bureau.reviewer)
    assert "第1号通知事项 \n第2号通知事项 " in text_of(client, "/desk/places/day/")
    lines = f"第1号通知事项 {HOME}1.html\r\n第2号通知事项 \r\n"
    page = client.post(f"/desk/places/{place.pk}/lines/", {"lines": lines}).content.decode()
    assert "1 行中登记了 1 行" in page and "回到今天的登载" in page
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (PostingState.POSTED, PostingState.TO_POST)
    page = client.post(f"/desk/places/{place.pk}/lines/", {"lines": "第2号通知事项 "}).content.decode()
    assert "还没有填网址" in page


def test_a_day_without_work_says_so_and_leads_on(bureau, signed_in):
    client = signed_in(bureau.reviewer)
    assert "/desk/places/new/" in text_of(client, "/desk/places/day/")
    make_column(bureau, make_place(bureau))
    assert "今天没有要登载" in text_of(client, "/desk/places/day/")


def test_comparing_now_leaves_a_job_for_each_column_with_a_list(bureau, place, signed_in):
    client = signed_in(bureau.reviewer)
    assert client.post(f"/desk/places/{place.pk}/compare/").status_code == 409
    make_column(bureau, place, address=f"{HOME}list.html")
    assert client.post(f"/desk/places/{place.pk}/compare/").status_code == 302
    client.post(f"/desk/places/{place.pk}/compare/")
    assert OutboxJob.objects.filter(kind="places.compare").count() == 1


def test_the_counts_of_a_year_come_as_page_workbook_and_json(bureau, place, signed_in):
    posted = make_posting(bureau, place)
    register_address(
        actor=bureau.reviewer, item_id=posted.item_id, place_id=place.pk, address=f"{HOME}1.html", now=NOW
    )
    make_posting(bureau, place, outlet="there")
    make_live(bureau)
    client = signed_in(bureau.reviewer)
    data = client.get(f"/desk/places/{place.pk}/figures/json/?year=2026").json()
    assert data["total"] == {"meant": 2, "posted": 1, "to_post": 1, "overdue": 1, "changed": 0, "gone": 0}
    assert data["own_portal"] == [{"column": "栏目tzgg", "here": 2, "elsewhere_alone": 1}]
    response = client.get(f"/desk/places/{place.pk}/figures/xlsx/?year=2026")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[2]] == ["栏目tzgg", "通知公告", 2, 1, 1, 1, 0, 0]
    assert "只在登载平台" in text_of(client, f"/desk/places/{place.pk}/figures/?year=2026")
    assert client.get(f"/desk/places/{place.pk}/figures/csv/").status_code == 404


def test_closing_asks_first_and_opening_again_is_one_click(bureau, place, signed_in):
    client = signed_in(bureau.reviewer)
    assert "停用后不再提示" in text_of(client, f"/desk/places/{place.pk}/close/")
    client.post(f"/desk/places/{place.pk}/close/")
    assert not Place.objects.get().is_active
    assert "重新启用" in text_of(client, f"/desk/places/{place.pk}/settings/")
    client.post(f"/desk/places/{place.pk}/reopen/")
    assert Place.objects.get().is_active


def test_every_act_has_its_word(bureau, place, signed_in):
    client = signed_in(bureau.reviewer)
    client.post(f"/desk/places/{place.pk}/close/")
    client.post(f"/desk/places/{place.pk}/reopen/")
    client.post(f"/desk/places/{place.pk}/columns/{place.columns.get().pk}/drop/")
    acts = set(AuditEntry.objects.filter(act__startswith="places.").values_list("act", flat=True))
    assert len(acts) == 5
    assert all(act_label(act) != act for act in acts)


@pytest.mark.parametrize(
    "address", ["/desk/places/", "/desk/places/queue/", "/desk/places/day/", "/desk/places/?view=differences",
                "/desk/places/?view=off", "/desk/places/{place}/", "/desk/places/{place}/figures/"],
)  # fmt: skip
def test_each_list_asks_the_same_number_of_questions_at_3_and_30_rows(bureau, signed_in, address):
    client = signed_in(bureau.reviewer)
    places = []

    def more(number: int) -> None:
        for _ in range(number):
            place = make_place(bureau, name=f"平台{len(places)}")
            places.append(place)
            make_column(bureau, place)
            for state in (PostingState.TO_POST, PostingState.TO_TAKE_OFF):
                posting = make_posting(bureau, place)
                Posting.objects.filter(pk=posting.pk).update(state=state)
            Posting.objects.exclude(place=place).filter(item__in=place.postings.values("item")).delete()
            Posting.objects.filter(place=place).update(place=places[0])
            difference(place, place_column=places[0].columns.get(), address=f"{HOME}{place.pk}")

    def questions() -> int:
        client.get(address.format(place=places[0].pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address.format(place=places[0].pk)).status_code == 200
        return len(queries)

    more(3)
    few = questions()
    more(9)
    assert questions() == few
