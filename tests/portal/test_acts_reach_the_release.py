"""What an act changes, the release shows; what it takes back, no file keeps."""

import io

import pytest
from django.utils import timezone

from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.columns import save_column
from gongkai.disclosure.acts.correct import correct, republish
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.link import link_interpretation
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.disclosure.addresses import item_url
from gongkai.kernel import filestore, keys
from gongkai.kernel.acts.organs import merge_organ, rename_organ
from gongkai.kernel.acts.people import grant_role
from gongkai.kernel.models import Role, StoredFile
from gongkai.portal import jobs
from gongkai.portal.publication import bake_all, release_dir, verify_release
from tests.factories import NOW, later, make_column, make_draft, make_live, make_organ
from tests.portal.site import Site
from tests.portal.town import pdf, publish_draft

pytestmark = pytest.mark.django_db


def lists_of(bureau, item) -> list[str]:
    """Addresses of pages that show a platform item of the bureau's first column."""
    code = bureau.organ.code
    return [
        "/", f"/{code}/", f"/{code}/zwgk/", f"/{code}/lm/tzgg/", f"/{code}/lm/tzgg/p1.html", f"/{code}/xx/",
        f"/{code}/zwgk/mulu/bm/qykf/", f"/{code}/zwgk/mulu/nd/2026/", f"/{code}/zwgk/mulu/zt/t22/",
        f"/{code}/zwgk/fdzdgk/",
    ]  # fmt: skip


def test_a_published_item_stands_in_every_list_and_a_withdrawn_one_in_none(bureau, site):
    item = make_live(bureau)
    site.write()
    pages = lists_of(bureau, item)
    assert all(item_url(item) in site.page(url).links for url in pages)
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
    site.write()
    assert not any(item_url(item) in site.page(url).links for url in pages)
    assert "信息已撤回" in site.page(item_url(item)).text
    assert verify_release() == []


def test_a_withdrawn_item_loses_its_files_and_gets_them_back_at_the_same_address(bureau, site):
    draft = make_draft(bureau)
    attach(actor=bureau.drafter, item_id=draft.pk, name="表.pdf", stream=pdf(), now=NOW)
    item = publish_draft(bureau, draft.pk)
    site.write()
    folder = site.path(item_url(item)).with_suffix("")
    assert len(list(folder.iterdir())) == 1
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
    site.write()
    assert not folder.exists()
    republish(actor=bureau.drafter, item_id=item.pk, reason="已核实", now=later(days=2))
    again = publish_draft(bureau, item.pk, now=later(days=2))
    site.write()
    assert item_url(again) == item_url(item)
    assert len(list(folder.iterdir())) == 1
    assert item_url(item) in site.page(f"/{bureau.organ.code}/lm/tzgg/").links


def test_a_leak_leaves_no_trace_anywhere_in_the_release_or_the_store(bureau, site):
    secret = "绝不该公开的八个字"
    draft = make_draft(
        bureau, title=f"关于{secret}的通知", summary=f"概述{secret}", keywords=secret,
        body_html=f"<p>{secret}</p>",
    )  # fmt: skip
    file = io.BytesIO(f"{secret},1\n".encode())
    attach(actor=bureau.drafter, item_id=draft.pk, name=f"{secret}.csv", stream=file, now=NOW)
    item = publish_draft(bureau, draft.pk)
    site.write()
    assert len(site.files_with(secret)) > 8
    stored = filestore.path_of(StoredFile.objects.get())
    assert stored.exists()
    take_down(actor=bureau.reviewer, item_id=item.pk, reason="泄露", now=later(hours=1))
    site.write()
    assert site.files_with(secret) == []
    assert not site.has(item_url(item)) and not stored.exists()
    assert site.dead_links() == set() and verify_release() == []


def test_another_item_that_carried_the_leaked_file_loses_it_too(bureau, site):
    items, leak = [], pdf("leak").read()
    for name in ("甲.pdf", "乙.pdf"):
        draft = make_draft(bureau)
        attach(actor=bureau.drafter, item_id=draft.pk, name=name, stream=io.BytesIO(leak), now=NOW)
        items.append(publish_draft(bureau, draft.pk))
    site.write()
    assert "乙.pdf" in site.page(item_url(items[1])).text
    take_down(actor=bureau.reviewer, item_id=items[0].pk, reason="泄露", now=later(hours=1))
    site.write()
    assert "乙.pdf" not in site.page(item_url(items[1])).text
    assert list(site.www.rglob("*.pdf")) == []
    assert site.dead_links() == set() and verify_release() == []


def test_a_late_job_never_exposes_what_was_withdrawn_meanwhile(bureau, site):
    item = make_live(bureau)
    late = {"item": item.pk, "organ": bureau.organ.pk, "also": [], "slots": [list(s) for s in
            item.slots.values_list("list_key", "slot")]}  # fmt: skip
    site.write()
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
    jobs.write_items([late], timezone.now())
    assert "信息已撤回" in site.page(item_url(item)).text
    take_down(actor=bureau.reviewer, item_id=item.pk, reason="泄露", now=later(days=2))
    site.write()
    jobs.write_items([late], timezone.now())
    assert not site.has(item_url(item))
    assert item_url(item) not in site.page(f"/{bureau.organ.code}/lm/tzgg/").links


def test_a_moved_item_leaves_its_old_column(bureau, site):
    item = make_live(bureau)
    site.write()
    correct(actor=bureau.drafter, item_id=item.pk, reason="归错栏目", now=later(days=1))
    values = {"column": make_column(bureau.organ, "second").pk}
    edit(actor=bureau.drafter, item_id=item.pk, values=values, now=later(days=1))
    publish_draft(bureau, item.pk, now=later(days=1))
    site.write()
    code = bureau.organ.code
    assert item_url(item) not in site.page(f"/{code}/lm/tzgg/").links
    assert item_url(item) not in site.page(f"/{code}/lm/tzgg/p1.html").links
    assert item_url(item) in site.page(f"/{code}/lm/second/").links
    assert verify_release() == []


def test_columns_that_swap_their_addresses_are_written_both(bureau, site):
    make_live(bureau)
    site.write()
    for code, new in (("zcwj", "spare"), ("zdly", "zcwj"), ("spare", "zdly")):
        column = bureau.organ.columns.get(code=code)
        save_column(
            actor=bureau.admin, organ=bureau.organ, values={"code": new}, now=later(days=1),
            column_id=column.pk,
        )  # fmt: skip
    site.write()
    base = f"/{bureau.organ.code}/lm"
    assert site.page(f"{base}/zcwj/").tags["ColumnName"] == "栏目zdly"
    assert site.page(f"{base}/zdly/").tags["ColumnName"] == "栏目zcwj"
    assert site.dead_links() == set() and verify_release() == []


def test_a_renamed_organ_is_renamed_on_every_page_and_editions_keep_the_old_name(bureau, site):
    item = make_live(bureau)
    site.write()
    old = bureau.organ.name
    rename_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, name="海岳市文川区工业发展局", since=NOW.date(),
        reason="机构改革", now=later(days=1),
    )  # fmt: skip
    site.write()
    page = site.page(item_url(item))
    assert page.text.count("海岳市文川区工业发展局") >= 1
    assert page.tags["ContentSource"] == old and item.index_number in page.text
    assert "海岳市文川区工业发展局" in site.page("/").text and old not in site.page("/").text
    assert verify_release() == []


def test_a_new_name_of_the_site_reaches_the_pages_of_every_organ(bureau, site):
    item = make_live(bureau)
    site.write()
    grant_role(actor=None, person=bureau.signer, organ=bureau.authority, role=Role.ADMIN, now=NOW)
    rename_organ(
        actor=bureau.signer, organ_id=bureau.authority.pk, name="海岳市文川区人民政府", since=NOW.date(),
        reason="更名", now=later(days=1),
    )  # fmt: skip
    site.write()
    assert {page.tags["SiteName"] for _, page in site.pages()} == {"海岳市文川区人民政府"}
    assert site.page(item_url(item)).tags["SiteName"] == "海岳市文川区人民政府"


def test_a_merged_organ_keeps_its_pages_and_points_to_the_one_that_took_it_in(bureau, site):
    item = make_live(bureau)
    grant_role(actor=None, person=bureau.admin, organ=bureau.authority, role=Role.ADMIN, now=NOW)
    merge_organ(
        actor=bureau.admin, organ_id=bureau.organ.pk, into_id=bureau.authority.pk, on=NOW.date(),
        reason="改革", now=later(days=1),
    )  # fmt: skip
    site.write()
    assert site.has(item_url(item))
    assert "本机关已撤并" in site.page(f"/{bureau.organ.code}/").text
    assert bureau.organ.name in site.page(f"/{bureau.authority.code}/").text
    assert bureau.organ.name not in site.page("/").text.partition("机关目录")[2]
    assert site.dead_links() == set()


def test_a_column_out_of_use_keeps_its_items_and_leaves_no_dead_link(bureau, site):
    bureau.columns["below"] = save_column(
        actor=None, organ=bureau.organ, parent_id=bureau.columns["zdly"].pk, now=NOW,
        values={"code": "below", "name": "下级", "description": "下级。", "platform_part": "statutory"},
    )  # fmt: skip
    item, below = make_live(bureau), make_live(bureau, "below")
    for code in ("tzgg", "zdly"):
        column = bureau.columns[code]
        save_column(
            actor=bureau.admin, organ=bureau.organ, values={"is_active": False}, now=NOW, column_id=column.pk
        )
    site.write()
    code = bureau.organ.code
    assert item_url(item) in site.page(f"/{code}/lm/tzgg/").links
    assert not site.has(f"/{code}/lm/tzgg/rss.xml") and not site.has(f"/{code}/lm/zdly/")
    assert "栏目zdly" not in site.page(item_url(below)).text
    assert site.dead_links() == set() and verify_release() == []


def test_policy_and_interpretation_know_each_other_only_while_both_are_public(bureau, site):
    policy = make_live(bureau)
    reading = make_draft(bureau)
    link_interpretation(actor=bureau.drafter, policy_id=policy.pk, interpretation_id=reading.pk, now=NOW)
    site.write()
    assert "相关解读" not in site.page(item_url(policy)).text
    reading = publish_draft(bureau, reading.pk)
    site.write()
    assert item_url(reading) in site.page(item_url(policy)).links
    assert item_url(policy) in site.page(item_url(reading)).links
    withdraw(actor=bureau.reviewer, item_id=reading.pk, reason="有误", now=later(days=1))
    site.write()
    assert item_url(reading) not in site.page(item_url(policy)).links


@pytest.mark.parametrize("parent", [True, False])
def test_a_site_with_nothing_published_is_whole(db, gongkai_dir, parent):
    keys.make_keys()
    if parent:
        make_organ("qu", "海岳市文川区人民政府", kind="authority")
    bake_all()
    empty = Site(release_dir() / "www", lambda: 0)
    assert {"/", "/404.html", "/ditu.html"} <= {url for url, _ in empty.pages()}
    assert [fault for _, page in empty.pages() for fault in page.faults] == []
    assert empty.dead_links() == set() and verify_release() == []
