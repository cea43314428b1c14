"""What the checks at the door say, one line for each issue."""

from datetime import date

import pytest

from gongkai.disclosure import rules
from gongkai.disclosure.acts.attach import attach
from gongkai.disclosure.acts.return_ import return_
from gongkai.disclosure.checks import Level, blocking, check_item
from gongkai.disclosure.models import Item
from gongkai.kernel.calendars import current_calendar
from tests.factories import NOW, make_column, make_draft, make_submitted

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def _issues(item: Item) -> dict[str, Level]:
    found = check_item(item, today=TODAY, calendar=current_calendar())
    return {issue.check: issue.level for issue in found}


@pytest.mark.parametrize(
    ("values", "check", "level"),
    [
        ({"effective_on": date(2026, 2, 1)}, "dates.effective", Level.WARNS),
        ({"effective_on": date(2026, 5, 1), "expires_on": date(2026, 4, 1)}, "dates.expiry", Level.BLOCKS),
        ({"expires_on": date(2026, 3, 1)}, "dates.expiry", Level.BLOCKS),
        ({"doc_number": "文工信〔2025〕3号"}, "dates.number_year", Level.WARNS),
        ({"doc_number": "三号文"}, "metadata.doc_number_shape", Level.WARNS),
        ({"doc_number": "文工信〔2026〕3号", "formed_on": None}, "metadata.formed_on", Level.BLOCKS),
    ],
)
def test_a_fault_is_named_with_its_weight(bureau, values, check, level):
    assert _issues(make_draft(bureau, **values))[check] == level


@pytest.mark.parametrize(
    "values",
    [{}, {"effective_on": TODAY, "expires_on": date(2027, 1, 1)}, {"doc_number": "文工信〔2026〕3号"}],
)
def test_what_is_right_is_only_told_its_last_day(bureau, values):
    assert set(_issues(make_draft(bureau, **values))) == {"dates.due"}


def test_a_title_by_a_road_around_the_door_is_asked_for(bureau):
    item = make_draft(bureau)
    item.title = " "
    assert _issues(item)["metadata.title"] == Level.BLOCKS


def test_a_column_may_ask_for_a_number(bureau):
    bureau.columns["wj"] = make_column(bureau.organ, "wj", requires_doc_number=True)
    assert _issues(make_draft(bureau, "wj"))["metadata.doc_number"] == Level.BLOCKS


def test_the_same_title_twice_is_pointed_out(bureau):
    first = make_draft(bureau)
    assert "metadata.duplicate_title" in _issues(make_draft(bureau, title=first.title))


def test_a_secrecy_mark_by_a_road_around_the_door_stops_everything(bureau):
    item = make_draft(bureau)
    item.keywords = "机密★5年"
    found = check_item(item, today=TODAY, calendar=current_calendar())
    assert [issue.check for issue in blocking(found, approving=False)] == ["secrecy.mark"]


def test_a_text_that_is_only_a_file_is_let_through_with_advice(bureau, tmp_path):
    item = make_draft(bureau, body_html="")
    assert _issues(item)["content.empty"] == Level.BLOCKS
    attach(actor=bureau.drafter, item_id=item.pk, name="a.txt", stream=[b"abc"], now=NOW)
    issues = _issues(item)
    assert ("content.empty" in issues, issues["content.body_in_file"]) == (False, Level.WARNS)


def test_a_guide_is_asked_for_what_article_twelve_names(bureau):
    bureau.columns["zn"] = make_column(bureau.organ, "zn", platform_part="guide")
    assert _issues(make_draft(bureau, "zn"))["guide.missing"] == Level.WARNS


def test_a_returned_draft_bears_the_word(bureau):
    item = make_submitted(bureau)
    item = return_(actor=bureau.reviewer, item_id=item.pk, reason="请补充", now=NOW)
    assert rules.status_of(item).label == "退回修改"
