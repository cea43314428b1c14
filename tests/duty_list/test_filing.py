"""Answering terms: zero reports, links, reasons, drafts from the last issue, and who may do it."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from gongkai.disclosure.acts.publish import publish
from gongkai.disclosure.acts.review import review
from gongkai.disclosure.acts.submit import submit
from gongkai.disclosure.models import Item
from gongkai.duty_list.acts.draft_next import draft_from_last
from gongkai.duty_list.acts.file import file_item, file_zero, not_applicable, take_back
from gongkai.duty_list.acts.match import match_published, proposals
from gongkai.duty_list.models import DutyFiling
from gongkai.duty_list.month import DutyState, duties
from gongkai.kernel import audit
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from tests.duty_list.factories import make_line
from tests.factories import NOW, later, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db
MARCH = "2026-03"


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def state(line, now=NOW, period=MARCH):
    today = localdate(now)
    found = {duty.term.key: duty for duty in duties([line], date(2026, 1, 1), date(2027, 3, 1), today=today)}
    return found[period].state


def published(bureau, item, now):
    submit(actor=bureau.drafter, item_id=item.pk, now=now)
    review(actor=bureau.reviewer, item_id=item.pk, now=now)
    publish(actor=bureau.reviewer, item_id=item.pk, now=now)
    return Item.objects.get(pk=item.pk)


def test_one_click_reports_that_there_was_nothing(bureau):
    line = make_line(bureau)
    assert state(line) is DutyState.DUE

    filing = file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)

    assert (filing.kind, filing.by, filing.due_on) == ("zero", bureau.drafter, date(2026, 3, 25))
    assert state(line) is DutyState.ZERO
    assert audit.verify() == []


def test_a_term_is_answered_once(bureau):
    line = make_line(bureau)
    file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)

    with pytest.raises(ActRefused, match="已经办过"):
        file_zero(actor=bureau.head, line_id=line.pk, period=MARCH, now=NOW)
    with pytest.raises(ActRefused, match="已经办过"):
        draft_from_last(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)
    with pytest.raises(ActRefused, match="已经办过"):
        file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=make_live(bureau).pk, now=NOW)


def test_a_zero_report_is_taken_back_on_its_day_and_later_by_the_office(bureau):
    line = make_line(bureau)
    one = file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)
    take_back(actor=bureau.drafter, line_id=line.pk, period=MARCH, filing_id=one.pk, now=later(hours=3))
    assert state(line) is DutyState.DUE

    two = file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)
    with pytest.raises(ActRefused, match="当天"):
        take_back(actor=bureau.drafter, line_id=line.pk, period=MARCH, filing_id=two.pk, now=later(days=1))
    take_back(actor=bureau.reviewer, line_id=line.pk, period=MARCH, filing_id=two.pk, now=later(days=1))
    assert not DutyFiling.objects.exists()


def test_only_a_filing_of_that_very_term_is_taken_back(bureau):
    line, other = make_line(bureau), make_line(bureau, level2="另一项")
    filing = file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)

    with pytest.raises(NotVisible):
        take_back(actor=bureau.drafter, line_id=other.pk, period=MARCH, filing_id=filing.pk, now=NOW)


def test_a_reason_is_asked_for_what_does_not_apply(bureau):
    line = make_line(bureau)
    with pytest.raises(InputRefused, match="为什么不适用"):
        not_applicable(actor=bureau.drafter, line_id=line.pk, period=MARCH, reason=" ", now=NOW)

    not_applicable(actor=bureau.drafter, line_id=line.pk, period=MARCH, reason="本年无此项", now=NOW)

    assert state(line) is DutyState.NOT_APPLICABLE


def test_another_department_does_not_see_the_line_and_a_signer_may_not_file(bureau):
    line = make_line(bureau)
    with pytest.raises(NotVisible):
        file_zero(actor=bureau.outsider, line_id=line.pk, period=MARCH, now=NOW)
    with pytest.raises(ActRefused, match="责任科室"):
        file_zero(actor=bureau.signer, line_id=line.pk, period=MARCH, now=NOW)


def test_a_line_without_department_is_the_offices(bureau):
    line = make_line(bureau, department=None, contact=None)
    with pytest.raises(NotVisible):
        file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)
    file_zero(actor=bureau.reviewer, line_id=line.pk, period=MARCH, now=NOW)


def test_the_office_files_in_a_contacts_name_and_nobody_else_does(bureau):
    line = make_line(bureau)
    with pytest.raises(ActRefused, match="公开办"):
        file_zero(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW, on_behalf_of=bureau.colleague)
    with pytest.raises(InputRefused, match="填报人员"):
        file_zero(actor=bureau.reviewer, line_id=line.pk, period=MARCH, now=NOW, on_behalf_of=bureau.outsider)
    filing = file_zero(
        actor=bureau.reviewer, line_id=line.pk, period=MARCH, now=NOW, on_behalf_of=bureau.drafter
    )
    assert (filing.by, filing.on_behalf_of) == (bureau.reviewer, bureau.drafter)


@pytest.mark.parametrize("period", ["2026-Q1", "nonsense", "2025-01"])
def test_a_term_the_line_does_not_have_is_not_there(bureau, period):
    line = make_line(bureau)
    with pytest.raises(NotVisible):
        file_zero(actor=bureau.drafter, line_id=line.pk, period=period, now=NOW)


def test_what_lies_far_ahead_is_refused(bureau):
    line = make_line(bureau)
    with pytest.raises(ActRefused, match="还早"):
        file_zero(actor=bureau.drafter, line_id=line.pk, period="2028-01", now=NOW)


def test_an_item_counts_once_it_is_public(bureau):
    line, item = make_line(bureau), make_draft(bureau)
    file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=item.pk, now=NOW)
    assert state(line) is DutyState.UNDER_WAY
    assert state(line, later(days=40)) is DutyState.LATE

    published(bureau, item, later(days=2))

    assert state(line, later(days=40)) is DutyState.DONE


def test_withheld_and_given_up_items_do_not_count(bureau):
    line = make_line(bureau)
    item = make_draft(bureau)
    Item.objects.filter(pk=item.pk).update(work_state="idle")
    with pytest.raises(ActRefused, match="作废"):
        file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=item.pk, now=NOW)
    Item.objects.filter(pk=item.pk).update(public_state="withheld")
    with pytest.raises(ActRefused, match="不公开"):
        file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=item.pk, now=NOW)


def test_an_item_is_linked_to_a_term_once(bureau):
    line, item = make_line(bureau), make_live(bureau)
    file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=item.pk, now=NOW)
    with pytest.raises(ActRefused, match="已经关联"):
        file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=item.pk, now=NOW)


def test_the_next_issue_starts_from_the_last_with_its_period_moved_on(bureau):
    line = make_line(bureau)
    first = make_live(
        bureau, title="2026年3月救助资金发放公示", summary="3月份发放情况",
        body_html="<p>2026年3月共发放12户（2026年3月5日审定）。</p>", topic="t13",
    )  # fmt: skip
    file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=first.pk, now=NOW)

    item = draft_from_last(actor=bureau.drafter, line_id=line.pk, period="2026-04", now=later(days=31))

    assert item.title == "2026年4月救助资金发放公示"
    assert item.summary == "4月份发放情况"
    assert item.body_html == "<p>2026年4月共发放12户（2026年3月5日审定）。</p>"
    assert (item.column, item.topic, item.formed_on) == (first.column, "t13", None)
    assert state(line, later(days=31), "2026-04") is DutyState.UNDER_WAY


def test_a_first_issue_bears_the_name_of_the_line(bureau):
    line = make_line(bureau, statutory_class="art20_11")
    item = draft_from_last(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)

    assert (item.title, item.statutory_class) == ("2026年3月救助资金发放", "art20_11")


def test_a_template_that_names_its_period_moves_on_as_well(bureau):
    line = make_line(bureau)
    line.template = make_live(bureau, title="2026年2月救助资金发放公示")
    line.save()
    item = draft_from_last(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)

    assert item.title == "2026年3月救助资金发放公示"


def test_a_draft_needs_a_column(bureau):
    line = make_line(bureau, column=None)
    with pytest.raises(InputRefused, match="栏目"):
        draft_from_last(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)


def test_the_office_drafts_in_the_contacts_name(bureau):
    line = make_line(bureau)
    item = draft_from_last(
        actor=bureau.reviewer, line_id=line.pk, period=MARCH, now=NOW, on_behalf_of=bureau.drafter
    )
    assert (item.drafter, item.last_editor) == (bureau.drafter, bureau.reviewer)


def test_what_is_surely_the_issue_is_linked_by_itself_and_only_that(bureau):
    line = make_line(bureau)
    first = make_live(bureau, title="2026年3月救助资金发放公示")
    file_item(actor=bureau.drafter, line_id=line.pk, period=MARCH, item_id=first.pk, now=NOW)
    april = NOW + timedelta(days=33)
    make_live(bureau, title="2026年3月救助资金发放补充公示", now=april)
    assert match_published(april) == 0
    item = make_live(bureau, title="2026年4月救助资金发放公示", now=april)

    assert match_published(april) == 1
    assert match_published(april) == 0

    filing = DutyFiling.objects.get(period="2026-04")
    assert (filing.item, filing.is_automatic, filing.by) == (item, True, None)
    assert audit.verify() == []


def test_nothing_is_linked_by_itself_without_an_earlier_issue(bureau):
    make_line(bureau)
    make_live(bureau, title="2026年3月救助资金发放公示")
    assert match_published(NOW) == 0


def test_the_likeliest_items_are_proposed_first(bureau):
    line = make_line(bureau)
    alike = make_live(bureau, title="2026年3月救助资金发放公示")
    make_live(bureau, title="关于召开会议的通知")

    assert [one.item for one in proposals(line, MARCH)] == [alike]
    assert len(proposals(line, MARCH, everything=True)) == 2
