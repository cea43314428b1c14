"""The authority over the reports below it: who handed in, reminders, returns, sums, the season."""

from datetime import date

import pytest

from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import Role
from gongkai.kernel.rights import standing_of
from gongkai.law.report_form import CellId
from gongkai.reporting import queries
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.season import HeadingText, StepText, set_outline, set_step
from gongkai.reporting.acts.supervise import accept, precheck, remind, return_report
from gongkai.reporting.models import Letter, ReportState
from gongkai.reporting.outline import outline_of
from gongkai.reporting.roll_up import compare, overview, sum_up, supervised
from gongkai.reporting.season import deadline_of, season_of
from tests.factories import NOW, make_bureau, make_person
from tests.reporting.factories import checked, provide, signed, submitted

LICENSING = CellId("table2", "licensing")


@pytest.fixture
def second(provided):
    """Another organ below the same authority."""
    other = make_bureau(parent=provided.authority)
    other.organ.doc_prefix = "文财"
    other.organ.save()
    other.people["office_head"] = make_person("office_head", other.organ, (Role.OFFICE_HEAD, None))
    provide(other, 2025, **{"table2/licensing": 30})
    return other


def rows_of(bureau, today=date(2026, 2, 2)):
    organs = supervised(standing_of(bureau.supervisor))
    return {row.organ.pk: row for row in overview(organs, 2025, today)}


def test_the_overview_says_who_owes_and_who_is_late(provided, second):
    submitted(provided)
    rows = rows_of(provided)
    assert set(rows) == {provided.organ.pk, second.organ.pk}
    mine, other = rows[provided.organ.pk], rows[second.organ.pk]
    assert (mine.is_owed, mine.blocking, mine.status.label) == (False, 0, "已报主管部门")
    assert (other.is_owed, other.is_late, other.status.label) == (True, True, "未开始")
    assert not rows_of(provided, date(2026, 1, 31))[second.organ.pk].is_late


def test_whose_supervisor_one_is_not_is_not_there(provided, second):
    assert supervised(standing_of(second.reviewer)) == []
    with pytest.raises(NotVisible):
        remind(actor=second.reviewer, organ_id=provided.organ.pk, year=2025, text="请抓紧", now=NOW)


def test_a_reminder_is_kept_and_counted_and_not_sent_to_who_has_handed_in(provided, second):
    remind(actor=provided.supervisor, organ_id=second.organ.pk, year=2025, text="请抓紧报送。", now=NOW)
    assert rows_of(provided)[second.organ.pk].reminders == 1
    submitted(provided)
    with pytest.raises(ActRefused, match="已经报送"):
        remind(actor=provided.supervisor, organ_id=provided.organ.pk, year=2025, text="请抓紧", now=NOW)


def test_a_precheck_is_a_word_before_the_signature(provided):
    report = checked(provided)
    precheck(actor=provided.supervisor, report_id=report.pk, text="第一部分缺监督保障的数字。", now=NOW)
    report.refresh_from_db()
    assert report.state == ReportState.CHECKED
    with pytest.raises(ActRefused, match="已经报送的年报才能退回"):
        return_report(actor=provided.supervisor, report_id=report.pk, text="不行", now=NOW)


def test_a_return_opens_the_next_edition_with_the_reason(provided):
    report = submitted(provided)
    with pytest.raises(InputRefused, match="写明内容"):
        return_report(actor=provided.supervisor, report_id=report.pk, text=" ", now=NOW)
    return_report(actor=provided.supervisor, report_id=report.pk, text="表二行政许可数与台账不符。", now=NOW)
    report.refresh_from_db()
    working = queries.working_edition(report)
    assert (report.state, report.returned_reason) == ("compiling", "表二行政许可数与台账不符。")
    assert (working.number, working.reason) == (2, "按主管部门的审核意见修改。")
    assert queries.newest_frozen(report).number == 1


def test_accepting_is_told(provided):
    report = submitted(provided)
    accept(actor=provided.supervisor, report_id=report.pk, text="", now=NOW)
    assert Letter.objects.get().text == "审核通过。"


def test_the_parts_add_up_and_the_missing_are_named(provided, second):
    signed(provided)
    found = sum_up(provided.authority, [provided.organ, second.organ], 2025)
    assert found.parts[LICENSING] == 12
    assert [organ.pk for organ in found.missing] == [second.organ.pk]
    signed(second)
    found = sum_up(provided.authority, [provided.organ, second.organ], 2025)
    assert (found.parts[LICENSING], found.missing, found.whole) == (42, (), None)
    assert found.difference(LICENSING) is None


def test_figures_are_compared_over_organs_and_years(provided, second):
    provide(provided, 2024, **{"table2/licensing": 7})
    signed(provided, 2024)
    signed(provided)
    signed(second)
    rows = compare([provided.organ, second.organ], [2024, 2025], LICENSING)
    assert [row.values for row in rows] == [(7, 12), (None, 30)]


def test_the_usual_season_ends_on_the_statutory_days(provided):
    dates = [(one.code, one.on) for one in season_of(provided.organ, 2025)]
    assert dates[0] == ("notice", date(2025, 12, 10))
    assert dates[-2:] == [("submit", date(2026, 1, 31)), ("government", date(2026, 3, 31))]
    assert deadline_of(provided.organ, 2025) == date(2026, 1, 31)
    assert deadline_of(provided.authority, 2025) == date(2026, 3, 31)


def test_the_authority_sets_its_own_dates_but_not_those_of_the_law(provided):
    said = {"actor": provided.supervisor, "authority_id": provided.authority.pk, "now": NOW}
    set_step(code="precheck", step=StepText(label="送区政府办预审", month=1, day=12), **said)
    set_step(code="return", step=StepText(label="不设", month=1, day=20, is_dropped=True), **said)
    found = {one.code: one for one in season_of(provided.organ, 2025)}
    assert (found["precheck"].on, found["precheck"].label) == (date(2026, 1, 12), "送区政府办预审")
    assert "return" not in found
    with pytest.raises(ActRefused, match="条例规定的日期"):
        set_step(code="submit", step=StepText(label="报送", month=3, day=1), **said)
    for month, day in ((2, 30), (2, 29)):
        with pytest.raises(InputRefused):
            set_step(code="precheck", step=StepText(label="预审", month=month, day=day), **said)
    with pytest.raises(NotVisible):
        set_step(
            actor=provided.reviewer, authority_id=provided.authority.pk, code="precheck", now=NOW,
            step=StepText(label="预审", month=1, day=12),
        )  # fmt: skip


FIVE = [
    HeadingText(section="overview", head=head, heading=head, draft=f"{head}的底稿")
    for head in ("proactive", "requests", "management", "platform", "supervision")
]


def test_the_authoritys_outline_is_what_reports_begin_with(provided):
    said = {"actor": provided.supervisor, "authority_id": provided.authority.pk, "now": NOW}
    set_outline(headings=[*FIVE, HeadingText(section="other", heading="信息处理费")], **said)
    report = begin(actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, now=NOW)
    headings = list(queries.newest_edition(report).passages.values_list("heading", flat=True))
    assert headings == [*(one.heading for one in FIVE), "信息处理费"]
    set_outline(headings=[], **said)
    assert len(outline_of(provided.organ, {})) == 12


def test_an_outline_without_one_of_the_five_heads_is_refused(provided):
    with pytest.raises(InputRefused, match="提纲缺少：监督保障方面"):
        set_outline(
            actor=provided.supervisor, authority_id=provided.authority.pk, headings=FIVE[:-1], now=NOW
        )
