"""Keeping the list: saving, retiring, the starting list, the contact's hand-over, counts and figures."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.duty_list import announcements
from gongkai.duty_list.acts.call import call_departments
from gongkai.duty_list.acts.file import file_zero
from gongkai.duty_list.acts.lines import retire_line, save_line, take_starting_list
from gongkai.duty_list.figures import coverage
from gongkai.duty_list.models import DutyCall, DutyLine, StandingCount
from gongkai.duty_list.month import month_for, open_counts
from gongkai.duty_list.standing_pages import count_stale, stale_pages
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.registry import registry
from gongkai.kernel.rights import standing_of
from gongkai.law.duty_list import STARTING_LINES, Rhythm, RhythmKind
from tests.duty_list.factories import make_line
from tests.factories import NOW, later, make_bureau, make_column, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(gongkai_dir):
    return make_bureau()


def save(bureau, actor=None, **values):
    filled = {"level2": "一项", "rhythm": Rhythm(kind=RhythmKind.MONTHLY)} | values
    return save_line(actor=actor or bureau.reviewer, organ_id=bureau.organ.pk, values=filled, now=NOW)


def test_a_line_keeps_its_rhythm(bureau):
    rhythm = Rhythm(kind=RhythmKind.QUARTERLY, month=1, day=15, follows=True)
    line = DutyLine.objects.get(pk=save(bureau, rhythm=rhythm).pk)
    assert line.rhythm == rhythm


@pytest.mark.parametrize("name", ["drafter", "head", "signer", "admin", "supervisor"])
def test_only_the_office_keeps_the_list(bureau, name):
    with pytest.raises(NotVisible):
        save(bureau, actor=bureau.people[name])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"level2": "  "}, "level2"),
        ({"level2": "长" * 101}, "level2"),
        ({"statutory_class": "none"}, "statutory_class"),
        ({"rhythm": Rhythm(kind=RhythmKind.QUARTERLY, month=4)}, "due_month"),
        ({"rhythm": Rhythm(kind=RhythmKind.MONTHLY, day=32)}, "due_day"),
        ({"rhythm": Rhythm(kind=RhythmKind.AT_ONCE, workdays=999)}, "within_workdays"),
        ({"rhythm": Rhythm(kind=RhythmKind.AT_ONCE, days=999)}, "within_days"),
        ({"rhythm": Rhythm(kind=RhythmKind.LONG_TERM, check_months=5)}, "check_months"),
        ({"department": 0}, "department"),
        ({"column": 0}, "column"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(bureau, values, field):
    with pytest.raises(InputRefused) as refused:
        save(bureau, **values)
    assert field in refused.value.fields


def test_a_contact_is_one_of_the_departments_people(bureau):
    with pytest.raises(InputRefused, match="联系人"):
        save(bureau, department=bureau.business.pk, contact=bureau.outsider.pk)


def test_a_new_department_drops_the_old_ones_contact(bureau):
    line = make_line(bureau)
    save_line(
        actor=bureau.reviewer, organ_id=bureau.organ.pk, line_id=line.pk, now=NOW,
        values={"department": bureau.other.pk},
    )  # fmt: skip
    assert DutyLine.objects.get(pk=line.pk).contact is None


def test_a_line_of_another_organ_is_not_there(bureau):
    line = make_line(make_bureau(parent=bureau.authority))
    with pytest.raises(NotVisible):
        save_line(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, line_id=line.pk, now=NOW,
            values={"level2": "改"},
        )  # fmt: skip
    with pytest.raises(NotVisible):
        retire_line(actor=bureau.reviewer, line_id=line.pk, reason="x", now=NOW)


def test_a_retired_line_is_no_longer_due_and_no_longer_changed(bureau):
    line = make_line(bureau)
    with pytest.raises(InputRefused, match="原因"):
        retire_line(actor=bureau.reviewer, line_id=line.pk, reason=" ", now=NOW)

    retire_line(actor=bureau.reviewer, line_id=line.pk, reason="职能划转", now=NOW)

    assert month_for(standing_of(bureau.reviewer), bureau.organ.pk, NOW.date(), today=NOW.date()).duties == []
    with pytest.raises(ActRefused, match="停用"):
        retire_line(actor=bureau.reviewer, line_id=line.pk, reason="再来", now=NOW)
    with pytest.raises(ActRefused, match="停用"):
        file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-03", now=NOW)
    with pytest.raises(ActRefused, match="停用"):
        save_line(
            actor=bureau.reviewer, organ_id=bureau.organ.pk, line_id=line.pk, now=NOW,
            values={"level2": "改"},
        )  # fmt: skip


def test_the_starting_list_is_laid_out_once(bureau):
    count = take_starting_list(actor=bureau.reviewer, organ_id=bureau.organ.pk, now=NOW)

    assert count == len(STARTING_LINES) == DutyLine.objects.count()
    with pytest.raises(ActRefused, match="已经有"):
        take_starting_list(actor=bureau.reviewer, organ_id=bureau.organ.pk, now=NOW)


def test_a_department_sees_its_own_lines_and_the_office_all(bureau):
    make_line(bureau)
    make_line(bureau, level2="财务公开", department=bureau.other.pk, contact=None)
    today = NOW.date()

    def names(person):
        seen = month_for(standing_of(person), bureau.organ.pk, today, today=today)
        return [part.name for part in seen.departments]

    assert names(bureau.drafter) == ["企业科"]
    assert names(bureau.outsider) == ["财务科"]
    assert names(bureau.reviewer) == names(bureau.signer) == ["企业科", "财务科"]
    assert names(bureau.supervisor) == []


def test_terms_before_the_line_was_entered_are_not_asked_for(bureau):
    make_line(bureau, "每月1日前")
    assert open_counts(standing_of(bureau.drafter), today=NOW.date()) == (0, 0)


def test_what_is_open_and_late_is_counted_for_those_who_may_do_it(bureau):
    line = make_line(bureau)
    may = localdate(later(days=60))

    assert open_counts(standing_of(bureau.drafter), today=NOW.date()) == (1, 0)
    assert open_counts(standing_of(bureau.drafter), today=may) == (1, 2)
    assert open_counts(standing_of(bureau.signer), today=may) == (0, 0)
    counts = {one.key: one.count for one in announcements._home_counts(standing_of(bureau.reviewer), NOW)}
    assert counts["duty_list.due"] == 1
    assert announcements._reminder_lines(bureau.drafter, NOW) == []
    soon = later(days=18)
    assert announcements._reminder_lines(bureau.drafter, soon) == [f"· {line.level2}（2026年3月）：3月25日前"]
    assert announcements._summary_lines(bureau.signer, NOW) == [
        f"· {bureau.organ.short_name}本月公开目录：应办 1 项，已办 0 项"
    ]


def test_the_figures_count_terms_met_and_in_time(bureau):
    line = make_line(bureau)
    file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-03", now=NOW)
    file_zero(actor=bureau.drafter, line_id=line.pk, period="2026-04", now=later(days=80))

    year = coverage(bureau.organ, 2026, today=date(2026, 5, 26))

    assert (year.lines, year.due, year.met, year.in_time) == (1, 3, 2, 1)
    assert registry.figures["duty_list.lines"](bureau.organ, 2026) == 1


def test_a_successor_becomes_the_contact(bureau):
    line = make_line(bureau)
    handing = registry.handovers["公开目录的联系人"]
    assert handing.run(bureau.drafter, bureau.colleague, bureau.organ, NOW) == 1
    assert DutyLine.objects.get(pk=line.pk).contact == bureau.colleague


def test_the_office_reminds_departments_that_owe_something(bureau):
    make_line(bureau)
    remind = {"organ_id": bureau.organ.pk, "month": NOW.date(), "text": "请办", "now": NOW}

    assert call_departments(
        actor=bureau.reviewer, department_ids=[bureau.business.pk, bureau.other.pk], **remind
    ) == 1  # fmt: skip
    assert DutyCall.objects.get().department == bureau.business
    with pytest.raises(InputRefused, match="今天已经提醒过"):
        call_departments(actor=bureau.reviewer, department_ids=[bureau.business.pk], **remind)
    tomorrow = remind | {"now": later(days=1)}
    assert call_departments(actor=bureau.reviewer, department_ids=[bureau.business.pk], **tomorrow) == 1
    with pytest.raises(InputRefused, match="没有未办"):
        call_departments(actor=bureau.reviewer, department_ids=[bureau.other.pk], **remind)
    with pytest.raises(InputRefused, match="勾选"):
        call_departments(actor=bureau.reviewer, department_ids=[], **remind)
    with pytest.raises(NotVisible):
        call_departments(actor=bureau.drafter, department_ids=[bureau.business.pk], **remind)


def test_missing_stale_and_incomplete_pages_are_named(bureau):
    guide = make_column(bureau.organ, "zhinan", platform_part="guide", column_type="guide")
    bureau.columns["zhinan"] = guide
    news = make_column(bureau.organ, "dt", freshness="news", zone="general")
    bureau.columns["dt"] = news
    make_live(bureau, "zhinan", body_html="<p>办公时间、地址、电话</p>")
    make_live(bureau, "dt")

    now = {page.label: page.words for page in stale_pages([bureau.organ], today=NOW.date())}
    assert "分类" in now["政府信息公开指南"]
    assert now["政府信息公开制度"] == "还没有公开过"
    assert news.name not in now

    next_year = {page.label: page.words for page in stale_pages([bureau.organ], today=date(2027, 3, 3))}
    assert next_year["政府信息公开指南"].startswith("2027年3月2日")
    assert next_year[news.name].startswith("栏目更新期限")
    count_stale(NOW)
    assert StandingCount.objects.get(organ=bureau.organ).count == len(now)
