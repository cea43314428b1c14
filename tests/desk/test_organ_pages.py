"""An organ describes itself, is renamed and merged, numbers its items, and keeps departments and columns."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.disclosure.models import Column
from gongkai.kernel.acts.people import grant_role
from gongkai.kernel.models import Department, Organ, OutboxJob, Role
from tests.factories import NOW, make_bureau, make_column, make_live


def url(bureau, name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=[bureau.organ.code, *args])


def fresh(bureau) -> Organ:
    return Organ.objects.get(pk=bureau.organ.pk)


def test_contact_data_is_saved_and_the_portal_told(bureau, signed_in):
    OutboxJob.objects.all().delete()
    form = {"short_name": "区工信局", "phone": "0631-8123456", "postcode": "264200"}
    assert signed_in(bureau.admin).post(url(bureau, "organ"), form).status_code == 302
    organ = fresh(bureau)
    assert (organ.short_name, organ.phone, organ.postcode) == ("区工信局", "0631-8123456", "264200")
    assert [job.kind for job in OutboxJob.objects.all()] == ["release.organ"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("postcode", "26420"), ("email", "不是邮箱"), ("site_id_code", "12"), ("short_name", "")],
)
def test_nonsense_is_refused_at_its_field_and_kept_on_the_form(bureau, signed_in, field, value):
    form = {"short_name": "区工信局", "phone": "0631-8123456"} | {field: value}
    response = signed_in(bureau.admin).post(url(bureau, "organ"), form)
    assert response.context["form"].errors[field]
    assert 'value="0631-8123456"' in response.content.decode()
    assert fresh(bureau).phone == "0631-8000000"


def test_a_new_name_keeps_the_old_one_and_every_index_number(bureau, signed_in):
    item = make_live(bureau)
    client, old = signed_in(bureau.admin), bureau.organ.name
    form = {"name": "海岳市文川区工业和商务局", "since": "2026-03-10", "reason": "文发〔2026〕3号"}
    client.post(url(bureau, "organ_rename"), form)
    assert fresh(bureau).name == form["name"]
    page = client.get(url(bureau, "organ")).content.decode()
    assert old in page and "曾用名" in page
    number = item.index_number
    item.refresh_from_db()
    assert item.index_number == number and item.live_edition.organ_name == old


def test_a_rename_without_a_ground_is_refused(bureau, signed_in):
    form = {"name": "新局", "since": "2026-03-10", "reason": " "}
    response = signed_in(bureau.admin).post(url(bureau, "organ_rename"), form)
    assert response.context["form"].errors["reason"] and fresh(bureau).name == bureau.organ.name


def test_an_organ_is_merged_by_who_administers_both(bureau, signed_in):
    other = make_bureau(parent=bureau.authority)
    form = {"into": other.organ.pk, "on": "2026-03-31", "reason": "文发〔2026〕4号"}
    client = signed_in(bureau.admin)
    assert client.post(url(bureau, "organ_merge"), form).context["form"].errors["into"]
    grant_role(actor=None, person=bureau.admin, organ=other.organ, role=Role.ADMIN, now=NOW)
    done = client.post(url(bureau, "organ_merge"), form, follow=True)
    assert "已撤并" in done.content.decode()
    assert fresh(bureau).merged_into == other.organ and fresh(bureau).closed_on == date(2026, 3, 31)
    listing = client.get(reverse("desk:organs")).content.decode()
    assert bureau.organ.name in listing and other.organ.name in listing


def test_index_numbers_follow_the_chosen_pattern_from_then_on(bureau, signed_in):
    before = make_live(bureau)
    form = {"pattern": "credit_code", "front": "11371002mb2855777x"}
    assert signed_in(bureau.admin).post(url(bureau, "organ_index_numbers"), form).status_code == 302
    bureau.organ.refresh_from_db()
    assert bureau.organ.index_front == "11371002MB2855777X"
    after = make_live(bureau)
    assert after.index_number.startswith("11371002MB2855777X/2026-")
    kept = before.index_number
    before.refresh_from_db()
    assert before.index_number == kept


@pytest.mark.parametrize(
    "form",
    [
        {"pattern": "standard", "front": "不是代码"},
        {"pattern": "standard", "front": "123"},
        {"pattern": "credit_code", "front": "123456789"},
        {"pattern": "no-such", "front": "123456789"},
    ],
)
def test_a_front_code_that_does_not_fit_is_refused(bureau, signed_in, form):
    response = signed_in(bureau.admin).post(url(bureau, "organ_index_numbers"), form)
    assert response.status_code == 200 and response.context["form"].errors
    assert fresh(bureau).index_front == bureau.organ.index_front


def test_departments_are_added_changed_and_put_out_of_use(bureau, signed_in):
    client = signed_in(bureau.admin)
    form = {"name": "运行科", "code": "yxk", "position": "5", "is_active": "on"}
    assert client.post(url(bureau, "department_new"), form).url == url(bureau, "departments")
    made = Department.objects.get(code="yxk")
    client.post(url(bureau, "department", made.pk), {"name": "经济运行科", "code": "yxk", "position": "5"})
    made.refresh_from_db()
    assert (made.name, made.is_active) == ("经济运行科", False)
    assert "停用" in client.get(url(bureau, "departments")).content.decode()


def test_the_code_of_a_department_that_has_published_stays(bureau, signed_in):
    client, address = signed_in(bureau.admin), url(bureau, "department", bureau.business.pk)
    form = {"name": "企业服务科", "code": "qyfw", "position": "0", "is_active": "on"}
    assert client.post(address, form).status_code == 302
    make_live(bureau)
    refused = client.post(address, form | {"code": "other"})
    assert refused.status_code == 200 and "code" in refused.context["form"].errors
    assert client.post(address, form | {"name": "企业科"}).status_code == 302
    bureau.business.refresh_from_db()
    assert (bureau.business.code, bureau.business.name) == ("qyfw", "企业科")


def test_a_code_in_use_is_refused_at_its_field(bureau, signed_in):
    form = {"name": "另一科", "code": bureau.business.code, "position": "0", "is_active": "on"}
    response = signed_in(bureau.admin).post(url(bureau, "department_new"), form)
    assert response.context["form"].errors["code"] and "另一科" in response.content.decode()


def column_form(**changes: object) -> dict[str, object]:
    return {
        "name": "政策解读", "code": "zcjd", "description": "本栏目公开政策解读。", "zone": "platform",
        "platform_part": "statutory", "route": "head_office", "column_type": "interpretation",
        "limit_kind": "general", "default_category": "other", "default_genre": "other",
        "default_time_class": "long_term", "default_topic": "t22", "is_active": "on",
    } | changes  # fmt: skip


def test_a_column_is_added_below_another_and_changed(bureau, signed_in):
    client, above = signed_in(bureau.admin), bureau.columns["zcwj"]
    client.post(url(bureau, "column_new"), column_form(parent=above.pk))
    made = Column.objects.get(organ=bureau.organ, code="zcjd")
    assert (made.parent, made.route) == (above, "head_office")
    client.post(url(bureau, "column", made.pk), column_form(parent=above.pk, route="full", is_active=""))
    made.refresh_from_db()
    assert (made.route, made.is_active) == ("full", False)
    page = client.get(url(bureau, "columns")).content.decode()
    assert "depth-1" in page and "政策解读" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"code": "有空格 的"}, "code"),
        ({"code": "tzgg"}, None),
        ({"route": "none"}, "route"),
        ({"parent": 999999}, "parent"),
    ],
)
def test_a_faulty_column_is_refused_and_kept_on_the_form(bureau, signed_in, changes, field):
    before = Column.objects.count()
    response = signed_in(bureau.admin).post(url(bureau, "column_new"), column_form(**changes))
    errors = response.context["form"].errors
    assert errors and (field is None or errors[field])
    assert "本栏目公开政策解读。" in response.content.decode() and Column.objects.count() == before


def test_columns_change_places_with_their_neighbours(bureau, signed_in):
    client = signed_in(bureau.admin)

    def order() -> list[str]:
        return [
            row.column.code
            for _, rows in client.get(url(bureau, "columns")).context["zones"]
            for row in rows
            if row.column.zone == "platform"
        ]

    assert order() == ["tzgg", "zcwj", "zdly"]
    client.post(url(bureau, "column_move", bureau.columns["zdly"].pk), {"to": "up"})
    assert order() == ["tzgg", "zdly", "zcwj"]
    client.post(url(bureau, "column_move", bureau.columns["tzgg"].pk), {"to": "down"})
    assert order() == ["zdly", "tzgg", "zcwj"]
    end = client.post(url(bureau, "column_move", bureau.columns["zcwj"].pk), {"to": "down"}, follow=True)
    assert "已经到头" in end.content.decode() and order() == ["zdly", "tzgg", "zcwj"]


def test_the_platforms_own_columns_keep_name_place_and_order(bureau, signed_in):
    guide = make_column(bureau.organ, "zhinan", platform_part="guide", column_type="guide")
    client = signed_in(bureau.admin)
    form = column_form(
        name="别的名字", code="zhinan", zone="general", platform_part="", is_active="", description="新说明。"
    )
    client.post(url(bureau, "column", guide.pk), form)
    guide.refresh_from_db()
    assert (guide.name, guide.zone, guide.platform_part) == ("政府信息公开指南", "platform", "guide")
    assert guide.is_active and guide.description == "新说明。"
    refused = client.post(url(bureau, "column_move", guide.pk), {"to": "down"})
    assert refused.status_code == 409 and "固定栏目" in refused.content.decode()


def test_tree_and_departments_ask_the_same_number_of_questions_at_any_length(bureau, signed_in):
    client = signed_in(bureau.admin)

    def questions() -> list[int]:
        counted = []
        for name in ("columns", "departments"):
            with CaptureQueriesContext(connection) as queries:
                client.get(url(bureau, name))
            counted.append(len(queries))
        return counted

    few = questions()
    for number in range(30):
        make_column(bureau.organ, f"c{number}", parent=None)
        Department.objects.create(organ=bureau.organ, code=f"d{number}", name=f"第{number}科")
    assert questions() == few


def test_the_address_of_a_column_that_was_published_in_stays(bureau, signed_in):
    column = bureau.columns["tzgg"]
    client = signed_in(bureau.admin)
    form = column_form(name="通知公告", code="tongzhi", route="one")
    client.post(url(bureau, "column", column.pk), form)
    column.refresh_from_db()
    assert column.code == "tongzhi"
    make_live(bureau)
    response = client.post(url(bureau, "column", column.pk), form | {"code": "tz2"})
    assert response.context["form"].errors["code"]
    column.refresh_from_db()
    assert column.code == "tongzhi"
