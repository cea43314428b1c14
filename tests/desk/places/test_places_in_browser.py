"""The pages of where things appear in a browser: accessible, fit for a phone, copying, no script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from gongkai.places.acts.register import register_address
from gongkai.places.models import Comparison, Difference, Posting
from tests.desk.items.conftest import live_bureau, page_of  # noqa: F401 - fixtures
from tests.factories import Bureau
from tests.places.factories import HOME, make_column, make_place, make_posting
from tests.support.other_platform import Line, other_platform

pytestmark = pytest.mark.browser


def filled(bureau: Bureau) -> list[str]:
    """One page of each kind, with something on it."""
    now = timezone.now()
    place = make_place(bureau, now=now)
    column = make_column(bureau, place, address=f"{HOME}list.html")
    postings = [
        make_posting(
            bureau, place, now=now - timedelta(days=n), doc_number=f"海工信发〔2026〕{n}号",
            title=f"关于组织开展第{n}批企业技术改造项目申报工作的通知",
        )
        for n in range(1, 4)
    ]  # fmt: skip
    register_address(
        actor=bureau.reviewer,
        item_id=postings[0].item_id,
        place_id=place.pk,
        address=f"{HOME}1.html",
        now=now,
    )
    Posting.objects.filter(pk=postings[1].pk).update(state="to_take_off")
    Comparison.objects.create(place_column=column, at=now, result="different", theirs=9, ours=3, found=2)
    for kind, item in (("missing", postings[2].item), ("theirs_only", None)):
        Difference.objects.create(
            place_column=column, kind=kind, item=item, title="区里统一登载的一条消息",
            address=f"{HOME}9.html", detail="对方栏目里有，我们没有。", first_seen=now, last_seen=now,
        )  # fmt: skip
    base = f"/desk/places/{place.pk}/"
    return [
        "/desk/places/", "/desk/places/?view=off", "/desk/places/?view=differences", "/desk/places/queue/",
        "/desk/places/day/", "/desk/places/new/", base, f"{base}settings/",
        f"{base}columns/{column.pk}/", f"{base}lines/",
        f"{base}figures/", f"/desk/places/postings/{postings[2].pk}/",
        f"/desk/items/{postings[0].item_id}/",
    ]  # fmt: skip


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page_of, live_bureau):  # noqa: F811
    pages = filled(live_bureau)
    for width in (1280, 390):
        page = page_of(live_bureau.reviewer, width=width)
        for address in pages:
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        assert page.said == []


def test_a_field_is_copied_with_a_click_and_the_body_with_its_formatting(page_of, live_bureau):  # noqa: F811
    posting = make_posting(live_bureau, _place(live_bureau), body_html="<p><strong>重点</strong>内容</p>")
    page = page_of(live_bureau.reviewer)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/desk/places/postings/{posting.pk}/")
    page.get_by_role("button", name=re.compile(r"^复制\s*标题$")).click()
    page.get_by_text("已复制“标题”。").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == posting.item.title
    page.get_by_role("button", name="复制正文（带格式）").click()
    page.get_by_text("已复制“正文”。").wait_for()
    html = page.evaluate(
        "navigator.clipboard.read().then(all => all[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "重点" in html and ("<strong" in html or "<b" in html or "bold" in html)


def test_two_are_posted_and_registered_on_a_phone_without_script(page_of, live_bureau):  # noqa: F811
    place = _place(live_bureau)
    for n in (1, 2):
        make_posting(live_bureau, place, now=timezone.now(), title=f"关于第{n}件事项的通知")
    page = page_of(live_bureau.reviewer, width=390, javascript=False)
    page.goto("/desk/")
    page.get_by_role("link", name="待登载").first.click()
    page.get_by_role("link", name="关于第1件事项的通知").click()
    assert page.get_by_label("标题", exact=True).input_value() == "关于第1件事项的通知"
    page.get_by_label("登记网址").fill(f"{HOME}art/1.html")
    page.get_by_role("button", name="登记，办下一条").click()
    assert page.get_by_label("标题", exact=True).input_value() == "关于第2件事项的通知"
    page.get_by_label("登记网址").fill(f"{HOME}art/2.html")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("没有待登载的信息了").wait_for()
    assert set(Posting.objects.values_list("state", flat=True)) == {"posted"}


def test_a_list_is_tried_before_it_is_saved(page_of, live_bureau, settings):  # noqa: F811
    settings.GONGKAI_PLACES_PRIVATE_HOSTS = ["127.0.0.1"]
    with other_platform() as platform:
        place = make_place(live_bureau, now=timezone.now(), home=platform.url + "/")
        today = timezone.localdate()
        lines = [Line(n, f"关于公布第{n}批项目名单的公告", today) for n in range(1, 8)]
        theirs = platform.column("tzgg", "json-get", lines)
        page = page_of(live_bureau.reviewer, width=390)
        page.goto(f"/desk/places/{place.pk}/columns/new/")
        page.get_by_label("本机关的栏目").select_option(label="栏目tzgg")
        page.get_by_label("列表网址").fill(platform.address(theirs))
        page.get_by_role("button", name="试读").click()
        page.get_by_text("读得出：脚本生成的列表").wait_for()
        assert page.get_by_text("关于公布第7批项目名单的公告").is_visible()
        assert place.columns.count() == 0
        page.get_by_role("button", name="保存").click()
        page.get_by_text("栏目已保存。").wait_for()
        saved = place.columns.get()
        assert saved.recipe["kind"] == "scripted"
        page.goto(f"/desk/places/{place.pk}/columns/{saved.pk}/")
        page.get_by_label("列表网址").fill(platform.url + "/hostile/login")
        page.get_by_role("button", name="保存").click()
        page.get_by_text("读不出这个列表，没有保存").wait_for()
        saved.refresh_from_db()
        assert saved.address == platform.address(theirs)


def _place(bureau: Bureau):
    place = make_place(bureau, now=timezone.now())
    make_column(bureau, place)
    return place
