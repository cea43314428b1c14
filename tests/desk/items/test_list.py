"""The list: selections, filters, search, pages in both orders, the workbook, and bulk acts."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.desk.items.filters import VIEWS
from gongkai.desk.items.paging import page_of, read_mark
from gongkai.disclosure.acts.correct import correct
from gongkai.disclosure.acts.edit import edit
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.acts.withdraw import withdraw
from gongkai.disclosure.models import Item
from tests.factories import NOW, later, make_approved, make_draft, make_live, make_submitted

LIST = "/desk/items/"


def titles(response) -> list[str]:
    return [row.title for row in response.context["rows"]]


def ids(response) -> list[int]:
    return [row.pk for row in response.context["rows"]]


def test_each_person_sees_what_is_theirs(bureau, signed_in):
    draft, live = make_draft(bureau, title="企业科的草稿"), make_live(bureau, title="公开的通知")
    assert ids(signed_in(bureau.drafter).get(LIST)) == [live.pk, draft.pk]
    assert ids(signed_in(bureau.reviewer).get(LIST)) == [live.pk, draft.pk]
    assert ids(signed_in(bureau.outsider).get(LIST)) == [live.pk]
    assert ids(signed_in(bureau.supervisor).get(LIST)) == [live.pk]


def test_others_see_the_public_text_of_what_is_being_revised(bureau, signed_in):
    live = make_live(bureau, title="公开的旧名称")
    correct(actor=bureau.drafter, item_id=live.pk, reason="改名", now=NOW)
    edit(actor=bureau.drafter, item_id=live.pk, values={"title": "还没公开的新名称"}, now=NOW)
    mine, theirs = signed_in(bureau.drafter), signed_in(bureau.supervisor)
    assert titles(mine.get(LIST)) == ["还没公开的新名称"]
    response = theirs.get(LIST)
    assert titles(response) == ["公开的旧名称"]
    assert response.context["rows"][0].status.label == "已公开"
    assert titles(theirs.get(LIST, {"q": "新名称"})) == []
    assert titles(theirs.get(LIST, {"q": "旧名称"})) == ["公开的旧名称"]
    assert titles(theirs.get(LIST, {"status": "draft"})) == []
    assert titles(mine.get(LIST, {"status": "draft"})) == ["还没公开的新名称"]


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_selection_opens_for_everybody(bureau, signed_in, view):
    make_draft(bureau)
    for person in bureau.people.values():
        assert signed_in(person).get(LIST, {"view": view}).status_code == 200


def test_selections_hold_what_their_names_say(bureau, signed_in):
    draft, submitted, approved, live = (
        make_draft(bureau), make_submitted(bureau), make_approved(bureau), make_live(bureau),
    )  # fmt: skip
    returned = make_submitted(bureau)
    return_(actor=bureau.reviewer, item_id=returned.pk, reason="请改", now=NOW)
    gone = make_live(bureau)
    withdraw(actor=bureau.reviewer, item_id=gone.pk, reason="过期", now=NOW)
    drafter, reviewer = signed_in(bureau.drafter), signed_in(bureau.reviewer)
    assert ids(drafter.get(LIST, {"view": "drafts"})) == [returned.pk, draft.pk]
    assert ids(drafter.get(LIST, {"view": "returned"})) == [returned.pk]
    assert ids(reviewer.get(LIST, {"view": "review"})) == [submitted.pk]
    assert ids(reviewer.get(LIST, {"view": "publish"})) == [approved.pk]
    assert ids(reviewer.get(LIST, {"view": "public"})) == [live.pk]
    assert ids(reviewer.get(LIST, {"view": "withdrawn"})) == [gone.pk]
    assert "请改" in drafter.get(LIST, {"view": "returned"}).content.decode()


def test_filters_narrow_and_nonsense_is_dropped(bureau, signed_in):
    first = make_live(bureau, now=NOW)
    second = make_live(bureau, "zcwj", now=later(days=3))
    client = signed_in(bureau.reviewer)
    assert ids(client.get(LIST, {"column": bureau.columns["zcwj"].pk})) == [second.pk]
    assert ids(client.get(LIST, {"department": bureau.other.pk})) == []
    assert ids(client.get(LIST, {"since": "2026-03-04"})) == [second.pk]
    assert ids(client.get(LIST, {"until": "2026-03-02"})) == [first.pk]
    assert ids(client.get(LIST, {"year": "2025"})) == []
    assert ids(client.get(LIST, {"year": "2026", "status": "live", "mode": "proactive"})) == [
        second.pk,
        first.pk,
    ]
    assert len(ids(client.get(LIST, {"year": "x", "column": "99999", "since": "?", "before": "abc"}))) == 2


def test_search_finds_words_in_titles_and_numbers(bureau, signed_in):
    item = make_draft(bureau, title="关于有序用电的通知", doc_number="海工信发〔2026〕7号")
    make_draft(bureau, title="别的事项")
    client = signed_in(bureau.drafter)
    assert ids(client.get(LIST, {"q": "用电 通知"})) == [item.pk]
    assert ids(client.get(LIST, {"q": "〔2026〕7"})) == [item.pk]
    assert "没有符合条件的信息" in client.get(LIST, {"q": "没有这个"}).content.decode()


def _in_order(sort: str) -> list[int]:
    items = sorted(Item.objects.values_list("published_at", "pk"), key=lambda row: row[1], reverse=True)
    if sort == "published":
        items.sort(key=lambda row: (row[0] is None, row[0] or NOW, row[1]), reverse=True)
    return [pk for _, pk in items]


@pytest.mark.parametrize("sort", ["id", "published"])
def test_the_pages_show_every_row_once_forth_and_back(bureau, sort):
    for days in (5, 1, 3, 3, 2):
        make_live(bureau, now=later(days=days))
    make_draft(bureau), make_draft(bureau)
    pages, address = [], ""
    while True:
        page = page_of(Item.objects.all(), QueryDict(address.removeprefix("?")), sort, size=3)
        pages.append([item.pk for item in page.rows])
        if not page.older:
            break
        address = page.older
    assert [pk for rows in pages for pk in rows] == _in_order(sort)
    for rows in reversed(pages[:-1]):
        page = page_of(Item.objects.all(), QueryDict(page.newer.removeprefix("?")), sort, size=3)
        assert [item.pk for item in page.rows] == rows
    assert page.newer == ""


@pytest.mark.parametrize(
    "mark", ["", "none", "none~", "x~3", "2026-03-02~3", "none~99999999999999999999", "~"]
)
def test_a_mark_that_is_none_means_the_first_page(mark):
    assert read_mark(mark) is None


def test_the_number_of_questions_does_not_grow_with_the_rows(bureau, signed_in):
    client = signed_in(bureau.reviewer)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    for _ in range(3):
        make_draft(bureau)
    questions()
    few = questions()
    for _ in range(27):
        make_draft(bureau)
    assert questions() == few
    assert few <= 30


def test_days_left_are_shown_until_publication(bureau, signed_in):
    overdue = make_draft(bureau, formed_on=timezone.localdate() - timedelta(days=60), now=NOW)
    row = signed_in(bureau.drafter).get(LIST).context["rows"][0]
    assert row.pk == overdue.pk
    assert re.fullmatch(r"逾期 [0-9]+ 天", row.days_words)
    assert row.urgency == "red"


def _sheet(response) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_the_workbook_holds_the_narrowed_list_and_no_formula(bureau, signed_in):
    live = make_live(bureau, title='=HYPERLINK("http://x")', doc_number="海工信发〔2026〕7号")
    make_live(bureau, "zcwj")
    response = signed_in(bureau.reviewer).get(LIST + "export/", {"column": bureau.columns["tzgg"].pk})
    head, row = _sheet(response)
    assert head[:3] == ["编号", "名称", "状态"]
    assert row[:3] == [live.pk, '=HYPERLINK("http://x")', "已公开"]
    assert row[6:8] == [live.index_number, "海工信发〔2026〕7号"]
    assert row[9].date() == NOW.date()
    assert "attachment" in response["Content-Disposition"]


def test_the_workbook_of_an_outsider_tells_only_what_is_public(bureau, signed_in):
    live = make_live(bureau, title="公开名称")
    make_draft(bureau)
    correct(actor=bureau.drafter, item_id=live.pk, reason="改", now=NOW)
    edit(
        actor=bureau.drafter,
        item_id=live.pk,
        values={"title": "未公开", "doc_number": "甲〔2026〕1号"},
        now=NOW,
    )
    rows = _sheet(signed_in(bureau.supervisor).get(LIST + "export/"))
    assert [(row[1], row[2], row[7]) for row in rows[1:]] == [("公开名称", "已公开", None)]


def test_bulk_submission_does_what_it_can_and_says_why_not(bureau, signed_in):
    good, empty, live = make_draft(bureau), make_draft(bureau, body_html=""), make_live(bureau)
    hidden = make_draft(bureau)
    Item.objects.filter(pk=hidden.pk).update(department=bureau.other)
    response = signed_in(bureau.drafter).post(
        LIST + "bulk/",
        {"submit": "1", "item": [good.pk, empty.pk, live.pk, hidden.pk, "x"], "query": "view=drafts"},
    )
    assert response.context["done"] == [(good.pk, good.title)]
    reasons = {pk: reason for pk, _, reason in response.context["refused"]}
    assert "正文为空" in reasons[empty.pk]
    assert "起草中才能提交" in reasons[live.pk]
    assert reasons[hidden.pk] == "没有这条信息。"
    assert hidden.title not in response.content.decode()
    assert response.context["back"] == "/desk/items/?view=drafts"
    assert Item.objects.get(pk=good.pk).work_state == "in_review"


def test_bulk_publication_is_the_offices(bureau, signed_in):
    item = make_approved(bureau)
    refused = signed_in(bureau.drafter).post(LIST + "bulk/", {"publish": "1", "item": [item.pk]})
    assert "角色不能办理" in refused.context["refused"][0][2]
    signed_in(bureau.reviewer).post(LIST + "bulk/", {"publish": "1", "item": [item.pk]})
    assert Item.objects.get(pk=item.pk).public_state == "live"


def test_bulk_without_a_tick_asks_for_one(bureau, signed_in):
    client = signed_in(bureau.drafter)
    response = client.post(LIST + "bulk/", {"submit": "1"}, follow=True)
    assert "请先勾选信息" in response.content.decode()
    assert client.get(LIST + "bulk/").status_code == 405


def test_everything_on_the_page_can_be_picked_without_javascript(bureau, signed_in):
    make_draft(bureau), make_draft(bureau)
    client = signed_in(bureau.drafter)
    assert client.get(LIST).content.decode().count(" checked>") == 0
    assert client.get(LIST, {"picked": "1"}).content.decode().count(" checked>") == 2
