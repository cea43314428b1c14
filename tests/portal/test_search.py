"""The one live page: it finds what is public, says what it searches, and always offers a next step."""

import pytest

from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.addresses import item_url
from gongkai.law.catalogue import tag_problems
from gongkai.portal import search
from tests.factories import later, make_draft, make_live
from tests.portal.site import Page

pytestmark = pytest.mark.django_db


def ask(client, **query: str) -> Page:
    """The answer to a query, parsed; its markup and tags are checked on the way."""
    response = client.get("/search", query)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert page.faults == [] and tag_problems("site", page.tags) == ()
    return page


def test_words_inside_a_title_numbers_and_summaries_are_found(client, bureau):
    item = make_live(
        bureau,
        "zcwj",
        title="关于促进民营经济发展的意见",
        doc_number="文工信发〔2026〕8号",
        summary="减税降费",
    )
    other = make_live(bureau)
    for words in ("民营经济", "〔2026〕8号", "减税", "民营 意见", item.index_number):
        page = ask(client, q=words)
        assert item_url(item) in page.links, words
        assert item_url(other) not in page.links, words
    assert "不搜索正文和附件" in page.text


def test_drafts_and_withdrawn_items_are_not_found(client, bureau):
    make_draft(bureau, title="独特的草稿名称")
    item = make_live(bureau, title="独特的公开名称")
    withdraw(actor=bureau.reviewer, item_id=item.pk, reason="有误", now=later(days=1))
    assert "没有找到" in ask(client, q="独特的").text


def test_one_organ_can_be_searched_and_no_result_leads_on(client, bureau):
    item = make_live(bureau, title="垃圾分类实施方案")
    inside = ask(client, q="垃圾分类", organ=bureau.organ.code)
    assert item_url(item) in inside.links
    nothing = ask(client, q="垃圾分类", organ=bureau.authority.code)
    assert item_url(item) not in nothing.links
    assert any(link.startswith("/search?q=") and "organ" not in link for link in nothing.links)
    assert f"/{bureau.authority.code}/zwgk/ysqgk/" in nothing.links


def test_results_are_paged_newest_first_with_a_fixed_number_of_queries(
    client, bureau, monkeypatch, django_assert_num_queries
):
    items = [make_live(bureau, title=f"申报通知之{number:02d}") for number in range(5)]
    monkeypatch.setattr(search, "RESULTS_ON_PAGE", 2)
    with django_assert_num_queries(4):
        first = ask(client, q="申报通知")
    links = [item_url(item) for item in reversed(items)]
    assert [link for link in first.links if "/xx/" in link] == links[:2]
    last = ask(client, q="申报通知", page="3")
    assert [link for link in last.links if "/xx/" in link] == links[4:]
    assert "共找到 5 条，第 3 页，共 3 页" in last.text


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "字"}, {"q": "<script>alert(1)</script>"}, {"q": "a\0b"}]
)
def test_odd_queries_are_answered_politely(client, bureau, query):
    page = ask(client, **query)
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "９"])
def test_odd_page_numbers_are_answered_with_a_page(client, bureau, page):
    make_live(bureau, title="申报通知")
    assert "共找到 1 条" in ask(client, q="申报通知", page=page).text


def test_only_reading_is_answered(client, bureau):
    assert client.post("/search", {"q": "x"}).status_code == 405


def test_a_title_is_cut_where_the_words_are_and_joined_again_it_is_the_title():
    cut = search.pieces("关于Abc的通知", ["abc", "通知"])
    assert cut == [("关于", False), ("Abc", True), ("的", False), ("通知", True)]
    assert search.pieces("İstanbul", ["i"]) == [("İstanbul", False)]
