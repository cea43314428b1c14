"""Zero reports for several terms, templates that are chosen, and what has been silent for long."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.models import Item
from gongkai.duty_list import queries
from gongkai.duty_list.acts.draft_next import draft_from_last
from gongkai.duty_list.acts.file import MOST_AT_ONCE, file_zero, file_zeros
from gongkai.duty_list.acts.lines import save_line
from gongkai.duty_list.models import DutyFiling, DutyLine
from gongkai.duty_list.silence import quiet_lines
from gongkai.kernel.errors import InputRefused
from gongkai.law.duty_list import RhythmKind, silence_months
from tests.duty_list.factories import make_line
from tests.factories import NOW, make_bureau, make_draft, make_live

pytestmark = pytest.mark.django_db
MARCH = "2026-03"


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def test_several_terms_are_reported_with_one_click_and_each_refusal_is_told(bureau):
    one, two, three = (make_line(bureau, level2=name) for name in ("甲", "乙", "丙"))
    file_zero(actor=bureau.drafter, line_id=two.pk, period=MARCH, now=NOW)
    terms = [(line.pk, MARCH) for line in (one, two, three)] + [(one.pk, MARCH), (one.pk, "2026-13")]

    outcomes = file_zeros(actor=bureau.drafter, terms=terms, now=NOW)

    assert [bool(outcome.refusal) for outcome in outcomes] == [False, True, False, True]
    assert "已经办过" in outcomes[1].refusal and "没有这一期" in outcomes[3].refusal
    filed = DutyFiling.objects.filter(kind="zero", period=MARCH)
    assert {filing.line for filing in filed} == {one, two, three}
    assert {filing.on_behalf_of for filing in filed} == {None}


def test_the_office_reports_several_in_the_contacts_names(bureau):
    lines = [make_line(bureau, level2=name, contact=bureau.colleague.pk) for name in ("甲", "乙")]
    file_zeros(actor=bureau.reviewer, terms=[(line.pk, MARCH) for line in lines], now=NOW)
    assert {filing.on_behalf_of for filing in DutyFiling.objects.all()} == {bureau.colleague}


def test_a_line_one_does_not_see_is_refused_and_stops_no_other(bureau):
    mine, foreign = (
        make_line(bureau),
        make_line(bureau, level2="别科的", department=bureau.other.pk, contact=None),
    )
    outcomes = file_zeros(actor=bureau.drafter, terms=[(foreign.pk, MARCH), (mine.pk, MARCH)], now=NOW)
    assert [outcome.refusal for outcome in outcomes] == ["没有这一项。", ""]


def test_nothing_and_too_much_at_once_are_refused(bureau):
    with pytest.raises(InputRefused, match="先勾选"):
        file_zeros(actor=bureau.drafter, terms=[], now=NOW)
    with pytest.raises(InputRefused, match="最多勾选"):
        file_zeros(actor=bureau.drafter, terms=[(1, MARCH)] * (MOST_AT_ONCE + 1), now=NOW)


def test_a_published_item_is_chosen_as_the_template_of_the_first_issue(bureau):
    line = make_line(bureau, column=bureau.columns["tzgg"].pk)
    item = make_live(bureau, title="2026年2月救助资金发放情况")
    assert list(queries.template_choices(line)) == [item]
    save_line(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, line_id=line.pk, values={"template": item.pk},
        now=NOW,
    )  # fmt: skip
    drafted = draft_from_last(actor=bureau.drafter, line_id=line.pk, period=MARCH, now=NOW)
    assert drafted.title == "2026年3月救助资金发放情况"


def test_what_is_not_public_or_anothers_is_no_template(bureau):
    line = make_line(bureau)
    foreign = make_live(make_bureau())
    for item in (make_draft(bureau), foreign):
        with pytest.raises(InputRefused) as caught:
            save_line(
                actor=bureau.reviewer, organ_id=bureau.organ.pk, line_id=line.pk,
                values={"template": item.pk}, now=NOW,
            )  # fmt: skip
        assert "template" in caught.value.fields


def test_a_template_may_stay_and_be_taken_away(bureau):
    line, item = make_line(bureau), make_live(bureau)
    DutyLine.objects.filter(pk=line.pk).update(template=item)
    Item.objects.filter(pk=item.pk).update(public_state="withdrawn")
    keep = {"actor": bureau.reviewer, "organ_id": bureau.organ.pk, "line_id": line.pk, "now": NOW}
    assert save_line(values={"template": item.pk}, **keep).template == item
    assert save_line(values={"template": None}, **keep).template is None


def since(line: DutyLine, day: date) -> DutyLine:
    DutyLine.objects.filter(pk=line.pk).update(active_from=day)
    return DutyLine.objects.select_related("column", "department").get(pk=line.pk)


def test_what_was_not_published_for_a_year_is_silent_and_not_late(bureau):
    at_once = since(make_line(bureau, "自形成之日起20个工作日内"), date(2024, 1, 1))
    on_event = since(make_line(bureau, "不定期", level2="处理结果"), date(2024, 1, 1))
    fresh = since(make_line(bureau, "实时", level2="刚登记的"), date(2026, 1, 1))
    found = quiet_lines([fresh, at_once, on_event], today=NOW.date())
    assert [one.is_silent for one in found] == [True, True, False]
    assert {one.last_on for one in found} == {None}

    live = make_live(bureau)
    DutyLine.objects.filter(pk__in=[at_once.pk, on_event.pk]).update(column=live.column)
    lines = list(DutyLine.objects.filter(pk__in=[at_once.pk, on_event.pk]).order_by("pk"))
    assert [one.is_silent for one in quiet_lines(lines, today=NOW.date())] == [False, False]
    assert quiet_lines(lines, today=NOW.date())[0].last_on == NOW.date()
    assert all(one.is_silent for one in quiet_lines(lines, today=date(2027, 3, 10)))


def test_what_another_department_published_does_not_break_the_silence(bureau):
    live = make_live(bureau)
    line = make_line(bureau, "有则公开", column=live.column_id, department=bureau.other.pk, contact=None)
    anybodys = make_line(
        bureau, "有则公开", level2="全机关", column=live.column_id, department=None, contact=None
    )
    lines = [since(one, date(2024, 1, 1)) for one in (line, anybodys)]
    by_line = {one.line: one for one in quiet_lines(lines, today=NOW.date())}
    assert by_line[line].is_silent and by_line[line].last_on is None
    assert not by_line[anybodys].is_silent and by_line[anybodys].last_on == NOW.date()


def test_of_a_line_without_a_column_nothing_is_known(bureau):
    line = since(make_line(bureau, "有则公开", column=None), date(2020, 1, 1))
    (one,) = quiet_lines([line], today=NOW.date())
    assert (one.is_silent, one.last_on) == (False, None)


def test_the_organ_may_set_another_time(bureau, settings):
    line = since(make_line(bureau, "有则公开"), date(2025, 6, 1))
    assert not quiet_lines([line], today=NOW.date())[0].is_silent
    settings.GONGKAI_DUTY_LIST_SILENT_MONTHS = 6
    assert quiet_lines([line], today=NOW.date())[0].is_silent


def test_what_comes_round_by_the_calendar_is_never_silent():
    assert silence_months(RhythmKind.MONTHLY) is None
    assert silence_months(RhythmKind.ON_EVENT) == 12


def test_silence_costs_one_question_for_three_lines_and_for_thirty(bureau):
    counts = []
    for stop in (3, 30):
        lines = [
            make_line(bureau, "有则公开", level2=f"项{n}", column=bureau.columns["tzgg"].pk)
            for n in range(stop)
        ]
        rows = list(DutyLine.objects.filter(pk__in=[line.pk for line in lines]))
        with CaptureQueriesContext(connection) as caught:
            quiet_lines(rows, today=NOW.date())
        counts.append(len(caught))
    assert counts == [1, 1]
