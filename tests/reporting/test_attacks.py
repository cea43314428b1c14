"""The annual report attacked: laundering, double posts, odd input, what others may see."""

from datetime import date, datetime

import pytest

from gongkai.disclosure.acts.publish import publish as publish_item
from gongkai.disclosure.acts.review import review as review_item
from gongkai.disclosure.acts.withdraw import take_down, withdraw
from gongkai.kernel.acts.organs import merge_organ
from gongkai.kernel.acts.people import grant_role
from gongkai.kernel.errors import ActRefused, InputRefused, NotVisible
from gongkai.kernel.models import AuditEntry, Role
from gongkai.kernel.rights import standing_of
from gongkai.law.report_form import CellId
from gongkai.reporting import files, queries
from gongkai.reporting.acts.begin import begin
from gongkai.reporting.acts.check import check_
from gongkai.reporting.acts.correct import correct
from gongkai.reporting.acts.enter import enter_figure, take_back
from gongkai.reporting.acts.judge import judge
from gongkai.reporting.acts.publish import publish
from gongkai.reporting.acts.review import review
from gongkai.reporting.acts.season import HeadingText, StepText, set_outline, set_step
from gongkai.reporting.acts.sign import sign, sign_on_paper
from gongkai.reporting.acts.submit import submit
from gongkai.reporting.acts.supervise import accept, remind, return_report
from gongkai.reporting.acts.tasks import TaskText, add_task
from gongkai.reporting.acts.write import add, redraft, remove, write
from gongkai.reporting.announcements import note_published
from gongkai.reporting.judging import subject_of_report
from gongkai.reporting.members import Kind, members_of
from gongkai.reporting.own_checks import findings_of
from gongkai.reporting.roll_up import supervised
from tests.factories import NOW, later, make_organ, make_person
from tests.reporting.factories import begun, signed, submitted, with_files


def passage_of(report, heading="主动公开方面"):
    return queries.newest_edition(report).passages.get(heading=heading)


def saved(person, report, text, *, now=NOW, heading="主动公开方面"):
    return write(
        actor=person, report_id=report.pk, passage_id=passage_of(report, heading).pk, heading=heading,
        text=text, now=now,
    )  # fmt: skip


def test_saving_over_a_writer_does_not_make_the_writer_a_second_person(provided):
    report = begun(provided)
    saved(provided.office_head, report, "全年公开{{published.total}}条信息，内容由负责人撰写。")
    saved(
        provided.reviewer,
        report,
        "全年公开{{published.total}}条信息，内容由负责人撰写。",
        now=later(minutes=1),
    )
    check_(actor=provided.reviewer, report_id=report.pk, now=later(minutes=2))
    with pytest.raises(ActRefused, match="另一人审核"):
        review(actor=provided.office_head, report_id=report.pk, now=later(minutes=3))
    review(actor=provided.reviewer2, report_id=report.pk, now=later(minutes=3))


def test_who_took_a_passage_away_or_put_a_draft_back_is_no_second_person(provided):
    report = begun(provided)
    added = add(
        actor=provided.office_head, report_id=report.pk, section="other", heading="做法", text="无。", now=NOW
    )
    remove(actor=provided.office_head, report_id=report.pk, passage_id=added.pk, now=NOW)
    redraft(actor=provided.reviewer, report_id=report.pk, passage_id=passage_of(report).pk, now=NOW)
    check_(actor=provided.reviewer, report_id=report.pk, now=NOW)
    with pytest.raises(ActRefused, match="另一人审核"):
        review(actor=provided.office_head, report_id=report.pk, now=NOW)


def test_the_portal_showing_the_edition_before_does_not_publish_the_correction(provided):
    report = with_files(submitted(provided))
    publish(actor=provided.reviewer, report_id=report.pk, now=later(hours=1))
    correct(actor=provided.reviewer, report_id=report.pk, reason="数字有误", now=later(hours=2))
    saved(provided.reviewer, report, "更正后的文字，全年公开{{published.total}}条。", now=later(hours=2))
    check_(actor=provided.reviewer, report_id=report.pk, now=later(hours=2))
    review(actor=provided.office_head, report_id=report.pk, now=later(hours=3))
    sign(actor=provided.signer, report_id=report.pk, now=later(hours=4))
    submit(actor=provided.reviewer, report_id=report.pk, now=later(hours=5))
    report.refresh_from_db()
    review_item(actor=provided.reviewer2, item_id=report.item.pk, now=later(hours=6))
    publish_item(actor=provided.reviewer, item_id=report.item.pk, now=later(hours=7))
    assert note_published(later(hours=8)) == 0
    with_files(report, now=later(hours=8))
    publish(actor=provided.reviewer, report_id=report.pk, now=later(hours=9))
    report.refresh_from_db()
    review_item(actor=provided.reviewer2, item_id=report.item.pk, now=later(hours=10))
    publish_item(actor=provided.reviewer, item_id=report.item.pk, now=later(hours=11))
    assert note_published(later(hours=12)) == 1


def test_the_year_begins_by_the_clock_on_the_wall(provided):
    new_year = datetime.fromisoformat("2025-12-31T16:30:00+00:00")
    assert begin(actor=provided.reviewer, organ_id=provided.organ.pk, year=2026, now=new_year).year == 2026


def test_an_authority_in_the_middle_does_not_accept_its_own_report(provided):
    boss = make_person("boss", provided.organ, (Role.AUTHORITY, None))
    report = submitted(provided)
    for act in (accept, return_report):
        with pytest.raises(NotVisible):
            act(actor=boss, report_id=report.pk, text="自己的年报没有问题", now=NOW)
    assert accept(actor=provided.supervisor, report_id=report.pk, text="", now=NOW)


def test_a_verdict_taken_back_after_the_check_stops_the_review(provided):
    report = begun(provided)
    saved(provided.reviewer, report, "统计期限自2023年1月1日起至2023年12月31日止。", heading="依申请公开方面")
    blocked = [one.finding for one in findings_of(queries.newest_edition(report)) if one.blocks]
    subject = subject_of_report(report)
    for one in blocked:
        judge(
            actor=provided.reviewer, organ_id=provided.organ.pk, subject=subject, now=NOW,
            fingerprint=one.fingerprint, kind="dismissed", reason="另有说明",
        )  # fmt: skip
    assert blocked
    check_(actor=provided.reviewer, report_id=report.pk, now=NOW)
    judge(
        actor=provided.office_head, organ_id=provided.organ.pk, subject=subject, now=NOW,
        fingerprint=blocked[0].fingerprint, kind="confirmed", reason="",
    )  # fmt: skip
    with pytest.raises(ActRefused, match="不符"):
        review(actor=provided.office_head, report_id=report.pk, now=NOW)


@pytest.mark.parametrize(
    "value", ["1e400", "-1", "1,5", "1，5", "1_0", "NaN", "Infinity", "", "0x1", "1.5", "２.５"]
)
def test_a_figure_that_is_no_plain_number_is_refused(provided, value):
    with pytest.raises(InputRefused):
        enter_figure(
            actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, key="wechat", value=value,
            source="办公室", now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kept"), [("-0", 0), ("１２", 12), ("1,234", 1234), ("12，345", 12345), ("1e2", 100)]
)
def test_numbers_as_people_write_them_are_taken(provided, value, kept):
    row = enter_figure(
        actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, key="wechat", value=value,
        source="办公室", now=NOW,
    )  # fmt: skip
    assert row.value == kept * 10_000


@pytest.mark.parametrize("year", [-1, 0, 2018, 99999, 2**40])
def test_years_that_are_none_are_refused_in_words(provided, year):
    said = {"actor": provided.reviewer, "organ_id": provided.organ.pk, "year": year, "now": NOW}
    with pytest.raises(InputRefused):
        begin(**said)
    with pytest.raises(InputRefused):
        enter_figure(key="wechat", value="1", source="办公室", **said)


def test_sources_hold_no_personal_numbers_and_no_control_characters(provided):
    said = {"actor": provided.reviewer, "organ_id": provided.organ.pk, "year": 2025, "now": NOW}
    with pytest.raises(InputRefused, match="删去个人信息"):
        enter_figure(key="wechat", value="1", source="张三11010519491231002X提供", **said)
    assert enter_figure(key="wechat", value="1", source="办公\0室", **said).source == "办公室"
    assert take_back(key="wechat", reason="录\0错", **said).source == "录错"


@pytest.mark.parametrize("text", ["{{table3-new}}条", "{{table3/new/total}条", "｛｛wechat｝｝条", "{{ }}"])
def test_a_field_written_wrongly_is_refused_and_not_printed(provided, text):
    report = begun(provided)
    with pytest.raises(InputRefused):
        saved(provided.reviewer, report, text)


def test_what_stands_behind_an_entered_figure_of_a_signed_edition_is_its_source(provided):
    report = signed(provided)
    edition = queries.newest_frozen(report)
    cell = CellId("table2", "licensing")
    assert members_of(provided.organ, 2025, cell, edition=edition).kind is Kind.NOTHING


FIVE = [
    HeadingText(section="overview", head=head, heading=head, draft=f"{head}的底稿")
    for head in ("proactive", "requests", "management", "platform", "supervision")
]


def test_a_five_heads_outline_keeps_them_in_section_one_and_asks_for_figures_there_are(provided):
    said = {"actor": provided.supervisor, "authority_id": provided.authority.pk, "now": NOW}
    moved = HeadingText(section="problems", head="proactive", heading="主动公开方面")
    with pytest.raises(InputRefused, match="第一部分"):
        set_outline(headings=[*FIVE[1:], moved], **said)
    odd = HeadingText(section="other", heading="其他", draft="全年{{no.such.figure}}件")
    with pytest.raises(InputRefused, match="没有这项数字"):
        set_outline(headings=[*FIVE, odd], **said)


def test_the_draft_of_the_authoritys_outline_can_be_put_back(provided):
    said = {"actor": provided.supervisor, "authority_id": provided.authority.pk, "now": NOW}
    set_outline(headings=FIVE, **said)
    report = begin(actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, now=NOW)
    saved(provided.reviewer, report, "写坏了", heading="proactive")
    passage = passage_of(report, "proactive")
    assert (
        redraft(actor=provided.reviewer, report_id=report.pk, passage_id=passage.pk, now=NOW).text
        == "proactive的底稿"
    )


@pytest.mark.parametrize("code", ["own-" + "1" * 60, "own-\0", "own-一", "", "../x"])
def test_a_step_has_a_code_the_database_takes(provided, code):
    with pytest.raises(InputRefused):
        set_step(
            actor=provided.supervisor, authority_id=provided.authority.pk, code=code, now=NOW,
            step=StepText(label="预审", month=1, day=12),
        )  # fmt: skip


def test_an_answer_that_is_missing_stands_in_the_way(provided):
    add_task(
        actor=provided.reviewer, organ_id=provided.organ.pk, year=2024, now=NOW,
        text=TaskText(fault="栏目更新慢", measure="按月检查"),
    )  # fmt: skip
    report = begin(actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, now=NOW)
    with pytest.raises(ActRefused):
        check_(actor=provided.reviewer, report_id=report.pk, now=NOW)


def test_braces_in_a_task_are_printed_by_no_report(provided):
    with pytest.raises(InputRefused):
        add_task(
            actor=provided.reviewer, organ_id=provided.organ.pk, year=2025, now=NOW,
            text=TaskText(fault="{{tasks.faults}}", measure="按月检查{{organ}}"),
        )  # fmt: skip


@pytest.mark.parametrize("year", [-1, 0, 2018, 2030, 99999])
def test_years_of_which_there_is_no_report_get_no_reminder_and_no_task(provided, year):
    with pytest.raises(InputRefused):
        remind(actor=provided.supervisor, organ_id=provided.organ.pk, year=year, text="请抓紧", now=NOW)
    with pytest.raises(InputRefused):
        add_task(
            actor=provided.reviewer, organ_id=provided.organ.pk, year=year, now=NOW,
            text=TaskText(fault="公开内容不够全面", measure="按月检查"),
        )  # fmt: skip


def on_the_portal(bureau, report, *, hours):
    """The report's newest edition handed to the portal, looked at and published."""
    with_files(report, now=later(hours=hours))
    publish(actor=bureau.reviewer, report_id=report.pk, now=later(hours=hours))
    report.refresh_from_db()
    review_item(actor=bureau.reviewer2, item_id=report.item.pk, now=later(hours=hours))
    publish_item(actor=bureau.reviewer, item_id=report.item.pk, now=later(hours=hours))
    assert note_published(later(hours=hours)) == 1
    report.refresh_from_db()
    return report


@pytest.mark.parametrize("act", [withdraw, take_down])
def test_a_report_taken_off_the_portal_is_published_no_more_and_can_come_back(provided, act):
    report = on_the_portal(provided, submitted(provided), hours=1)
    first = report.item
    person = provided.security if act is take_down else provided.reviewer
    act(actor=person, item_id=first.pk, reason="附件有误", now=later(hours=2))
    assert note_published(later(hours=3)) == 1
    assert note_published(later(hours=3)) == 0
    report.refresh_from_db()
    assert (report.state, report.published_on) == ("submitted", None)
    if act is take_down:
        correct(actor=provided.reviewer, report_id=report.pk, reason="数字有误", now=later(hours=4))
        check_(actor=provided.reviewer, report_id=report.pk, now=later(hours=4))
        review(actor=provided.office_head, report_id=report.pk, now=later(hours=4))
        sign(actor=provided.signer, report_id=report.pk, now=later(hours=4))
        submit(actor=provided.reviewer, report_id=report.pk, now=later(hours=4))
    report = on_the_portal(provided, report, hours=5)
    assert report.state == "published"
    assert report.item != first


def test_a_correction_is_not_signed_before_what_it_corrects(provided):
    report = submitted(provided)
    correct(actor=provided.reviewer, report_id=report.pk, reason="数字有误", now=later(hours=2))
    check_(actor=provided.reviewer, report_id=report.pk, now=later(hours=2))
    review(actor=provided.office_head, report_id=report.pk, now=later(hours=2))
    said = {"actor": provided.reviewer, "report_id": report.pk, "now": later(hours=2)}
    with pytest.raises(InputRefused, match="不能更早"):
        sign_on_paper(on=date(2026, 1, 2), **said)
    assert sign_on_paper(on=NOW.date(), **said).state == "signed"


@pytest.fixture
def merged(provided):
    """The bureau closed into another after it handed in its report; the other's reviewer."""
    submitted(provided)
    target = make_organ("xj", "海岳市文川区新局", parent=provided.authority)
    grant_role(actor=None, person=provided.admin, organ=target, role=Role.ADMIN, department=None, now=NOW)
    merge_organ(
        actor=provided.admin, organ_id=provided.organ.pk, into_id=target.pk, on=NOW.date(), reason="撤并",
        now=NOW,
    )  # fmt: skip
    return make_person("heir", target, (Role.REVIEWER, None))


def test_a_merged_organs_reports_stay_with_the_organ_that_took_it_in_and_in_the_sums(provided, merged):
    assert not queries.visible_to(standing_of(provided.reviewer)).exists()
    assert queries.visible_to(standing_of(merged)).count() == 1
    standing = standing_of(provided.supervisor)
    assert provided.organ in supervised(standing, 2025)
    assert provided.organ not in supervised(standing, 2026)
    assert begin(actor=merged, organ_id=provided.organ.pk, year=2026, now=NOW).year == 2026
    assert provided.organ in supervised(standing, 2026)
    with pytest.raises(InputRefused, match="撤并"):
        begin(actor=merged, organ_id=provided.organ.pk, year=2027, now=NOW.replace(year=2027))


def test_without_libreoffice_the_other_files_are_there_and_the_pdf_comes_later(provided, monkeypatch):
    def fails(content):
        raise RuntimeError("no soffice")

    report = submitted(provided)
    with monkeypatch.context() as patched:
        patched.setitem(files._WRITERS, "pdf", fails)
        with pytest.raises(RuntimeError):
            with_files(report)
    edition = queries.newest_frozen(report)
    assert set(edition.files.values_list("kind", flat=True)) == {"docx", "xlsx"}
    with_files(with_files(report))
    assert sorted(edition.files.values_list("kind", flat=True)) == ["docx", "pdf", "xlsx"]


def test_every_act_leaves_one_row_of_codes_and_dates(provided):
    report = on_the_portal(provided, submitted(provided), hours=1)
    rows = AuditEntry.objects.filter(subject="report", subject_id=report.pk).order_by("seq")
    assert [row.act.rpartition(".")[2] for row in rows] == [
        "begun", "checked", "reviewed", "signed", "submitted", "handed_to_portal",
    ]  # fmt: skip
    assert all(isinstance(value, int | str | bool) for row in rows for value in row.detail.values())
    assert not [row for row in rows if any("\u4e00" <= sign <= "\u9fff" for sign in str(row.detail))]
