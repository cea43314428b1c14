"""Every kind of page: its tags, its markup, its links; and what each says."""

import pytest

from gongkai.disclosure.addresses import item_url
from gongkai.law.catalogue import ZONE_COLUMNS, tag_problems
from gongkai.portal.pages import PAGES
from gongkai.portal.publication import bake_all, verify_release
from tests.portal.site import Site
from tests.portal.town import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(written_town) -> Town:
    """The items of the written site."""
    return written_town[0]


@pytest.fixture
def site(written_town) -> Site:
    """The written site."""
    return written_town[1]


def kind_of(page) -> str:
    """The kind of page its own tags make it."""
    if "ArticleTitle" in page.tags:
        return "content"
    return "column" if "ColumnName" in page.tags else "site"


def test_every_page_bears_its_tags_and_sound_markup_and_leads_nowhere_dead(town, site):
    seen = {}
    for url, page in site.pages():
        assert tag_problems(kind_of(page), page.tags) == (), url
        assert page.faults == [], url
        assert sum(tag == "h1" for tag, _ in page.headings) == 1, url
        seen[url] = kind_of(page)
    assert set(seen.values()) == {"site", "column", "content"}
    assert site.dead_links() == set()


def test_the_release_holds_every_key_and_a_full_bake_changes_nothing(town, site):
    assert verify_release() == []
    rebuilt = bake_all()
    assert (rebuilt.written, rebuilt.removed, rebuilt.foreign) == (0, 0, ())
    assert rebuilt.rendered == len(list(PAGES.all_keys()))
    assert verify_release() == []


def test_the_site_home_lists_organs_and_the_newest(town, site):
    page = site.page("/")
    assert town.bureau.organ.name in page.text and town.bureau.authority.name in page.text
    assert town.policy.title in page.text and town.news.title in page.text
    assert item_url(town.withdrawn) not in page.links


def test_the_organ_home_shows_both_zones_and_keeps_news_out_of_the_platform(town, site):
    code = town.bureau.organ.code
    home = site.page(f"/{code}/")
    assert town.news.title in home.text and town.repealed.title in home.text
    assert item_url(town.news) in site.page(f"/{code}/dongtai/").links
    for url in (f"/{code}/zwgk/", f"/{code}/zwgk/mulu/zt/t22/", f"/{code}/zwgk/mulu/nd/2026/"):
        assert item_url(town.news) not in site.page(url).links


def test_the_platform_has_the_fixed_columns_in_their_order(town, site):
    code = town.bureau.organ.code
    rail = site.page(f"/{code}/zwgk/").html.partition('id="rail"')[2].partition("</nav>")[0]
    places = [rail.index(f">{part.label}<") for part in ZONE_COLUMNS]
    assert places == sorted(places)
    for folder in ("zhinan", "zhidu", "fdzdgk", "nianbao", "ysqgk"):
        assert site.has(f"/{code}/zwgk/{folder}/")


def test_the_guide_is_the_newest_item_of_its_column(town, site):
    page = site.page(f"/{town.bureau.organ.code}/zwgk/zhinan/")
    assert ("h1", "政府信息公开指南") in page.headings
    assert any("/xx/2026/" in link for link in page.links)


def test_without_a_guide_the_page_gives_the_contact_data_and_names_what_is_missing(town, site):
    authority = town.bureau.authority
    text = site.page(f"/{authority.code}/zwgk/zhinan/").text
    assert authority.phone in text and "尚未单独编制公开指南" in text


def test_annual_reports_of_organs_below_stand_with_the_authority(town, site):
    code = town.bureau.organ.code
    own = site.page(f"/{code}/zwgk/nianbao/")
    above = site.page(f"/{town.bureau.authority.code}/zwgk/nianbao/")
    assert "2025年政府信息公开工作年度报告" in own.text
    assert town.bureau.organ.name in above.text and "2025年" in above.text


def test_the_request_entry_names_channels_and_days_and_leads_to_the_form(town, site):
    html = site.page(f"/{town.bureau.organ.code}/zwgk/ysqgk/")
    assert "20个工作日" in html.text and town.bureau.organ.address in html.text
    assert f"/requests/new/{town.bureau.organ.code}/" in html.links
    assert html.html.count("<form") == 1  # the search box


def test_an_item_shows_its_metadata_its_table_and_its_interpretation(town, site):
    page = site.page(item_url(town.policy))
    for shown in ("文工信发〔2026〕5号", "十二条措施。", "主动公开", "长期公开", "有效"):
        assert shown in page.text
    assert town.policy.index_number in page.text
    assert page.tags["PubDate"] == "2026-03-02 09:30"
    assert page.tags["ContentSource"] == town.bureau.organ.name
    assert "table-scroll" in page.html
    assert item_url(town.interpretation) in page.links


def test_an_interpretation_shows_its_policy_its_picture_and_its_files(town, site):
    page = site.page(item_url(town.interpretation))
    assert item_url(town.policy) in page.links
    assert "申请表.pdf" in page.text and "PDF 文件" in page.text and "汇总表.csv" in page.text
    folder = item_url(town.interpretation).removesuffix(".html") + "/"
    files = [link for link in page.links if link.startswith(folder)]
    assert len(files) == 3 and all(site.has(link) for link in files)


def test_a_correction_keeps_the_date_of_publication_and_is_noted(town, site):
    page = site.page(item_url(town.corrected))
    assert "关于征集作品的通知" in page.text and "通之" not in page.text
    assert page.tags["PubDate"].startswith("2026-03-02")
    assert "2026-03-11 勘误" in page.text


def test_a_repealed_document_says_so_on_top_and_in_lists(town, site):
    page = site.page(item_url(town.repealed))
    assert page.text.index("本文件已废止") < page.text.index("索引号")
    assert "依据文工信发〔2026〕5号废止" in page.text
    assert '<span class="mark">废止</span>' in site.page(f"/{town.bureau.organ.code}/lm/zcwj/").html


def test_a_withdrawn_item_says_when_and_why_and_nothing_of_its_text(town, site):
    page = site.page(item_url(town.withdrawn))
    for shown in ("信息已撤回", "2026-03-02 14:30", "申报时间有误", town.withdrawn.index_number):
        assert shown in page.text
    assert town.withdrawn.title not in page.html
    assert page.tags["robots"] == "noindex"


def test_topics_in_use_are_a_tree_with_totals(town, site):
    code = town.bureau.organ.code
    page = site.page(f"/{code}/zwgk/mulu/zt/")
    assert "综合政务 21 条" in page.text and "政务公开 21" in page.text
    assert "国防" not in page.text
    assert f"/{code}/zwgk/mulu/zt/t02_01/" in site.page(f"/{code}/zwgk/mulu/zt/t02/").links


def test_feeds_and_sitemaps_name_live_items_only(town, site):
    code = town.bureau.organ.code
    base = "https://www.wenchuan.example"
    feed = site.path(f"/{code}/rss.xml").read_text("utf-8")
    assert feed.count("<item>") == 20
    assert base + item_url(town.repealed) in feed and base + item_url(town.withdrawn) not in feed
    assert site.has(f"/{code}/lm/tzgg/rss.xml")
    shard = site.path(f"/{code}/sitemap-1.xml").read_text("utf-8")
    assert base + item_url(town.policy) in shard and base + item_url(town.withdrawn) not in shard
    assert f"{base}/{code}/sitemap-1.xml" in site.path("/sitemap.xml").read_text("utf-8")
    assert f"Sitemap: {base}/sitemap.xml" in site.path("/robots.txt").read_text("utf-8")
